import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/child.ts";
import { realSlackClock, startSlack } from "../support/slack/index.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");

/** The real process on a folder of its own, with nobody at a terminal. */
const started = (settings: Readonly<Record<string, string>>, ...words: readonly string[]): ChildProcess => {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...words], {
    env: { PATH: process.env["PATH"], AIDLINE_DATA: temporaryFolder(), ...settings },
    cwd: temporaryFolder(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
};
/** All that it writes there until it ends. */
const textOf = (stream: Readable | null): Promise<string> => text(stream ?? Readable.from([]));

it("the process joins Slack from its settings, serves until it is asked to stop, and leaves nothing undone", {
  timeout: 60_000,
}, async () => {
  const manifest = started({}, "manifest");
  const printed = await textOf(manifest.stdout);
  const slack = await startSlack({ clock: realSlackClock() });
  onTestFinished(() => slack.close());
  slack.useManifest(JSON.parse(printed));
  const office = slack.workspace("Office");
  const { token } = office.install();
  office.channel("#outreach");
  const olena = office.person("olena").in("#outreach");

  const bot = started(
    { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: slack.app.appToken, SLACK_API_URL: slack.apiUrl },
    "start",
  );
  const ended = once(bot, "exit");
  await slack.sockets.connected(2);
  await olena.slash('/aid request Amazon "End AWS in Russia" kind:service_suspension');
  await olena.until("AID-1");
  bot.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

it("the process says in one line what is wrong with a token", { timeout: 60_000 }, async () => {
  const slack = await startSlack({ clock: realSlackClock() });
  onTestFinished(() => slack.close());
  const bot = started(
    { SLACK_BOT_TOKEN: "xoxb-wrong", SLACK_APP_TOKEN: slack.app.appToken, SLACK_API_URL: slack.apiUrl },
    "start",
  );
  const ended = once(bot, "exit");
  const complaint = await textOf(bot.stderr);
  expect(await ended).toEqual([2, null]);
  expect(complaint.trim().split("\n")).toEqual([
    expect.stringMatching(/^Slack does not take SLACK_BOT_TOKEN \(invalid_auth\)/u),
  ]);
});
