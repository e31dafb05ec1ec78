import { describe, expect, it } from "vitest";
import { startSlack } from "../support/slack/index.ts";
import { answerTo, stockClient } from "../support/slack/stock-client.ts";

const room = async () => {
  const slack = await startSlack();
  const office = slack.workspace("Office");
  const { token } = office.install();
  const { id: channel } = office.channel("#desk");
  const olena = office.person("olena", { name: "Olena Koval", tz: "Europe/Kyiv", locale: "uk-UA" });
  const mike = office.person("mike", { tz: "America/New_York", locale: "en-US" });
  const seats = [olena.in("#desk"), mike.in("#desk")] as const;
  const client = stockClient(slack, token);
  const post = async (given: Readonly<Record<string, unknown>>) => {
    const answer = await answerTo(client, "chat.postMessage", { channel, text: "a", ...given });
    expect(answer).toMatchObject({ ok: true });
    return answer;
  };
  return { slack, office, olena, mike, seats, post, channel, client, [Symbol.asyncDispose]: () => slack.close() };
};

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("A text in Slack's markup", () => {
  it.each([
    ["*bold* and _italic_ and ~struck~ and `code`", "bold and italic and struck and code"],
    ["2*3*4 and snake_case_word", "2*3*4 and snake_case_word"],
    ["*<https://example.org|the letter>* of `AID-1`", "the letter of AID-1"],
    ["<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2"],
    ["&lt;@U1&gt; &amp;amp;", "<@U1> &amp;"],
    ["<!here> and <!channel|channel>", "@here and @channel"],
    ["<@UNOBODY|nobody>", "@nobody"],
    ["*Замовлення* _ТОВ_", "Замовлення ТОВ"],
  ])("%j reads as %j", async (markup, reads) => {
    await using desk = await room();
    await desk.post({ blocks: [section(markup)] });
    expect(desk.seats[0].sees()).toBe(`Aidline: ${reads}`);
  });

  it("has names for people and channels", async () => {
    await using desk = await room();
    await desk.post({ text: `<@${desk.olena.id}> in <#${desk.channel}>` });
    expect(desk.seats[1].sees()).toBe("Aidline: @Olena Koval in #desk");
  });

  it("is not read in plain text", async () => {
    await using desk = await room();
    await desk.post({ blocks: [{ type: "header", text: { type: "plain_text", text: "*a* <@U1>" } }] });
    expect(desk.seats[0].sees()).toBe("Aidline: *a* <@U1>");
  });
});

describe("A date", () => {
  const at = Date.parse("2022-03-07T23:30:00Z") / 1_000;
  it("is read in the zone and language of who reads", async () => {
    await using desk = await room();
    await desk.post({ text: `<!date^${at}^{date_num} {time}|never shown>` });
    expect(desk.seats[0].sees()).toBe("Aidline: 2022-03-08 1:30");
    expect(desk.seats[1].sees()).toBe("Aidline: 2022-03-07 6:30 PM");
  });

  it("is near or far", async () => {
    await using desk = await room();
    await desk.post({
      text: `<!date^${at}^{date_short_pretty}|f>, <!date^${at}^{ago}|f>, <!date^${at - 9 * 86_400}^{date}|f>`,
    });
    expect(desk.seats[1].sees()).toBe("Aidline: today, in 17 hours, February 26, 2022");
    expect(desk.seats[0].sees()).toContain("завтра");
  });

  it("that Slack does not understand is its fallback", async () => {
    await using desk = await room();
    await desk.post({
      text: `<!date^soon^{date}|by Friday> <!date^${at}^{datum}|10 March> <!date^${at}^date|11 March>`,
    });
    expect(desk.seats[0].sees()).toBe("Aidline: by Friday 10 March 11 March");
  });
});

describe("What stands in a channel", () => {
  it("shows blocks, not the text for screen readers, and threads under their heads", async () => {
    await using desk = await room();
    const { ts } = await desk.post({
      text: "read aloud",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "AID-1" } },
        {
          type: "section",
          fields: [
            { type: "mrkdwn", text: "*Due*" },
            { type: "mrkdwn", text: "tomorrow" },
          ],
          accessory: { type: "overflow", options: [{ text: { type: "plain_text", text: "Close" }, value: "c" }] },
        },
        {
          type: "context",
          elements: [
            { type: "mrkdwn", text: "by Olena" },
            { type: "image", image_url: "https://example.org/a.png", alt_text: "a face" },
          ],
        },
        { type: "divider" },
        {
          type: "actions",
          elements: [
            { type: "button", text: { type: "plain_text", text: "Done" } },
            {
              type: "static_select",
              placeholder: { type: "plain_text", text: "Who" },
              options: [{ text: { type: "plain_text", text: "Me" }, value: "me" }],
            },
          ],
        },
        {
          type: "rich_text",
          elements: [
            {
              type: "rich_text_list",
              style: "bullet",
              elements: [
                {
                  type: "rich_text_section",
                  elements: [
                    { type: "text", text: "<@U1> " },
                    { type: "user", user_id: desk.olena.id },
                  ],
                },
              ],
            },
          ],
        },
        {
          type: "table",
          rows: [
            [
              { type: "raw_text", text: "a" },
              { type: "raw_number", value: 2 },
            ],
          ],
        },
        { type: "data_visualization", title: "Late", chart: { type: "pie", segments: [{ label: "late", value: 3 }] } },
      ],
    });
    await desk.post({ text: "later" });
    await desk.post({ text: "a reply", thread_ts: ts });
    expect(desk.seats[0].sees().split("\n")).toEqual([
      "Aidline: AID-1",
      "Due",
      "tomorrow [⋯ Close]",
      "by Olena · (picture: a face)",
      "———",
      "[Done] [Who ▾]",
      "• <@U1> @Olena Koval",
      "a | 2",
      "(chart: Late)",
      "  late 3",
      "    Aidline: a reply",
      "Aidline: later",
    ]);
    expect(desk.seats[0].thread("AID-1").sees()).toContain("a reply");
    expect(desk.seats[0].buttons()).toEqual(["Close", "Done"]);
  });

  it("is news when it came or changed since somebody last acted", async () => {
    await using desk = await room();
    const { ts } = await desk.post({ text: "old" });
    await desk.post({ text: "older" });
    await desk.seats[0].says("hello");
    expect(desk.seats[0].news()).toBe("");
    await answerTo(desk.client, "chat.update", { channel: desk.channel, ts, text: "new" });
    await answerTo(desk.client, "chat.postEphemeral", { channel: desk.channel, user: desk.olena.id, text: "psst" });
    expect(desk.seats[0].news()).toBe("new\npsst");
    expect(desk.seats[1].news()).not.toContain("psst");
  });

  it("rings for who is named, and for nobody whose name was only typed", async () => {
    await using desk = await room();
    const group = desk.office.usergroup("leads", [desk.mike]);
    for (const text of [
      `for <@${desk.olena.id}>`,
      "for @olena",
      "for &lt;!here&gt;",
      `for <!subteam^${group}>`,
      "for <!channel>",
    ])
      await desk.post({ text });
    await desk.post({ text: "a", blocks: [section(`<@${desk.mike.id}>`)] });
    await desk.post({
      text: "a",
      blocks: [
        {
          type: "rich_text",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: `<@${desk.mike.id}>` }] }],
        },
      ],
    });
    await desk.post({ channel: desk.mike.id, text: "to you" });
    expect(desk.olena.rings()).toEqual(["for @Olena Koval", "for @channel"]);
    expect(desk.mike.rings()).toEqual(["for @leads", "for @channel", "@Mike", "to you"]);
    expect(desk.mike.in("@app").sees()).toBe("Aidline: to you");
  });
});
