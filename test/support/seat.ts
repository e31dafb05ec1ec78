import { buttonsOf } from "../../adapters/console/ansi.ts";
import { filled } from "../../adapters/console/form-text.ts";
import { formFor } from "../../adapters/shared/form-needed.ts";
import type { Call, Invocation, Speaker } from "../../src/call.ts";
import type { Zone } from "../../src/domain/time.ts";
import type { Language, Platform } from "../../src/domain/vocabulary.ts";
import type { Answer, Bot } from "../../src/ports.ts";
import { plain } from "../../src/view/plain.ts";
import type { Button, Form, View } from "../../src/view/view.ts";

/** What somebody has before them after they did something: an answer, or the form that opened. */
export interface Seen {
  /** Everything they can read, the captions of buttons and the fields of the form included. */
  readonly text: string;
  readonly form: Form | undefined;
  /** Throws when a form opened instead. */
  readonly answer: Answer;
  /** Captions, in order. */
  readonly buttons: readonly string[];
  /** The call behind a button. Throws when there is no such button. */
  call(label: string): Call;
  /** Presses a button of this very message, at whatever later time. */
  presses(label: string, by?: Seat): Promise<Seen>;
  /** Sends the form that opened. */
  fills(values: Readonly<Record<string, string>>): Promise<Seen>;
}

/** A person in a place. */
export interface Seat {
  says(line: string, key?: string): Promise<Seen>;
  /** A call as a button or a form carries it. */
  does(call: Call, key?: string): Promise<Seen>;
  invocation(input: string | Call, key?: string): Invocation;
  /** The same person elsewhere. */
  in(place: string): Seat;
  /** The same person and place, heard in a language of their client's. */
  speaking(language: Language): Seat;
}

/** Where people sit: which workspace, on which platform, and how what they see is written down. */
export interface Hall {
  readonly bot: Bot;
  readonly platform: Platform;
  readonly space: string;
  readonly zone: Zone;
  readonly language: Language;
}

/** Seats people, at first in #outreach, and deals with what they do as every adapter does. */
export const seating = ({
  bot,
  platform,
  space,
  zone,
  language,
}: Hall): ((account: string, over?: Partial<Speaker>) => Seat) => {
  const seenOf = (seat: Seat, answer: Answer): Seen => ({
    text: plain(answer.view, { zone, language: answer.language ?? language }),
    form: undefined,
    answer,
    buttons: buttonsOf(answer.view).map(({ label }) => label),
    call: (label) => buttonOf(answer.view, label).call,
    presses: (label, by = seat) => by.does(buttonOf(answer.view, label).call),
    fills: () => Promise.reject(new Error(`No form is open, but: ${plain(answer.view, { zone, language })}`)),
  });

  const formOf = (seat: Seat, form: Form): Seen => ({
    text: [form.title, ...form.fields.map(({ option, label }) => `${option}: ${label}`)].join("\n"),
    form,
    get answer(): Answer {
      throw new Error(`A form opened instead of an answer: ${form.title}`);
    },
    buttons: [],
    call: () => form.call,
    presses: () => Promise.reject(new Error(`A form has no such button: ${form.title}`)),
    // What is sent is not asked about again: the bot says what is still wrong.
    fills: async (values) => seenOf(seat, await bot.handle(seat.invocation(filled(form, values)))),
  });

  /** What every adapter does with something that a person did. */
  const deal = async (seat: Seat, invocation: Invocation): Promise<Seen> => {
    const { form } = (await formFor(bot, invocation)) ?? {};
    return form ? formOf(seat, form) : seenOf(seat, await bot.handle(invocation));
  };

  const seated = (account: string, place: string, over: Partial<Speaker> = {}): Seat => {
    const seat: Seat = {
      invocation: (input, key) => ({
        platform,
        space,
        place: { platform, id: place, name: place },
        speaker: { account, name: account, ...over },
        input,
        ...(key !== undefined && { key }),
      }),
      says: (line, key) => deal(seat, seat.invocation(line, key)),
      does: (call, key) => deal(seat, seat.invocation(call, key)),
      in: (next) => seated(account, next, over),
      speaking: (next) => seated(account, place, { ...over, language: next }),
    };
    return seat;
  };

  return (account, over) => seated(account, "#outreach", over);
};

/** The button with that caption. Throws when there is none, and says which there are. */
export const buttonOf = (view: View, label: string): Button => {
  const found = buttonsOf(view).find((button) => button.label === label);
  if (found) return found;
  const there = buttonsOf(view).map((button) => `"${button.label}"`);
  throw new Error(`There is no button "${label}", but ${there.join(", ") || "none at all"}`);
};
