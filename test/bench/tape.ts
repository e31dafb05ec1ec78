import type { PGlite, QueryOptions, Transaction } from "@electric-sql/pglite";
import type postgres from "postgres";

/** One statement as a driver was given it; whatever else it was told comes along. */
interface Sent {
  readonly text: string;
  readonly params: readonly unknown[];
  /** Whether rows came back as arrays; drizzle asks postgres.js for these by a call of their own. */
  arrays: boolean;
  readonly options: QueryOptions | undefined;
}

/** A transaction: its statements in groups, each of which was on its way together. A group is a round trip. */
export type Tape = readonly (readonly Sent[])[];

/** Listens to a driver and keeps what it is given. */
export interface Recorder {
  /** Runs `work` and answers with the transactions that began meanwhile. */
  record(work: () => Promise<unknown>): Promise<readonly Tape[]>;
  postgres(client: postgres.Sql): postgres.Sql;
  pglite(client: PGlite): PGlite;
}

/** One transaction that is being recorded. */
const reel = () => {
  const tape: Sent[][] = [];
  let underway = 0;
  return {
    tape,
    note: (sent: Sent): void => {
      if (underway === 0) tape.push([]);
      underway += 1;
      tape.at(-1)?.push(sent);
    },
    landed: (): void => {
      underway -= 1;
    },
  };
};
type Reel = ReturnType<typeof reel>;

/** An object with some of its members replaced; the rest are its own. */
const over = <T extends object>(target: T, members: Readonly<Record<string, unknown>>): T =>
  new Proxy(target, {
    get: (_, key) => {
      if (typeof key === "string" && key in members) return members[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" && key !== "options" ? value.bind(target) : value;
    },
  });

/** Statements of a postgres.js transaction. */
const listening = (tx: postgres.TransactionSql, { note, landed }: Reel): postgres.TransactionSql =>
  over(tx, {
    unsafe: (text: string, params: unknown[] = [], options?: postgres.UnsafeQueryOptions) => {
      const sent: Sent = { text, params: [...params], arrays: false, options: undefined };
      note(sent);
      // Drizzle's parameters are what it hands to postgres.js in earnest.
      const query = tx.unsafe(text, params as string[], options);
      const values = query.values.bind(query);
      query.values = () => {
        sent.arrays = true;
        return values();
      };
      void query.then(landed, landed);
      return query;
    },
  });

/** A recorder for whichever driver; only one thing at a time may be recorded. */
export const createRecorder = (): Recorder => {
  let tapes: Tape[] | undefined;
  const begun = (): Reel => {
    const made = reel();
    tapes?.push(made.tape);
    return made;
  };
  return {
    record: async (work) => {
      const found: Tape[] = [];
      tapes = found;
      await work();
      tapes = undefined;
      return found;
    },
    postgres: (client) =>
      over(client, {
        begin: (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
          client.begin((tx) => work(listening(tx, begun()))),
      }),
    pglite: (client) =>
      over(client, {
        transaction: (work: (tx: Transaction) => Promise<unknown>) =>
          client.transaction((tx) => {
            const { note, landed } = begun();
            const query = (text: string, params: unknown[] = [], options?: QueryOptions) => {
              note({ text, params: [...params], arrays: options?.rowMode === "array", options });
              return tx.query(text, params, options).finally(landed);
            };
            return work(over(tx, { query }));
          }),
      }),
  };
};
