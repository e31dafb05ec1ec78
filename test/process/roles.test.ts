import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConfigError, readConfig } from "../../src/config.ts";
import { slackManifest } from "../../src/process/manifest.ts";
import { type RoleFlags, rolesIn } from "../../src/process/roles.ts";
import { logOf, startAidline } from "../support/child.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { realSlackClock, startSlack } from "../support/slack/index.ts";

const SLACK = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef" };
const SERVER = { DATABASE_URL: "postgres://localhost/aidline" };

describe("The roles of a process", () => {
  const roles = (flags: Partial<RoleFlags>, environment: Readonly<Record<string, string>> = {}) =>
    rolesIn({ serve: undefined, work: false, ...flags }, readConfig(environment));

  it("are all of them where nobody says otherwise", () => {
    const { chats, works, duties } = roles({});
    expect([chats, works, duties("slack")]).toEqual([true, true, { serves: true, works: true }]);
  });

  it("are what is named, and no more", () => {
    const serving = roles({ serve: "slack" }, { ...SLACK, ...SERVER });
    expect([serving.chats, serving.works]).toEqual([false, false]);
    expect([serving.duties("slack"), serving.duties("discord")]).toEqual([
      { serves: true, works: false },
      { serves: false, works: false },
    ]);
    const working = roles({ work: true }, { ...SLACK, ...SERVER });
    expect([working.works, working.duties("slack")]).toEqual([true, { serves: false, works: true }]);
  });

  const faultsOf = (flags: Partial<RoleFlags>, environment: Readonly<Record<string, string>>): readonly string[] => {
    try {
      roles(flags, environment);
    } catch (error) {
      return error instanceof ConfigError ? error.faults : [];
    }
    return [];
  };

  it.each([
    [{ serve: "slak" }, SERVER, /takes slack and discord.*not "slak"/u],
    [{ serve: "" }, SERVER, /takes slack and discord/u],
    [{ serve: "slack,discord" }, { ...SLACK, ...SERVER }, /--serve discord needs the settings/u],
    [{ work: true }, {}, /need a PostgreSQL server: set DATABASE_URL/u],
  ])("of %j are refused with what would work", (flags, environment, says) => {
    expect(faultsOf(flags, environment)).toEqual([expect.stringMatching(says)]);
  });
});

/** How pino writes a warning; an error is more. */
const WARN = 40;

describe.skipIf(!(await hasPostgres()))("Processes that share one PostgreSQL by roles", () => {
  it("serve and work apart, do it together, and end when they are asked to", { timeout: 60_000 }, async () => {
    const { url, open, remove } = await realPostgres();
    onTestFinished(remove);
    await open();
    const slack = await startSlack({ clock: realSlackClock() });
    onTestFinished(() => slack.close());
    slack.useManifest(slackManifest({ slack: undefined, language: "en" }, undefined));
    const office = slack.workspace("Office");
    const { token } = office.install();
    office.channel("#outreach");
    const olena = office.person("olena").in("#outreach");
    const started = (...words: readonly string[]) => {
      const child = startAidline(["start", ...words], {
        DATABASE_URL: url,
        AIDLINE_LOG: "info",
        SLACK_BOT_TOKEN: token,
        SLACK_APP_TOKEN: slack.app.appToken,
        SLACK_API_URL: slack.apiUrl,
      });
      const { entries, isStarted } = logOf(child);
      return {
        isStarted,
        ended: async () => {
          child.kill("SIGTERM");
          const [status] = await once(child, "exit");
          return { status, troubles: entries.filter(({ level }) => level >= WARN) };
        },
      };
    };

    const serving = started("--serve", "slack");
    await serving.isStarted;
    // Nobody works yet: it is acknowledged, and waits.
    await olena.slash('/aid request Amazon "End AWS in Russia" kind:service_suspension');
    expect(olena.sees()).not.toContain("AID-1");
    const working = started("--work");
    await working.isStarted;
    await olena.until("AID-1");
    expect(await Promise.all([serving.ended(), working.ended()])).toEqual([
      { status: 0, troubles: [] },
      { status: 0, troubles: [] },
    ]);
  });
});
