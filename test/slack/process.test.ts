import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { startAidline } from "../support/child.ts";
import { realSlackClock, startSlack } from "../support/slack/index.ts";

it("the process joins Slack from its settings, serves until it is asked to stop, and leaves nothing undone", {
  timeout: 60_000,
}, async () => {
  const manifest = startAidline(["manifest"], {});
  const printed = await text(manifest.stdout);
  const slack = await startSlack({ clock: realSlackClock() });
  onTestFinished(() => slack.close());
  slack.useManifest(JSON.parse(printed));
  const office = slack.workspace("Office");
  const { token } = office.install();
  office.channel("#outreach");
  const olena = office.person("olena").in("#outreach");

  const bot = startAidline(["start"], {
    SLACK_BOT_TOKEN: token,
    SLACK_APP_TOKEN: slack.app.appToken,
    SLACK_API_URL: slack.apiUrl,
  });
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
  const bot = startAidline(["start"], {
    SLACK_BOT_TOKEN: "xoxb-wrong",
    SLACK_APP_TOKEN: slack.app.appToken,
    SLACK_API_URL: slack.apiUrl,
  });
  const ended = once(bot, "exit");
  const complaint = await text(bot.stderr);
  expect(await ended).toEqual([2, null]);
  expect(complaint.trim().split("\n")).toEqual([
    expect.stringMatching(/^Slack does not take SLACK_BOT_TOKEN \(invalid_auth\)/u),
  ]);
});
