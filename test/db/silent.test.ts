import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { endSilent } from "../../db/silent.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { SMALL } from "../support/worlds.ts";

const int32 = (value: number): Buffer => {
  const made = Buffer.alloc(4);
  made.writeInt32BE(value);
  return made;
};

/** A message of PostgreSQL's protocol: its letter, its length, its words, each ended by a zero. */
const message = (letter: string, ...parts: readonly (string | Buffer)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)));
  return Buffer.concat([Buffer.from(letter), int32(body.length + 4), body]);
};

/** How the server says that it waits for the next statement, and that a statement which was told without its values returns nothing. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);
const NO_DATA = Buffer.from([0x6e, 0, 0, 0, 4]);

const heard = async (socket: Socket, sign: Buffer): Promise<void> => {
  for (let all = Buffer.alloc(0); !all.includes(sign); ) {
    const [packet] = (await once(socket, "data")) as [Buffer];
    all = Buffer.concat([all, packet]);
  }
};

describe.skipIf(!(await hasPostgres()))("A process that says nothing any more", () => {
  it.each([
    [
      "in the middle of a statement",
      [
        message("P", "", "delete from note where id = $1", Buffer.alloc(2)),
        message("D", Buffer.from("S"), ""),
        message("H"),
      ],
    ],
    ["between two statements", []],
  ] as const)("%s loses its transaction to those who wait for its locks", async (_, asked) => {
    const real = await realPostgres(SMALL);
    onTestFinished(real.remove);
    const database = await real.open();
    await database.rows(sql`insert into note values (1, 'theirs')`);
    const { port, pathname } = new URL(real.url);
    const socket = connect(Number(port), "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    const start = message(
      "",
      int32(196_608),
      "user",
      "postgres",
      "database",
      pathname.slice(1),
      "application_name",
      "aidline",
      "",
    );
    socket.write(start);
    await heard(socket, READY);
    socket.write(message("Q", "begin; select from note where id = 1 for update"));
    await heard(socket, READY);
    for (const one of asked) socket.write(one);
    if (asked.length > 0) await heard(socket, NO_DATA);

    const locked = () => database.rows(sql`select from note where id = 1 for update skip locked`);
    expect(await locked()).toEqual([]);
    expect(await endSilent(database, 3_600)).toBe(0);
    await expect.poll(() => endSilent(database, 0)).toBe(1);
    await expect.poll(locked).toHaveLength(1);
  });
});
