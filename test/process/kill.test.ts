import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openEmbedded } from "../../db/embedded/open.ts";
import { verify } from "../../db/verify.ts";
import { temporaryFolder } from "../support/child.ts";

/** AIDLINE_ROUNDS=20 for the long form. */
const ROUNDS = Number(process.env["AIDLINE_ROUNDS"] ?? 2);
const MAIN = join(import.meta.dirname, "../../src/main.ts");

/** Types requests into the real bot as fast as it reads them, and kills it once it has answered `count`. Returns the refs it acknowledged. */
const killWhileLogging = async (folder: string, round: number, count: number): Promise<readonly number[]> => {
  const bot = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", MAIN, "start", "--as", "ann", "--in", "#outreach", "--no-sample"],
    {
      env: { PATH: process.env["PATH"], AIDLINE_DATA: folder, NO_COLOR: "1" },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const line = (k: number): string =>
    `/aid request "Company ${round}-${k}" "Ask ${k}" kind:other channel:email reply-by:48h new:yes anyway:yes\n`;
  // The pipe breaks when the bot is killed; that is the point.
  bot.stdin.on("error", () => undefined).write(Array.from({ length: count * 3 }, (_, k) => line(k)).join(""));
  const acknowledged: number[] = [];
  for await (const said of createInterface({ input: bot.stdout })) {
    const ref = /AID-(\d+): .* has been asked\./u.exec(said)?.[1];
    if (ref !== undefined) acknowledged.push(Number(ref));
    if (acknowledged.length === count) bot.kill("SIGKILL");
  }
  if (bot.exitCode === null && bot.signalCode === null) await once(bot, "exit");
  return acknowledged;
};

describe("kill -9 of the bot while it logs requests", () => {
  it(`keeps every acknowledged command and an unbroken chain, ${ROUNDS} times over`, {
    timeout: 60_000 + ROUNDS * 60_000,
  }, async () => {
    const folder = temporaryFolder();
    const all: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const acknowledged = await killWhileLogging(folder, round, 4 + ((round * 7) % 23));
      expect(acknowledged.length).toBeGreaterThan(0);
      all.push(...acknowledged);
      const database = await openEmbedded({ folder });
      const kept = await database.rows<{ ref: number }>(sql`select ref from request`);
      const verification = await verify(database);
      await database.close();
      expect(all.filter((ref) => !kept.some((row) => row.ref === ref))).toEqual([]);
      expect(verification.flaws).toEqual([]);
    }
  });
});
