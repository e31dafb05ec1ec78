import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIContainerComponent,
  APISeparatorComponent,
  APITextDisplayComponent,
} from "discord-api-types/v10";
import { speak } from "../../src/language/say.ts";
import { plainText } from "../../src/view/plain.ts";
import type { Tone, View } from "../../src/view/view.ts";
import { divided, type Vessel } from "../shared/overflow.ts";
import { label } from "../shared/words.ts";
import { buttonsOf } from "./buttons.ts";
import { COMPONENT } from "./kinds.ts";
import { MESSAGE, THREAD_NAME } from "./limits.ts";
import type { Reader } from "./markdown.ts";
import { type Line, type Row, type Strip, stripsOf } from "./strips.ts";

/** The flag that a message is made of components. It has no content then, and can never lose the flag again. */
const IS_COMPONENTS = 32_768;

/**
 * What is sent to Discord, as it stands. A message of components takes no text beside them; who is notified
 * of it reads its beginning, which is the title.
 */
export interface Message {
  readonly components: APIContainerComponent[];
  readonly flags: typeof IS_COMPONENTS;
  /** Nobody but who is named here is notified, whatever the words say. */
  readonly allowed_mentions: { readonly parse: []; readonly users?: string[] };
}

/** The bar beside a message. It only repeats what its sign and its words say. */
const ACCENTS: Readonly<Record<Tone, number | undefined>> = {
  plain: undefined,
  good: 0x2e_7d_32,
  soon: 0xf9_a8_25,
  late: 0xc6_28_28,
  refused: 0x75_75_75,
};

const isLine = (strip: Strip): strip is Line => "body" in strip;

/** The words of lines that stand in one text display. */
const wordsOf = (lines: readonly Line[]): string =>
  lines.reduce((made, { lead, glue, body }, at) => {
    if (at === 0) return lead + body;
    // Bold words that go on would meet mark at mark.
    const apart = glue === "" && made.endsWith("*") && body.startsWith("*") ? "\u200b" : "";
    return made + glue + apart + body;
  }, "");

/** Strips that belong into one component: a row alone, lines together as far as nothing `parts` them. */
const groupsOf = (strips: readonly Strip[], parts: (line: Line) => boolean): readonly (readonly Line[] | Row)[] => {
  const groups: (Line[] | Row)[] = [];
  for (const strip of strips) {
    const last = groups.at(-1);
    if (!isLine(strip)) groups.push(strip);
    else if (Array.isArray(last) && !parts(strip)) last.push(strip);
    else groups.push([strip]);
  }
  return groups;
};

type Laid = APITextDisplayComponent | APIActionRowComponent<APIButtonComponentWithCustomId> | APISeparatorComponent;

/** Strips as components: each block by itself where there is room for that, else all lines together. */
const laid = (strips: readonly Strip[], airy: boolean): readonly Laid[] => {
  const rows = strips.flatMap((strip) => (isLine(strip) ? [] : [strip.buttons]));
  // Every button of a message is told from every other, so they are made together.
  const buttons = [...buttonsOf(rows.flat())];
  return groupsOf(strips, ({ opens }) => airy && opens !== undefined).flatMap((group, at): readonly Laid[] => {
    if (!("buttons" in group)) {
      const ruled = airy && at > 0 && group[0]?.opens === "heading";
      return [...(ruled ? [{ type: COMPONENT.rule }] : []), { type: COMPONENT.text, content: wordsOf(group) }];
    }
    return [{ type: COMPONENT.row, components: buttons.splice(0, group.buttons.length) }];
  });
};

const count = (components: readonly Laid[]): number =>
  components.reduce((sum, one) => sum + 1 + ("components" in one ? one.components.length : 0), 0);

const textIn = (components: readonly Laid[]): number =>
  components.reduce((sum, one) => sum + ("content" in one ? one.content.length : 0), 0);

/** The container is a component, too. */
const ROOM = MESSAGE.components - 1;

const vesselOf = ({ language }: Reader): Vessel<Strip> => ({
  fits(strips) {
    const made = laid(strips, false);
    return count(made) <= ROOM && textIn(made) <= MESSAGE.text;
  },
  countOf(lines) {
    const words = speak(language).words("chat.more_lines", { count: lines });
    return { body: words, lead: "-# ", glue: "\n-# ", lines: 1, pings: [] };
  },
});

const messageOf = (strips: readonly Strip[], tone: Tone): Message => {
  const airy = laid(strips, true);
  const components: APIComponentInContainer[] = [...(count(airy) <= ROOM ? airy : laid(strips, false))];
  const accent = ACCENTS[tone];
  const users = [...new Set(strips.flatMap((strip) => (isLine(strip) ? strip.pings : [])))];
  return {
    components: [{ type: COMPONENT.container, ...(accent !== undefined && { accent_color: accent }), components }],
    flags: IS_COMPONENTS,
    allowed_mentions: { parse: [], ...(users.length > 0 && { users: users.slice(0, MESSAGE.mentions) }) },
  };
};

/**
 * A view as messages, at least one and at most `most`. Pure and total: every message is within Discord's
 * limits; what one cannot hold goes into the next, and what the last cannot hold is counted in it. A
 * message that will be edited in place has to be one.
 */
export const messagesOf = (view: View, reader: Reader, most = 1): readonly [Message, ...Message[]] => {
  const [first = [], ...more] = divided(stripsOf(view, reader), Math.max(1, most), vesselOf(reader));
  return [messageOf(first, view.tone), ...more.map((strips) => messageOf(strips, view.tone))];
};

/** What a thread or a post in a forum about a view is called. */
export const threadName = (view: View, reader: Reader): string => label(plainText(view.title, reader), THREAD_NAME);
