import type { Inbox } from "../../src/ports.ts";

/** An inbox into which nothing can be put while there is trouble: each try fails, once it is let go on. */
export const troubledInbox = (inbox: Inbox, isTrouble: (nth: number) => boolean) => {
  const { promise: free, resolve: release } = Promise.withResolvers<void>();
  let tries = 0;
  return {
    inbox: {
      ...inbox,
      put: async (...of: Parameters<Inbox["put"]>): Promise<boolean> => {
        tries += 1;
        if (!isTrouble(tries)) return inbox.put(...of);
        await free;
        throw new Error("the connection ended");
      },
    },
    release,
    tries: () => tries,
  };
};
