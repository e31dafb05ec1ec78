import type { Bot, Inbox } from "../../src/ports.ts";

/** An inbox into which everything is put only once it is let go on, for as long as `isSlow` says so; and when that was first tried. */
export const slowInbox = (inbox: Inbox, isSlow: () => boolean = () => true) => {
  const { promise: free, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  return {
    inbox: {
      ...inbox,
      put: async (...of: Parameters<Inbox["put"]>): Promise<boolean> => {
        if (isSlow()) {
          begin();
          await free;
        }
        return inbox.put(...of);
      },
    },
    release,
    begun,
  };
};

/** A bot that answers only once it is let. */
export const slowBot = (bot: Bot) => {
  const { promise: free, resolve: release } = Promise.withResolvers<void>();
  const late: Bot = {
    ...bot,
    handle: async (invocation) => {
      await free;
      return bot.handle(invocation);
    },
  };
  return { bot: late, release };
};
