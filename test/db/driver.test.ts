import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { driver } from "../../db/driver.ts";
import { hasPostgres, type RealPostgres, realPostgres } from "../support/database.ts";
import { type Line, openLine } from "../support/line.ts";

/** What PostgreSQL says to whom it lets in: AuthenticationOk and ReadyForQuery. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

/** The next turn of the event loop, in which an end may be heard. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.skipIf(!(await hasPostgres()))("the driver, when connections end", () => {
  let real: RealPostgres;
  let line: Line;
  beforeAll(async () => {
    real = await realPostgres("");
    line = await openLine(Number(new URL(real.url).port));
  });
  afterAll(async () => {
    await line.close();
    await real.remove();
  });

  const pool = (through: Line | undefined) => {
    const url = new URL(real.url);
    if (through) url.port = String(through.port);
    const client = driver(url.href, { max: 1, backoff: () => 0, connect_timeout: 2, onnotice: () => undefined });
    onTestFinished(() => client.end({ timeout: 0 }));
    return client;
  };
  const ask = (client: Sql) => client.unsafe("select 1 as one");

  it("connects again, whatever was about to be written in the moment of the end", async () => {
    const client = pool(line);
    const codes = new Set<unknown>();
    for (let time = 0; time < 40; time += 1) {
      await ask(client).catch(({ code }: { code?: unknown }) => codes.add(code));
      line.turn("cut");
      line.turn("clear");
      // The end is heard in one of the next turns of the event loop, and in each something is about to be written.
      const asked: Promise<unknown>[] = [];
      for (let turn = 0; turn < 8; turn += 1) {
        asked.push(ask(client).catch(({ code }: { code?: unknown }) => codes.add(code)));
        await nextTurn();
      }
      await Promise.all(asked);
    }
    expect(codes).not.toContain("CONNECT_TIMEOUT");
    expect(await ask(client)).toMatchObject([{ one: 1 }]);
  });

  it("hears nothing on a connection of what was said on the one before", async () => {
    const [client, beside] = [pool(line), pool(undefined)];
    const [here] = await client<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const asleep = client`select pg_sleep(60)`.catch(({ code }: { code?: unknown }) => code);
    const sleeping = () =>
      beside`select from pg_stat_activity where pid = ${here?.pid ?? 0} and wait_event = 'PgSleep'`;
    await expect.poll(sleeping).toHaveLength(1);
    await beside`select pg_terminate_backend(${here?.pid ?? 0})`;
    expect(await asleep).toBe("CONNECTION_CLOSED");
    expect(await ask(client)).toMatchObject([{ one: 1 }]);
  });

  it("leaves nothing unheard of a connection that ends as soon as it is open", async () => {
    const unheard: unknown[] = [];
    const hear = (fault: unknown): void => void unheard.push(fault);
    process.on("unhandledRejection", hear);
    onTestFinished(() => void process.off("unhandledRejection", hear));
    const server = createServer((socket) => {
      socket.once("data", () => {
        socket.write(WELCOME);
        socket.once("data", () => socket.resetAndDestroy());
      });
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo;
    const client = driver(`postgres://nobody@127.0.0.1:${port}/none`, { max: 1 });
    await expect(ask(client)).rejects.toMatchObject({ code: "ECONNRESET" });
    await nextTurn();
    expect(unheard).toEqual([]);
  });
});
