import {
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from "discord-api-types/v10";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callOf } from "../../adapters/discord/buttons.ts";
import { type Message, messagesOf, threadName } from "../../adapters/discord/components.ts";
import { COMPONENT, DEFAULT, HOMES, LINES, STYLE } from "../../adapters/discord/kinds.ts";
import type { Reader } from "../../adapters/discord/markdown.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { GALLERY } from "../../src/view/gallery.ts";
import { plain } from "../../src/view/plain.ts";
import { LONG_TEXT } from "../../src/view/sample.ts";
import type { Block, Button, Text, View } from "../../src/view/view.ts";
import { anyView } from "../support/hostile.ts";
import { messageFaults } from "./judge.ts";
import { meaningsIn, spoken } from "./meaning.ts";

const reader: Reader = { language: "en", zone: "Europe/Kyiv" };
const view = (...blocks: readonly Block[]): View => ({ title: ["AID-1"], tone: "plain", blocks });
const button = (label: string, weight: Button["weight"] = "plain"): Button => ({
  label,
  weight,
  call: { command: "due", options: { request: "AID-1", v: "4" } },
});
const one = (shown: View): Message => messagesOf(shown, reader)[0];
const all = (shown: View): readonly Message[] => messagesOf(shown, reader, 100);

const partsOf = (message: Message) => message.components.flatMap(({ components }) => components);

const buttonsIn = (message: Message) =>
  partsOf(message).flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []));

/** The words of each text display. */
const textsIn = (message: Message): readonly string[] =>
  partsOf(message).flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []));

/** All that readers of messages see, in its order. */
const seen = (messages: readonly Message[]): string =>
  messages
    .flatMap(partsOf)
    .map((part) => {
      if (part.type === ComponentType.TextDisplay) return part.content;
      if (part.type !== ComponentType.ActionRow) return "────";
      return part.components.map((one) => ("label" in one ? `[${one.label}]` : "")).join(" ");
    })
    .join("\n");

describe.each(LANGUAGES)("the gallery in Discord, in %s", (language) => {
  const views = Object.entries(GALLERY);

  /** What a person sees, and what travels for it. */
  const told = (message: Message): string => `${seen([message])}\n(${JSON.stringify(message).length} bytes of JSON)`;

  it.each([
    ["gallery", views.filter(([name]) => !name.startsWith("refusal-"))],
    ["refusals", views.filter(([name]) => name.startsWith("refusal-"))],
  ] as const)("looks as approved: %s", async (golden, some) => {
    const shown = some.map(([name, make]) => {
      const made = messagesOf(make(speak(language)), { language, zone: "Europe/Kyiv" }, 5);
      return `════ ${name}\n${made.map(told).join("\n──\n")}\n`;
    });
    await expect(shown.join("\n")).toMatchFileSnapshot(`../golden/discord/${golden}.${language}.txt`);
  });

  it.each(views)("%s is within every limit, whole and cut", (_, make) => {
    for (const most of [1, 5])
      expect(messagesOf(make(speak(language)), { language, zone: "UTC" }, most).flatMap(messageFaults)).toEqual([]);
  });

  it.each(views)("%s stays so with long Cyrillic fields and thirty lines", (_, make) => {
    const made = make(speak(language));
    const more: View = {
      ...made,
      blocks: [
        { kind: "facts", facts: [{ label: "Чому просимо", value: [LONG_TEXT] }] },
        { kind: "list", items: Array.from({ length: 30 }, (_, at): Text => [`AID-${at} · Ольвія Телеком`]) },
        ...made.blocks,
      ],
    };
    for (const most of [1, 5])
      expect(messagesOf(more, { language, zone: "UTC" }, most).flatMap(messageFaults)).toEqual([]);
  });
});

describe("a message", () => {
  it("is a container of the tone's colour, with the tone's sign in its title", () => {
    const late = one({ title: ["Late"], tone: "late", blocks: [] });
    expect(late.components).toMatchObject([{ type: 17, accent_color: 0xc62828 }]);
    expect(textsIn(late)).toEqual(["## ⚠️ Late"]);
    expect(one(view()).components[0]).not.toHaveProperty("accent_color");
  });

  it("is of components, and notifies nobody", () => {
    expect(one(view())).toMatchObject({ flags: 1 << 15, allowed_mentions: { parse: [] } });
    expect(one(view())).not.toHaveProperty("content");
    expect(one(view()).allowed_mentions).not.toHaveProperty("users");
  });

  it("notifies whom the view pings, once, and in the message where they stand", () => {
    const owner = {
      member: "Alice",
      accounts: [{ platform: "discord", account: "123456789012345678" }],
      ping: true,
    } as const;
    const long: Block = { kind: "text", text: [LONG_TEXT] };
    const [first, second] = all(view(long, long, { kind: "text", text: [owner, " and ", { strong: [owner] }] }));
    expect(first?.allowed_mentions).toEqual({ parse: [] });
    expect(second?.allowed_mentions).toEqual({ parse: [], users: ["123456789012345678"] });
  });

  it("gives each block its place: headings under a rule, lists, quotes, small print", () => {
    const shown = seen([
      one(
        view(
          { kind: "text", text: ["Their move."] },
          { kind: "heading", text: ["Late\n· 2"] },
          { kind: "list", items: [["AID-1"], ["AID-2\nsince Monday"]], more: ["and 4 more"] },
          { kind: "quote", text: ["one\ntwo"] },
          { kind: "facts", facts: [{ label: "Owner", value: ["Iryna"] }] },
          { kind: "note", text: ["As known\ntoday"] },
          { kind: "buttons", buttons: [button("Snooze")] },
        ),
      ),
    ]);
    expect(shown).toBe(
      [
        "## AID-1",
        "Their move.",
        "────",
        "### Late · 2",
        "- AID-1",
        "- AID-2",
        "  since Monday",
        "-# and 4 more",
        "> one",
        "> two",
        "**Owner:** Iryna",
        "-# As known",
        "-# today",
        "[Snooze]",
      ].join("\n"),
    );
  });

  it("shows rows in columns where a telephone has room for them, and as lines elsewhere", () => {
    const rows = (...cells: readonly Text[]): Block => ({ kind: "rows", columns: ["Company", "Asked"], rows: [cells] });
    expect(textsIn(one(view(rows(["Nimbora"], ["2"]))))).toContain("```\nCompany  Asked\nNimbora  2\n```");
    expect(textsIn(one(view(rows(["Nimbora"], ["word ".repeat(10)]))))).toContainEqual(
      expect.stringContaining("- **Nimbora** · Asked: word word"),
    );
    const moment: Text = [{ when: "2022-03-14T12:05:30.000Z" }];
    expect(textsIn(one(view(rows(["Nimbora"], moment))))).toContain("- **Nimbora** · Asked: <t:1647259530:f>");
  });

  it("says figures in words, since Discord draws none", () => {
    const chart = { title: "Totals", categories: ["Asked"], series: [{ name: "Now", values: [22] }] };
    expect(textsIn(one(view({ kind: "facts", facts: [{ label: "Asked", value: ["22"] }], chart })))).toContain(
      "**Asked:** 22",
    );
  });

  it("has five buttons in a row, by their weight", () => {
    const message = one(
      view({
        kind: "buttons",
        buttons: [button("A", "main"), button("B", "danger"), ..."CDEF"].map((b) =>
          typeof b === "string" ? button(b) : b,
        ),
      }),
    );
    const rows = partsOf(message).flatMap((part) =>
      part.type === ComponentType.ActionRow ? [part.components.length] : [],
    );
    expect(rows).toEqual([5, 1]);
    expect(buttonsIn(message).map((one) => ("style" in one ? one.style : undefined))).toEqual([1, 4, 2, 2, 2, 2]);
  });

  it("tells buttons of one call apart, and reads the same call from each", () => {
    const ids = buttonsIn(one(view({ kind: "buttons", buttons: [button("A"), button("B"), button("C")] }))).map(
      (one) => ("custom_id" in one ? one.custom_id : ""),
    );
    expect(ids).toEqual(["due?request=AID-1&v=4", "due?request=AID-1&v=4#2", "due?request=AID-1&v=4#3"]);
    for (const id of ids) expect(callOf(id)).toEqual(button("A").call);
  });

  it("names a button whose call no button can carry", () => {
    const long = { ...button("Far"), call: { command: "note", options: { text: "x".repeat(100) } } };
    expect(seen([one(view({ kind: "buttons", buttons: [long, button("Near")] }))])).toBe("## AID-1\n[Near]\n- Far");
  });

  it("says its name where a view says nothing", () => {
    const message = one({ title: [], tone: "plain", blocks: [] });
    expect(textsIn(message)).toEqual(["Aidline"]);
    expect(messageFaults(message)).toEqual([]);
  });

  it("names a thread after its title", () => {
    expect(threadName({ title: ["AID-1 · *Nimbora*"], tone: "late", blocks: [] }, reader)).toBe("AID-1 · *Nimbora*");
    expect(threadName({ title: [LONG_TEXT], tone: "late", blocks: [] }, reader).length).toBeLessThanOrEqual(100);
  });
});

describe("a message that holds too much", () => {
  const lines = Array.from({ length: 60 }, (_, at): Text => [`line-${at} ${LONG_TEXT.slice(0, 200)}`]);
  const long = view(
    { kind: "buttons", buttons: [button("Snooze")] },
    { kind: "list", items: lines },
    { kind: "quote", text: [LONG_TEXT] },
    { kind: "buttons", buttons: [button("Done")] },
  );

  it("counts what it leaves out, and keeps every button", () => {
    const message = one(long);
    expect(messageFaults(message)).toEqual([]);
    const shown = seen([message]);
    const left = Number(/(\d+) more lines do not fit/u.exec(shown)?.[1]);
    const kept = lines.filter((_, at) => shown.includes(`line-${at} `)).length;
    expect(kept).toBeGreaterThan(10);
    expect(kept + left).toBeGreaterThanOrEqual(60 + 1);
    expect(shown).toMatch(/\[Snooze\]\n\[Done\]$/u);
  });

  it("goes on in further messages without losing a line", () => {
    const messages = all(long);
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.flatMap(messageFaults)).toEqual([]);
    const shown = seen(messages).replaceAll("\\", "");
    for (const [at] of lines.entries()) expect(shown).toContain(`line-${at} `);
    expect(shown).not.toContain("do not fit");
  });

  it("goes on in the middle of a line as if nothing had been", () => {
    const text = "word ".repeat(700).trim();
    expect(seen([one(view({ kind: "text", text: [text] }))])).toBe(`## AID-1\n${text}`);
    expect(seen([one(view({ kind: "quote", text: [text] }))])).toBe(`## AID-1\n> ${text}`);
  });

  it("goes on in the middle of a bold word without a mark that would be read as a letter", () => {
    const [, content = ""] = textsIn(one(view({ kind: "text", text: [{ strong: ["a".repeat(2_000)] }] })));
    expect(content).toMatch(/^\*\*a+\*\*(?:\u200b\*\*a+\*\*)+$/u);
    expect(content.match(/a/gu)).toHaveLength(2_000);
  });

  it("fits a quote whose every character is a line of its own", () => {
    const messages = all(view({ kind: "quote", text: ["я\n".repeat(1_500)] }));
    expect(messages.flatMap(messageFaults)).toEqual([]);
    expect(seen(messages).match(/^> я$/gmu)).toHaveLength(1_500);
  });

  it("gives up space between blocks before it gives up a block", () => {
    const blocks = Array.from({ length: 60 }, (_, at): Block => ({ kind: "text", text: [`block-${at}`] }));
    const message = one(view(...blocks));
    expect(messageFaults(message)).toEqual([]);
    for (const [at] of blocks.entries()) expect(seen([message])).toContain(`block-${at}`);
  });

  it("is never more than forty components, however many buttons", () => {
    const rows = Array.from({ length: 80 }, (): Block => ({ kind: "buttons", buttons: [button("Open")] }));
    expect(messageFaults(one(view(...rows)))).toEqual([]);
    expect(seen([one(view(...rows))])).toMatch(/6\d more lines do not fit/u);
    expect(seen(all(view(...rows))).match(/Open/gu)).toHaveLength(80);
    expect(all(view(...rows)).flatMap(messageFaults)).toEqual([]);
  });
});

describe("any view at all", () => {
  const asked = (of: View): number => JSON.stringify(of).match(/"(?:link|member|place|when|code)":/gu)?.length ?? 0;

  it("is within every limit, and no words in it became more than words", () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom(1, 3, 100), (made, most) => {
        for (const message of messagesOf(made, reader, most)) {
          expect(messageFaults(message)).toEqual([]);
          const marks = /^(?:\*\*|`{3}[^`]*`{3}|\s*(?:#{1,3}|-#|-|>)\s)$/u;
          const found = textsIn(message)
            .flatMap(meaningsIn)
            .filter((one) => !marks.test(one));
          expect(found.length).toBeLessThanOrEqual(asked(made));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("loses no word when it may take as many messages as it needs", () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");
    fc.assert(
      fc.property(anyView, (made) => {
        const some = made.blocks.filter(({ kind }) => kind === "text" || kind === "note" || kind === "quote");
        // Links and moments are written in another way than in plain words.
        fc.pre(!/"(?:link|when|day|member|code)":/u.test(JSON.stringify(made)));
        const shown = letters(
          all({ ...made, blocks: some })
            .flatMap(textsIn)
            .map(spoken)
            .join(""),
        );
        expect(shown.replace(/^Aidline$/u, "")).toBe(letters(plain({ ...made, blocks: some }, reader)));
      }),
      { numRuns: 50 },
    );
  });
});

describe("Discord's numbers", () => {
  it("are those of its enumerations", () => {
    expect(COMPONENT).toEqual({
      row: ComponentType.ActionRow,
      button: ComponentType.Button,
      select: ComponentType.StringSelect,
      input: ComponentType.TextInput,
      user: ComponentType.UserSelect,
      channel: ComponentType.ChannelSelect,
      text: ComponentType.TextDisplay,
      rule: ComponentType.Separator,
      container: ComponentType.Container,
      label: ComponentType.Label,
      radio: ComponentType.RadioGroup,
      checkbox: ComponentType.Checkbox,
    });
    expect(STYLE).toEqual({
      primary: ButtonStyle.Primary,
      secondary: ButtonStyle.Secondary,
      danger: ButtonStyle.Danger,
    });
    expect(DEFAULT).toEqual({ user: SelectMenuDefaultValueType.User, channel: SelectMenuDefaultValueType.Channel });
    expect(LINES).toEqual({ one: TextInputStyle.Short, many: TextInputStyle.Paragraph });
    expect(HOMES).toEqual([ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum]);
  });
});
