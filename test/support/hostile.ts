import fc from "fast-check";
import type { Block, Inline, Text, View } from "../../src/view/view.ts";

/** Words that would like to be more than words: a platform's tokens, marks that turn text around, halves of characters. */
const HOSTILE = [
  "<!channel>",
  "<!here|here>",
  "<!everyone>",
  "<@U1>",
  "<@U0ABC123|boss>",
  "<#C1>",
  "<#C024BE7LR|general>",
  "<!subteam^S1>",
  "<!date^1392734382^{date}|x>",
  "<http://evil.example|your bank>",
  "&lt;!channel&gt;",
  "&amp;",
  "&",
  "<",
  ">",
  "|",
  "`",
  "```",
  "*",
  "_~*`",
  "> quoted",
  "@channel #general https://evil.example/?a=1&b=2",
  "<@!123456789012345678>",
  "<@&123456789012345678>",
  "<#123456789012345678>",
  "</aid request:123456789012345678>",
  "<t:1647259530:R>",
  "<:fire:123456789012345678>",
  "<https://evil.example/a>",
  "@everyone @here",
  ":fire: :+1:",
  "[your bank](https://evil.example)",
  "||seen|| ~~not~~ __so__ **this** \\",
  "# big\n-# small\n- one\n1. two\n>>> all",
  "https:",
  "//evil.example",
  "every",
  "one",
  "\u202egnp.exe",
  "\u2066a\u2069",
  "\u0000\u0007\u001b[31m",
  "\u2028",
  "a\r\nb\n\nc",
  "\ud800",
  "👩‍👩‍👧‍👦",
  "🇺🇦🇺🇦",
  "e\u0301\u0302\u0303",
  "Просимо зупинити обслуговування ",
  "古".repeat(70),
  "👩‍🚒".repeat(300),
  " ",
  "",
];

/** Strings of every kind, and among them many that mean harm. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...HOSTILE) }, fc.string({ unit: "binary" })), {
    maxLength: 5,
  })
  .map((parts) => parts.join(""));

const inline: fc.Arbitrary<Inline> = fc.oneof(
  hostile,
  hostile.map((text) => ({ strong: [text] })),
  fc.record({ link: fc.oneof(hostile, fc.webUrl()), label: hostile }),
  fc.record({
    member: hostile,
    accounts: fc.constantFrom(
      [],
      [{ platform: "slack" as const, account: "U0FRIEND" }],
      [{ platform: "discord" as const, account: "123456789012345678" }],
    ),
    ping: fc.boolean(),
  }),
  fc.oneof(fc.constant("2022-03-14"), hostile).map((day) => ({ day })),
  fc.oneof(fc.constant("2022-03-14T12:05:00.000Z"), hostile).map((when) => ({ when })),
  hostile.map((code) => ({ code })),
  fc
    .tuple(
      fc.constantFrom("slack" as const, "discord" as const),
      fc.constantFrom("C0DESK", "123456789012345678", "C1> <!channel"),
      fc.option(hostile),
    )
    .map(([platform, id, name]) => ({ place: { platform, id, name: name ?? `#${id}` } })),
);

/** Any text at all. */
export const anyText: fc.Arbitrary<Text> = fc.array(inline, { maxLength: 5 });

const button = fc.record({
  label: hostile,
  weight: fc.constantFrom("main" as const, "plain" as const, "danger" as const),
  call: fc.record({ command: hostile, options: fc.dictionary(hostile, hostile, { maxKeys: 2 }) }),
});

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("text" as const, "note" as const, "heading" as const, "quote" as const),
    text: anyText,
  }),
  fc.record({
    kind: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label: hostile, value: anyText }), { maxLength: 25 }),
    chart: fc.record({
      title: hostile,
      categories: fc.array(hostile, { maxLength: 3 }),
      series: fc.array(fc.record({ name: hostile, values: fc.array(fc.double(), { maxLength: 3 }) }), { maxLength: 2 }),
    }),
  }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(anyText, { maxLength: 30 }), more: anyText }),
  fc.record({
    kind: fc.constant("rows" as const),
    columns: fc.array(hostile, { maxLength: 4 }),
    rows: fc.array(fc.array(anyText, { maxLength: 5 }), { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant("buttons" as const), buttons: fc.array(button, { maxLength: 30 }) }),
);

/** Any view that the types allow, whatever is in it. */
export const anyView: fc.Arbitrary<View> = fc.record({
  title: anyText,
  tone: fc.constantFrom("plain", "good", "soon", "late", "refused"),
  blocks: fc.array(block, { maxLength: 8 }),
});
