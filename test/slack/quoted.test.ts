import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mentionedIn, quotedText } from "../../adapters/slack/quoted.ts";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

const NAMES: Readonly<Record<string, string>> = { U0OLENA: "Olena Kovalenko", W0PETRO: "Petro <Bondar>" };
const read = (text: string): string => quotedText(text, (user) => NAMES[user]);

describe("somebody's words in Slack, taken over", () => {
  it.each([
    ["<@U0OLENA> and <@W0PETRO|petro>", "@Olena Kovalenko and @Petro <Bondar>"],
    ["<@U0NOBODY|nick> and <@U0NOBODY>", "@nick and <@U0NOBODY>"],
    ["in <#C1|outreach>, <#C2|> and <#C3>", "in #outreach, #C2 and #C3"],
    ["<!here> <!channel> <!subteam^S1|@desk> <!subteam^S1>", "@here @channel @desk @S1"],
    ["<!date^1647259530^{date}|14 March>", "14 March"],
    [
      "see <https://a.example/?x=1&amp;y=2|their page &amp; more>",
      "see their page & more (https://a.example/?x=1&y=2)",
    ],
    ["<https://a.example/x> <http://a.example|a.example>", "https://a.example/x http://a.example"],
    ["<mailto:a@a.example|a@a.example> <tel:+380441234567|call them>", "a@a.example call them (+380441234567)"],
    ["Ben &amp; Co said &lt;@U0OLENA&gt;, 3 &lt; 5 &amp;amp;", "Ben & Co said <@U0OLENA>, 3 < 5 &amp;"],
    ["*bold* _words_ <", "*bold* _words_ <"],
  ])("%s", (written, shown) => {
    expect(read(written)).toBe(shown);
  });

  it("names the people to be asked about, each once, and no more than can be waited for", () => {
    expect(mentionedIn("<@U1> <@U2|x> <@U1> &lt;@U3&gt;")).toEqual(["U1", "U2"]);
    expect(mentionedIn(Array.from({ length: 50 }, (_, at) => `<@U${at}>`).join(" "))).toHaveLength(10);
  });
});

describe("a shortcut on a message that mentions people and places", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  it("shows them in its form as people read them", async () => {
    scene.office.channel("#outreach");
    const olena = scene.office.person("olena", { name: "Olena Kovalenko" }).in("#outreach");
    const petro = scene.office.person("petro", { name: "Petro Bondar" }).in("#outreach");
    await petro.says("@olena please ask Ben & Co for 20 generators, see #outreach and https://a.example/x");
    await olena.messageShortcut("Log as aid request", "20 generators");
    const words = "@Olena Kovalenko please ask Ben & Co for 20 generators, see #outreach and https://a.example/x";
    expect(olena.modal.sees()).toContain(words);
    expect(olena.modal.sees()).not.toMatch(/<[@#]|&amp;/u);
  });
});
