import type { Call, Invocation, Speaker } from "../../src/call.ts";
import type { Posted } from "../../src/domain/delivery.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import type { Answer } from "../../src/ports.ts";
import type { Button, Form, View } from "../../src/view/view.ts";
import { buttonsOf } from "./ansi.ts";

/** The one workspace of a terminal. */
export const SPACE = "local";

/** A message in the chat, as it now stands. */
export interface Message {
  readonly id: string;
  readonly place: Place;
  readonly at: Instant;
  /** The one person who sees it; everybody in the place when missing. */
  readonly only?: string;
  readonly view: View;
  readonly language: Language;
  /** The number that presses its first button; the others count on from it. */
  readonly first: number;
  /** Whether it was posted by itself, as reminders are, rather than answered. */
  readonly posted?: boolean;
}

/** A form that somebody has before them. */
export interface OpenForm {
  readonly form: Form;
  /** What is wrong with which option, after it was sent once. */
  readonly faults: Readonly<Record<string, string>>;
  /** The message whose button opened it. */
  readonly from?: Message;
}

/** Something that people in the chat see happen. */
export type Sight =
  | { readonly kind: "said"; readonly at: Instant; readonly place: Place; readonly by: string; readonly text: string }
  | { readonly kind: "message"; readonly message: Message; readonly changed: boolean }
  | {
      readonly kind: "form";
      readonly at: Instant;
      readonly place: Place;
      readonly by: string;
      readonly open: OpenForm;
      readonly language: Language;
    };

/** The last thing a person was answered: a view, or the form that opened. */
export type Last =
  | { readonly kind: "view"; readonly view: View; readonly language: Language }
  | { readonly kind: "form"; readonly open: OpenForm; readonly language: Language };

/** A chat with channels, members, messages with buttons, and forms; shared by terminal and stories. */
export interface Room {
  readonly me: Speaker;
  readonly here: Place;
  /** Who was heard first: the one who runs the place, as the first member of a workspace is its admin. */
  readonly host: Speaker | undefined;
  /** Who speaks from here on. True when this is the first time they are heard of. */
  become(speaker: Speaker): boolean;
  enter(place: string): void;
  /** Shows that I typed or pressed something. */
  say(text: string): void;
  invocation(input: string | Call): Invocation;
  /** Brings an answer before those who may see it. `from` is the message whose button was pressed. */
  answer(answer: Answer, from?: Message): void;
  open(open: OpenForm): void;
  /** The form I have before me. */
  form(): OpenForm | undefined;
  close(): void;
  /** Posts once per key: the same key again is the same message. */
  post(place: Place, view: View, key: string, language: Language): Posted;
  edit(posted: Posted, view: View, language: Language): void;
  /** The newest message here, as far as I see it, with such a button; a number names exactly one. */
  button(named: string | number): { readonly button: Button; readonly message: Message } | undefined;
  /** Captions of all buttons that I could press here, newest message first. */
  captions(): readonly string[];
  /** What was posted (not answered) in a place since time last passed. */
  news(place: string): readonly Message[];
  /** Forgets the news: time passes from here. */
  turn(): void;
  /** What I was last answered. */
  last(): Last | undefined;
}

/** What a room needs: the time, a language for those who named none, and somebody who looks. */
export interface RoomOptions {
  readonly speaker: Speaker;
  readonly place: string;
  readonly language: Language;
  now(): Instant;
  see(sight: Sight): void;
}

/** Enough to press any button that is still on somebody's screen. */
const REMEMBERED = 1_000;

/** A channel `#outreach` or a direct conversation `@coordinator`; its name is its id. */
export const placeNamed = (name: string): Place => ({ platform: "console", id: name, name });

const sameCaption = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** An empty room. */
export const createRoom = ({ speaker, place, language, now, see }: RoomOptions): Room => {
  let me = speaker;
  let here = placeNamed(place);
  let numbers = 1;
  let count = 0;
  let news: Message[] = [];
  let messages: Message[] = [];
  const heard = new Map<string, Speaker>();
  const forms = new Map<string, OpenForm>();
  const lasts = new Map<string, Last>();
  const posts = new Map<string, Posted>();

  const numbered = (view: View): number => {
    const first = numbers;
    numbers += buttonsOf(view).length;
    return first;
  };

  const put = (message: Omit<Message, "id" | "first" | "at">): Message => {
    count += 1;
    const made = { ...message, id: `m${count}`, first: numbered(message.view), at: now() };
    messages = [...messages.slice(1 - REMEMBERED), made];
    see({ kind: "message", message: made, changed: false });
    return made;
  };

  const change = (id: string, view: View, shown: Language): void => {
    const before = messages.find((message) => message.id === id);
    if (!before) return;
    const after = { ...before, view, language: shown, first: numbered(view), at: now() };
    messages = messages.map((message) => (message === before ? after : message));
    see({ kind: "message", message: after, changed: true });
  };

  const visible = (): readonly Message[] =>
    messages
      .filter((message) => message.place.id === here.id && (message.only ?? me.account) === me.account)
      .toReversed();

  return {
    get me() {
      return me;
    },
    get here() {
      return here;
    },
    get host() {
      return heard.values().next().value;
    },
    become: (next) => {
      const before = heard.get(next.account);
      me = { ...before, ...next };
      heard.set(me.account, me);
      return before === undefined;
    },
    enter: (next) => {
      here = placeNamed(next);
    },
    say: (text) => see({ kind: "said", at: now(), place: here, by: me.name, text }),
    invocation: (input) => {
      heard.set(me.account, me);
      return { platform: "console", space: SPACE, place: here, speaker: me, input };
    },
    answer: (answer, from) => {
      const shown = answer.language ?? me.language ?? language;
      lasts.set(me.account, { kind: "view", view: answer.view, language: shown });
      if (answer.replaces && from?.posted) return change(from.id, answer.view, shown);
      put({
        place: here,
        view: answer.view,
        language: shown,
        ...(answer.audience === "caller" && { only: me.account }),
      });
    },
    open: (open) => {
      forms.set(me.account, open);
      lasts.set(me.account, { kind: "form", open, language: me.language ?? language });
      see({ kind: "form", at: now(), place: here, by: me.name, open, language: me.language ?? language });
    },
    form: () => forms.get(me.account),
    close: () => {
      forms.delete(me.account);
    },
    post: (where, view, key, shown) => {
      const before = posts.get(key);
      if (before) return before;
      const message = put({ place: where, view, language: shown, posted: true });
      news.push(message);
      const posted = { place: where, id: message.id };
      posts.set(key, posted);
      return posted;
    },
    edit: (posted, view, shown) => change(posted.id, view, shown),
    button: (named) => {
      for (const message of visible()) {
        const buttons = buttonsOf(message.view);
        const button =
          typeof named === "number"
            ? buttons[named - message.first]
            : buttons.find(({ label }) => sameCaption(label, named));
        if (button) return { button, message };
      }
      return undefined;
    },
    captions: () => visible().flatMap((message) => buttonsOf(message.view).map(({ label }) => label)),
    news: (name) => news.filter((message) => message.place.name === name),
    turn: () => {
      news = [];
    },
    last: () => lasts.get(me.account),
  };
};
