/**
 * Mistakes that are easily made, one at a time, to see whether the check notices. Each is made outside the
 * product: around its ports, in what it is given, or, where it is about SQL, in the simulated store.
 */
export const FLAWS = {
  mark: "marks a message as sent before it is sent",
  fence: "lets anybody settle an attempt, whoever has it now",
  retry: "posts again after a time-out",
  clock: "asks the process's own clock what is due",
  settle: "does not wait for late commits before it looks",
  outside: "plans after the transaction that changed the request",
  receipt: "ignores that a message arrived when its sender says so late",
  summer: "reckons with the clock of the other side of a change to summer time",
  leaders: "lets two leaders plan the same digest",
  commit: "takes a lost answer to a COMMIT for a failure",
  quarantine: "sends after a restore without looking what was sent since the backup",
  nonce: "gives every attempt a nonce of its own",
} as const;
export type Flaw = keyof typeof FLAWS;

/** Which of them are made. */
export type Flaws = Readonly<Partial<Record<Flaw, boolean>>>;
