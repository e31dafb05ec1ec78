import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, describe, expect, it } from "vitest";

const MAIN = join(import.meta.dirname, "../src/main.ts");
const made: string[] = [];
const children: ChildProcess[] = [];

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "aidline-process-"));
  made.push(path);
  return path;
};
afterAll(() => {
  // A test that failed may have left its process behind.
  for (const child of children) child.kill("SIGKILL");
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  output(): string;
  /** Waits until the output holds `text`. */
  shows(text: string): Promise<void>;
  ended: Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>;
}

/** Starts the real process on a data folder, as the scripts of package.json do. */
const run = (data: string, words: readonly string[], settings: Readonly<Record<string, string>> = {}): Run => {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...words], {
    env: { PATH: process.env["PATH"], AIDLINE_DATA: data, AIDLINE_ZONE: "Europe/Kyiv", ...settings },
    cwd: folder(),
  });
  children.push(child);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk));
  return {
    child,
    output: () => out,
    shows: async (text) => {
      while (!out.includes(text)) await once(child.stdout, "data");
    },
    ended: once(child, "close").then(([status]) => ({ status: status as number | null, out, err })),
  };
};

const piped = (data: string, lines: readonly string[], words: readonly string[] = []): Run["ended"] => {
  const started = run(data, ["start", "--as", "ann", "--in", "#outreach", "--no-sample", ...words]);
  started.child.stdin?.end(`${lines.join("\n")}\n`);
  return started.ended;
};

const REQUEST =
  '/aid request Amazon "End AWS in Russia" kind:service_suspension channel:open_letter reply-by:"5 working days"';

describe("the process", { timeout: 120_000 }, () => {
  it("takes commands from a pipe, ends with it, and has kept everything at the next start", async () => {
    const data = folder();
    expect(await piped(data, [REQUEST, 'expect "AID-1"'])).toMatchObject({ status: 0 });
    expect(await piped(data, ["show AID-1", 'expect "Amazon"'])).toMatchObject({ status: 0 });
  });

  it("ends with status 1 at a line of the pipe that cannot be done", async () => {
    const end = await piped(folder(), [REQUEST, 'expect "AID-2"', "list"]);
    expect(end).toMatchObject({ status: 1 });
    expect(end.out).toContain('expected: "AID-2"');
    expect(end.out).not.toContain("/aid list");
  });

  it("serves commands from the shell while it runs, and refuses a second process on its folder", async () => {
    const data = folder();
    const bot = run(data, ["start", "--as", "ann", "--in", "#outreach", "--no-sample"]);
    bot.child.stdin?.write(`${REQUEST}\n`);
    await bot.shows("AID-1");

    const shown = await run(data, ["aid", "--as", "ben", "show AID-1"]).ended;
    expect(shown).toMatchObject({ status: 0 });
    expect(shown.out).toContain("Amazon");
    const said = await run(data, [
      "aid",
      "--as",
      "ben",
      "--in",
      "#outreach",
      "note",
      "AID-1",
      "remark",
      "they will call back",
      "--json",
    ]).ended;
    expect(said.status).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ audience: "channel" });
    await bot.shows("they will call back");
    expect(await run(data, ["aid", "show AID-7"]).ended).toMatchObject({ status: 1 });
    const unsaid = await run(data, ["aid", "note AID-1"]).ended;
    expect(unsaid).toMatchObject({ status: 1, err: 'Missing: kind, text. For example: kind:"…"\n' });
    expect((await run(data, ["aid", "list", "--at", "2022-03-07 09:00"]).ended).err).toContain("its time is real");

    const second = await run(data, ["start"]).ended;
    expect(second.status).toBe(2);
    expect(second.err).toContain("npm run -s aid");
    const health = await run(data, ["doctor"]).ended;
    expect(health.out).toContain("A bot runs on this register");
    expect(health.out).not.toContain("fault");
    expect(health).toMatchObject({ status: 0, err: "" });

    bot.child.kill("SIGTERM");
    expect(await bot.ended).toMatchObject({ status: 0 });
    expect(existsSync(join(data, "counter.sock"))).toBe(false);
    const after = await run(data, ["aid", "--as", "ben", "show AID-1"]).ended;
    expect(after.out).toContain("1 note");
  });

  it("begins an empty register with a sample, once, that one command takes out again", async () => {
    const data = folder();
    const first = run(data, ["start", "--as", "ann"]);
    first.child.stdin?.end('late\nexpect "AID-1"\ncampaign SAMPLE remove:yes\n');
    expect(await first.ended).toMatchObject({ status: 0 });
    const second = run(data, ["start", "--as", "ann"]);
    second.child.stdin?.end('list\nexpect not "AID-"\n');
    expect(await second.ended).toMatchObject({ status: 0 });
  });

  it("begins with the sample also where somebody has only asked before, and not where work has begun", async () => {
    const next = async (data: string): Promise<string> => {
      const started = run(data, ["start", "--as", "ben"]);
      started.child.stdin?.end("campaign\n");
      return (await started.ended).out;
    };
    const asked = folder();
    await run(asked, ["aid", "--as", "ann", "list"]).ended;
    expect(await next(asked)).toContain("Campaign SAMPLE");
    const closed = folder();
    expect(await piped(closed, ["settings newcomers:observer", 'expect "observer"'])).toMatchObject({ status: 0 });
    expect(await next(closed)).not.toContain("SAMPLE");
    const undone = folder();
    expect(await piped(undone, [REQUEST, 'press "Undo"', 'expect "AID-1"'])).toMatchObject({ status: 0 });
    expect(await next(undone)).not.toContain("SAMPLE");
  });

  it("rehearses a story, and fails with its line", async () => {
    const story = join(folder(), "a.story");
    writeFileSync(story, `at 2022-03-07 09:00\nas ann\nin #outreach\n${REQUEST}\nexpect "AID-1"\n`);
    const good = await run(folder(), ["story", story]).ended;
    expect(good).toMatchObject({ status: 0, err: "" });
    expect(good.out).toContain("#outreach, Mon 7 Mar 2022, 09:00");
    writeFileSync(story, "as ann\nshout\n");
    const bad = await run(folder(), ["story", story, "--quiet"]).ended;
    expect(bad).toMatchObject({ status: 1, out: "" });
    expect(bad.err).toContain(`${story}:2`);
  });

  it("brings up to date, proves and rebuilds a register, each with one clear line", async () => {
    const data = folder();
    expect((await run(data, ["migrate"]).ended).out).toMatch(/^Done: \d+ migrations\.\n$/u);
    await run(data, ["aid", "--as", "ann", REQUEST, "--at", "2022-03-07 09:00"]).ended;
    expect(await run(data, ["verify"]).ended).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^The journal is whole: [1-9]\d* entries, 1 workspace\.\n$/u),
    });
    expect(await run(data, ["rebuild"]).ended).toMatchObject({
      status: 0,
      out: "Rebuilt 1 workspace; every table was as the journal says.\n",
    });
  });

  it.each([
    { words: ["shout"], settings: {}, says: '"shout" is not a command' },
    { words: ["start", "--loud"], settings: {}, says: "--loud" },
    { words: ["story"], settings: {}, says: "Which story?" },
    { words: ["story", "nowhere.story"], settings: {}, says: "There is no file nowhere.story" },
    { words: ["aid", "list", "--at", "noon"], settings: {}, says: '--at "2022-03-07 09:00"' },
    { words: ["doctor"], settings: { AIDLINE_ZONE: "Kyiv", AIDLINE_LOG: "loud" }, says: "AIDLINE_LOG must be one of" },
  ])("refuses $words with what would work, and status 2", async ({ words, settings, says }) => {
    const end = await run(folder(), words, settings).ended;
    expect(end.status).toBe(2);
    expect(end.err).toContain(says);
  });
});
