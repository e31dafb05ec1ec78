import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";

import {
  CODE_BYTES,
  CODE_MINUTES,
  type CodeKind,
  codeFrom,
  codeTyped,
  type Given,
  MISSES,
} from "../src/domain/link.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusHours, plusMilliseconds } from "../src/domain/time.ts";
import type { Codes, Random } from "../src/ports.ts";
import { type Db, rows } from "./database.ts";
import { idAt } from "./ids.ts";
import { instantFrom } from "./instant.ts";
import { enterAsWorker, enterWorkspace } from "./tenancy.ts";

/** Who gives and types codes, in which transaction. */
export interface Typing {
  readonly tx: Db;
  readonly workspace: Id;
  readonly member: Id;
  readonly at: Instant;
  readonly random: Random;
}

/** What is kept of a code. */
const digestOf = (kind: CodeKind, typed: string): string =>
  createHash("sha256")
    .update(`${kind}/${codeTyped(typed)}`)
    .digest("hex");

/** Hours after which what is left of a code is forgotten; until then people are told why it is no good. */
const REMEMBERED = 24;

/** The one-time codes of a workspace, in the transaction of a desk. */
export const createCodes = ({ tx, workspace: ws, member, at, random }: Typing): Codes => {
  /** A server's code is of another workspace: looked for over all of them, which only the worker may. */
  const found = async (kind: CodeKind, typed: string) => {
    if (kind === "server") await enterAsWorker(tx);
    const [row] = await rows<{ workspace_id: Id; member_id: Id; until: string; used: boolean }>(
      tx,
      sql`select workspace_id, member_id, until, used from link_code where digest = ${digestOf(kind, typed)} limit 1`,
    );
    if (kind === "server") await enterWorkspace(tx, ws);
    return row;
  };
  return {
    give: async (kind) => {
      const code = codeFrom(random.bytes(CODE_BYTES));
      // Whoever asks again has lost the first one.
      await tx.execute(sql`
        delete from link_code where workspace_id = ${ws}
          and ((member_id = ${member} and kind = ${kind} and not used) or until < ${plusHours(at, -REMEMBERED)})`);
      await tx.execute(sql`
        insert into link_code (workspace_id, digest, kind, member_id, until, used)
        values (${ws}, ${digestOf(kind, code)}, ${kind}, ${member}, ${plusMilliseconds(at, CODE_MINUTES * 60_000)}, false)`);
      return code;
    },
    read: async (kind, typed) => {
      const row = await found(kind, typed);
      if (!row) return "unknown";
      if (row.used) return "used";
      return instantFrom(row.until) < at ? "expired" : { workspace: row.workspace_id, by: row.member_id };
    },
    use: async (kind, typed) => {
      await tx.execute(
        sql`update link_code set used = true where workspace_id = ${ws} and digest = ${digestOf(kind, typed)}`,
      );
    },
    waits: async () => {
      const [row] = await rows<{ until: string | null }>(
        tx,
        sql`
          select at + interval '1 hour' as until from link_miss
          where workspace_id = ${ws} and member_id = ${member} and at > ${plusHours(at, -1)}
          order by at desc offset ${MISSES - 1} limit 1`,
      );
      return row?.until ? instantFrom(row.until) : undefined;
    },
    missed: async () => {
      await tx.execute(sql`delete from link_miss where workspace_id = ${ws} and at < ${plusHours(at, -REMEMBERED)}`);
      await tx.execute(sql`
        insert into link_miss (workspace_id, id, member_id, at) values (${ws}, ${idAt(at, random)}, ${member}, ${at})`);
    },
  };
};

/** Uses a server's code up in its own workspace, inside which the transaction is. False when somebody was faster. */
export const useServerCode = async (tx: Db, { workspace }: Given, typed: string): Promise<boolean> => {
  const used = await rows(
    tx,
    sql`
      update link_code set used = true
      where workspace_id = ${workspace} and digest = ${digestOf("server", typed)} and not used returning digest`,
  );
  return used.length > 0;
};
