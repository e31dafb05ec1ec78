import { setImmediate as nextTurn } from "node:timers/promises";
import type postgres from "postgres";

/** A statement as drizzle takes it: run when somebody first waits for it, its rows as objects or as arrays. */
type Statement = postgres.PendingQuery<postgres.Row[]>;

/** An object of which some members are others; a driver's own methods keep no `this`. */
export const over = <T extends object>(target: T, members: Readonly<Record<string | symbol, unknown>>): T =>
  new Proxy(target, { get: (_, key) => members[key] ?? Reflect.get(target, key) });

type Heard = Parameters<Promise<unknown>["then"]>;

/** Of a statement drizzle uses these two; like the driver's own it is a promise that begins when it is waited for. */
const statementOf = (then: (...heard: Heard) => unknown, values: () => Statement): Statement =>
  // oxlint-disable-next-line unicorn/no-thenable -- it stands for a promise that begins when it is waited for
  ({ then, values }) as unknown as Statement;

/** What nobody hears of any more. */
const unheard: Statement = statementOf(
  () => undefined,
  () => unheard,
);

/** A failure is told in the next turn of the event loop: by then the driver knows whether its connection is gone. */
const toldLater = (statement: Statement): Statement => {
  const settled = async (): Promise<unknown> => {
    try {
      return await statement;
    } catch (fault) {
      await nextTurn();
      throw fault;
    }
  };
  return statementOf(
    (...heard) => settled().then(...heard),
    // It answers with arrays then, and is waited for in the same way.
    () => toldLater(statement.values() as unknown as Statement),
  );
};

/**
 * The client with transactions that may lose their connection. Of one that ends, postgres.js fails what is under way,
 * and then rolls back on it: that throws beyond everybody's reach and ends the process (porsager/postgres#1208). A
 * statement that comes after the end does the same, or runs outside of its transaction, on a connection that is made
 * anew. So from its end on a transaction hears nothing of its statements, and the driver nothing of its work: `begin`
 * rejects with the driver's own news of the end, CONNECTION_CLOSED, and nothing was committed, or all where the answer
 * to the commit was lost.
 */
export const severable = (client: postgres.Sql): postgres.Sql =>
  over(client, {
    begin: (work: (tx: postgres.TransactionSql) => unknown): Promise<unknown> => {
      let isOver = false;
      const begun = client.begin(async (tx): Promise<unknown> => {
        const unsafe = (...asked: Parameters<typeof tx.unsafe>): Statement =>
          isOver ? unheard : toldLater(tx.unsafe(...asked));
        try {
          const done = await work(over(tx, { unsafe }));
          return isOver ? await unheard : done;
        } catch (fault) {
          await nextTurn();
          if (isOver) await unheard;
          throw fault;
        }
      });
      begun.catch(() => {
        isOver = true;
      });
      return begun;
    },
  });
