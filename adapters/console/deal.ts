import type { Call } from "../../src/call.ts";
import { speak } from "../../src/language/say.ts";
import type { Answer, Bot } from "../../src/ports.ts";
import { inQuotes } from "../../src/view/quoting.ts";
import { optionWord } from "../../src/view/typed.ts";
import { fieldOf } from "../shared/field-of.ts";
import { formFor } from "../shared/form-needed.ts";
import { fieldNamed, filled, valueOf } from "./form-text.ts";
import { PHRASES } from "./phrases.ts";
import type { Message, OpenForm, Room } from "./room.ts";
import { ScriptError } from "./script.ts";

/** Who answers, and where it shows. */
export interface Chat {
  readonly bot: Bot;
  readonly room: Room;
}

/** Deals with one thing that I did: opens the form for options that are missing, or brings the answer. */
export const deal = async ({ bot, room }: Chat, input: string | Call, from?: Message): Promise<void> => {
  const invocation = room.invocation(input);
  const { form } = (await formFor(bot, invocation)) ?? {};
  if (form) return room.open({ form, faults: {}, ...(from && { from }) });
  room.answer(await bot.handle(invocation), from);
};

/** What was typed into a form, over what it held before; for the next look at it, which has faults of its own. */
const withValues = ({ form, ...open }: OpenForm, values: Readonly<Record<string, string>>): OpenForm => ({
  ...open,
  form: {
    ...form,
    fields: form.fields.map(({ fault: _, ...field }) => {
      const value = values[field.option];
      return value === undefined ? field : { ...field, value };
    }),
  },
});

/** A form that asks also for what is wrong in it and was only carried so far: nobody could put that right else. */
const askingFor = (
  { faults = {}, language = "en" }: Pick<Answer, "faults" | "language">,
  { form, ...open }: OpenForm,
  { bot }: Chat,
): OpenForm => {
  const options = bot.commands.find(({ name }) => name === form.call.command)?.options ?? [];
  const asked = options
    .filter(({ name, hidden }) => !hidden && name in faults && !form.fields.some(({ option }) => option === name))
    .map((option) => {
      const value = form.call.options[option.name];
      return { ...fieldOf(option, option.required, language), ...(value !== undefined && { value }) };
    });
  return { ...open, form: { ...form, fields: [...form.fields, ...asked] }, faults };
};

/** Sends a form. It stays open, with each fault on its field, when something in it is wrong. */
export const send = async (chat: Chat, open: OpenForm, values: Readonly<Record<string, string>>): Promise<void> => {
  const { bot, room } = chat;
  const answer = await bot.handle(room.invocation(filled(open.form, values)));
  if (answer.faults && Object.keys(answer.faults).length > 0)
    return room.open(askingFor(answer, withValues(open, values), chat));
  room.close();
  room.answer(answer, open.from);
};

/** Presses a button here, by its caption or its number. */
export const press = async (chat: Chat, named: string | number): Promise<void> => {
  const found = chat.room.button(named);
  if (!found) {
    const say = PHRASES[chat.room.me.language ?? "en"];
    const there = chat.room.captions().map((caption) => `"${caption}"`);
    throw new ScriptError(
      say.noButton(`"${named}"`, there.join(", ") || say.noButtonsHere),
      'press "Caption", or the number before it',
    );
  }
  chat.room.say(`[${found.button.label}]`);
  await deal(chat, found.button.call, found.message);
};

/** Fills the open form and sends it: fields by their options' words in either language or their labels, choices by their words or numbers. */
export const fill = async (chat: Chat, values: Readonly<Record<string, string>>): Promise<void> => {
  const say = PHRASES[chat.room.me.language ?? "en"];
  const open = chat.room.form();
  if (!open) throw new ScriptError(say.noForm, 'a command or a button that opens a form, then fill option:"value"');
  const read = Object.entries(values).map(([name, typed]): readonly [string, string] => {
    const field = fieldNamed(open.form, name);
    if (field) return [field.option, valueOf(field, typed)];
    const options = open.form.fields
      .map(({ option }) => optionWord(option, speak(chat.room.me.language ?? "en")))
      .join(", ");
    throw new ScriptError(say.noField(name, options), 'fill option:"value" with options of this form');
  });
  chat.room.say(
    `[${open.form.submit}] ${read.map(([option, value]) => `${option}:${inQuotes(value)}`).join(" ")}`.trim(),
  );
  await send(chat, open, Object.fromEntries(read));
};

/** Takes a number typed while a form is open: a choice of the first field that has no answer yet, and never a button further up. */
export const choose = async (chat: Chat, { form }: OpenForm, typed: string): Promise<void> => {
  const field = form.fields.find(({ value }) => value === undefined);
  const number = Number(typed);
  if (field?.choices?.[number - 1]) return fill(chat, { [field.option]: String(number) });
  throw new ScriptError(
    PHRASES[chat.room.me.language ?? "en"].noChoice(typed),
    'fill option:"value", or cancel and then the number',
  );
};
