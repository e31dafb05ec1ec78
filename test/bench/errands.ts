import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A process that does what it is asked, one thing after the other. */
export interface Runner<Errand, Outcome> {
  /** Rejects with what went wrong there, and when the process ends before it has answered. */
  ask(errand: Errand): Promise<Outcome>;
  /** Resolves when the process is gone. */
  dismiss(): Promise<void>;
}

/** What comes back from another process. */
type Reply = { readonly outcome: unknown } | { readonly trouble: string };

const gone = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
  });

/** Starts a file of this folder in a process of its own; the file calls `runErrands` for the same two types. */
export const startRunner = <Errand extends object, Outcome>(file: string): Runner<Errand, Outcome> => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    serialization: "advanced",
  });
  return {
    ask: (errand) =>
      new Promise((resolve, reject) => {
        const left = (): void => reject(new Error(`${file} ended before it had answered`));
        child.once("exit", left);
        child.once("message", (reply: Reply) => {
          child.off("exit", left);
          if ("trouble" in reply) return reject(new Error(`${file}: ${reply.trouble}`));
          // The file at the other end was written for the same two types.
          resolve(reply.outcome as Outcome);
        });
        child.send(errand);
      }),
    dismiss: async () => {
      const leaving = gone(child);
      if (child.connected) child.disconnect();
      await leaving;
    },
  };
};

/** The other end: does what is asked until the asking process lets go, then leaves. */
export const runErrands = (
  run: (errand: never) => Promise<unknown>,
  leave: () => Promise<void> = () => Promise.resolve(),
): void => {
  process.on("message", (errand: unknown) => {
    // Whoever asks was written for the same type.
    run(errand as never).then(
      (outcome) => process.send?.({ outcome }),
      (error: unknown) =>
        process.send?.({ trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once("disconnect", () => {
    void leave().finally(() => process.exit());
  });
};
