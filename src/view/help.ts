import type { Role } from "../domain/vocabulary.ts";
import { examplesOf } from "../language/examples.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, line, list, note } from "./blocks.ts";
import { code, strong } from "./text.ts";
import { commandSummary, commandWord, optionWord } from "./typed.ts";
import type { Block, Text, View } from "./view.ts";

/** What help needs to know of a command; every `CommandSpec` is one. */
export interface Topic {
  readonly name: string;
  readonly group: "ask" | "hear" | "receive" | "steer" | "look" | "report" | "setup";
  readonly needs: Role;
  readonly options: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly choices?: readonly string[];
    readonly position?: number;
    /** The catalogue's list that labels the choices. */
    readonly list?: string;
    /** Carried by buttons only: nobody needs to know it. */
    readonly hidden?: boolean;
  }[];
  readonly examples: readonly string[];
}

const GROUPS = ["ask", "hear", "receive", "steer", "look", "report", "setup"] as const;

/** Choices that are listed in help; the rest is counted. */
const CHOICES = 15;

const commandText = (topic: Topic, say: Say): Text => [
  code(`/aid ${commandWord(topic.name, say)}`),
  " – ",
  commandSummary(topic.name, say),
];

const optionText = (option: Topic["options"][number], say: Say): Text => {
  const choices = option.choices ?? [];
  const label = say.word("option", option.name);
  const list = choices
    .slice(0, CHOICES)
    .map((choice) => (option.list === undefined ? choice : say.word(option.list, choice)))
    .join(", ");
  const rest = choices.length - CHOICES;
  return [
    label,
    ...(option.required ? [" ", ...say("help.required")] : []),
    ...(choices.length === 0
      ? []
      : [`: ${list}`, ...(rest > 0 ? [", ", ...say("digest.hidden", { count: rest })] : [])]),
  ];
};

const usage = (topic: Topic, say: Say): string =>
  [
    `/aid ${commandWord(topic.name, say)}`,
    ...topic.options
      .filter((option) => option.position !== undefined)
      .toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0))
      .map((option) =>
        option.required ? `‹${say.word("option", option.name)}›` : `[${say.word("option", option.name)}]`,
      ),
  ].join(" ");

const examples = (typed: readonly string[], say: Say): readonly Block[] =>
  typed.length === 0
    ? []
    : [
        heading(...say("help.examples")),
        ...list(typed.map((one): Text => [code(`/aid ${one.replace(/^\/?aid\s+/, "")}`)])),
      ];

const topicView = (topic: Topic, say: Say): View => {
  const shown = topic.options.filter((option) => !option.hidden);
  return {
    title: say("help.topic", { command: commandWord(topic.name, say) }),
    tone: "plain",
    blocks: [
      line(commandSummary(topic.name, say)),
      line(code(usage(topic, say))),
      ...(shown.length === 0 ? [] : [heading(...say("help.options"))]),
      ...facts(shown.map((option) => [optionWord(option.name, say), optionText(option, say)] as const)),
      ...examples(examplesOf(topic.name, say.language) ?? topic.examples, say),
      note(...say("help.needs", { role: say.word("role", topic.needs) })),
      ...buttons([{ label: say.words("button.help"), weight: "plain", call: { command: "help", options: {} } }]),
    ],
  };
};

/** All commands by what they are for; or one of them with its options and examples that work. */
export const helpView = (topics: readonly Topic[], topic: Topic | undefined, say: Say): View => {
  if (topic !== undefined) return topicView(topic, say);
  return {
    title: say("help.title"),
    tone: "plain",
    blocks: [
      line(...say("help.intro", { typed: code("/aid") })),
      ...GROUPS.flatMap((group): readonly Block[] => {
        const all = topics.filter((one) => one.group === group);
        return all.length === 0
          ? []
          : [heading(strong(...say(`help.group.${group}`))), ...list(all.map((one) => commandText(one, say)))];
      }),
      note(
        ...say("help.more", {
          typed: code(`/aid ${say.words("command.help.name")} ${say.words("command.request.name")}`),
        }),
      ),
    ],
  };
};
