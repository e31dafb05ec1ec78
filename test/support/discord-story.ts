import { collapsed } from "../../adapters/console/ansi.ts";
import type { Step } from "../../adapters/console/step.ts";
import type { Story } from "../../adapters/console/story.ts";
import { decodeCall } from "../../src/call.ts";
import { type CommandSpec, type OptionSpec, specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { readWords } from "../../src/commands/words.ts";
import { dayOf, fromEpoch, momentOf, plusDays, plusMilliseconds, timeOf } from "../../src/domain/time.ts";
import { LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { momentWords } from "../../src/view/dates.ts";
import { optionWord } from "../../src/view/typed.ts";
import { type Fields, listAt, textAt } from "./discord/fields.ts";
import { fieldsOf } from "./discord/judge/modals.ts";
import type { Message } from "./discord/model.ts";
import { showContent } from "./discord/people/showing.ts";
import type { DiscordHouse } from "./discord-house.ts";

type Room = ReturnType<DiscordHouse["office"]["channel"]>;
type Person = ReturnType<DiscordHouse["office"]["person"]>;
type Seat = ReturnType<Person["in"]>;

/** What a story says of somebody's Discord when it names no language: one that Aidline does not speak. */
const LOCALES: Readonly<Record<string, string>> = { en: "en-GB", uk: "uk", none: "de" };

const SPECS = COMMANDS.map(specOf);

/** Groups whose commands stand one word deeper below `/aid`. */
const DEEPER: readonly CommandSpec["group"][] = ["receive", "steer", "setup"];

/** Kinds whose values a person types into an option as they would into a line; a day or a company is offered, too. */
const PLAIN: readonly OptionSpec["kind"][] = [
  "text",
  "long",
  "moment",
  "choice",
  "company",
  "request",
  "team",
  "campaign",
];

const textsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    (key === "content" || key === "label") && typeof one === "string" ? [one] : textsIn(one),
  );
};

/**
 * Lives through a story in Discord as its people would: they type, press and fill in, and look at what their
 * Discord shows. Throws at the first expectation that is not met, with the line.
 */
export const playInDiscord = async (story: Story, scene: DiscordHouse): Promise<void> => {
  const { discord, office, clock } = scene;
  const { world } = discord;
  const rooms = new Map<string, Room>();
  const people = new Map<string, Person>();
  const lasts = new Map<string, string>();
  let me: Person | undefined;
  let here = "#general";
  let turned = 0;

  const room = (name: string): Room => {
    const known = rooms.get(name);
    if (known) return known;
    const made = office.channel(name);
    rooms.set(name, made);
    return made;
  };
  const person = (handle: string, language: string): Person => {
    const known = people.get(handle);
    if (known) return known;
    const made = office.person(handle, { name: handle, tz: story.zone, locale: LOCALES[language] ?? "de" });
    people.set(handle, made);
    return made;
  };
  const speaker = (): Person => {
    me ??= person("coordinator", "none");
    return me;
  };
  const seat = (who = speaker()): Seat => {
    if (here.startsWith("#")) room(here);
    return who.in(here.startsWith("@") ? "@app" : here);
  };

  /** Date tokens as our own words, which a story can expect; and words without the marks of Discord's markdown. */
  const plainly = (text: string, language: Language): string =>
    text
      .replaceAll(/<t:(\d+):f>/gu, (_, seconds: string) =>
        momentWords(fromEpoch(Number(seconds) * 1_000), language, story.zone),
      )
      .replaceAll(/\*\*|^-# |^#+ |`/gmu, "")
      .replaceAll(/\\(.)/gu, "$1");

  const sight = (message: Message): string => {
    const user = world.users.get(speaker().id);
    if (!user) throw new Error("whoever speaks is a user");
    const texts = textsIn(message.components);
    const said = LANGUAGES.flatMap((language) => texts.map((text) => plainly(text, language)));
    return collapsed(`${showContent({ world, user }, message)} ${said.join(" ")}`);
  };
  const changedSince = (mark: number): readonly Message[] =>
    world.messages.filter(
      (one) =>
        one.changed > mark &&
        !one.deleted &&
        one.author === world.app.botUser &&
        (one.onlyFor === undefined || one.onlyFor === speaker().id),
    );
  const modalNow = (): string => {
    const modal = speaker().modal.open();
    return collapsed(`${speaker().modal.sees()} ${textsIn(modal?.components).join(" ")} ${modal?.title ?? ""}`);
  };

  /** Does something, and keeps what came of it: what was answered, or the form that opened. */
  const doing = async (work: () => Promise<unknown>): Promise<void> => {
    const mark = world.changes();
    await work();
    const opened = speaker().modal.open();
    const answer = changedSince(mark).map(sight).join(" ");
    lasts.set(speaker().id, opened && opened.changed > mark ? `${answer} ${modalNow()}` : answer);
  };

  /** What is typed in a story as Discord's own subcommand where its options take it, else as one whole line. */
  const type = async (at: Seat, text: string): Promise<unknown> => {
    const line = (): Promise<unknown> => at.slash("aid line", { words: text });
    let call: ReturnType<typeof readWords>;
    try {
      call = readWords(text, SPECS);
    } catch {
      // The core says what is wrong with it.
      return line();
    }
    const spec = SPECS.find(({ name }) => name === call.command);
    const root = world.commands.find(({ name }) => name === "aid");
    const path = spec && DEEPER.includes(spec.group) ? [spec.group, spec.name] : [call.command];
    const offered = path.reduce<readonly Fields[]>(
      (options, word) =>
        listAt(
          options.find(({ name }) => name === word),
          "options",
        ),
      listAt(root?.body, "options"),
    );
    const takes = ([name, value]: readonly [string, string]): boolean => {
      const option = spec?.options.find((one) => one.name === name);
      const known = offered.some((one) => one.name === name && Number(one.type) === 3);
      return known && value !== "" && option !== undefined && (PLAIN.includes(option.kind) || option.several === true);
    };
    const options = Object.entries(call.options);
    return options.length > 0 && options.every(takes) ? at.slash(`aid ${path.join(" ")}`, call.options) : line();
  };

  /** An option by its name in either language. */
  const optionNamed = (name: string): string =>
    SPECS.flatMap(({ options }) => options).find((option) =>
      [option.name, ...LANGUAGES.map((language) => optionWord(option.name, speak(language)))].some(
        (one) => one.toLowerCase() === name.toLowerCase(),
      ),
    )?.name ?? name;
  const optionFor = (name: string): Fields => {
    const fields = fieldsOf(speaker().modal.open()?.components ?? []);
    const found = fields.find(({ component }) => component.custom_id === optionNamed(name));
    if (!found) throw new Error(`There is no field ${name} in: ${modalNow()}`);
    return found.component;
  };
  const filled = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).map(([name, typed]) => {
        const component = optionFor(name);
        const chosen = listAt(component, "options").find((option) =>
          [textAt(option, "label"), textAt(option, "value")].some((one) => one.toLowerCase() === typed.toLowerCase()),
        );
        return [textAt(component, "custom_id"), chosen ? textAt(chosen, "value") : typed];
      }),
    );

  /** Fills in the form. What it has no room for is typed as options, as it says itself: then the form is put away. */
  const fill = async (values: Readonly<Record<string, string>>): Promise<unknown> => {
    const modal = speaker().modal.open();
    const asked = fieldsOf(modal?.components ?? []).map(({ component }) => textAt(component, "custom_id"));
    const named = Object.entries(values).map(([name, value]) => [optionNamed(name), value] as const);
    if (!modal || named.every(([option]) => asked.includes(option))) return speaker().submit(filled(values));
    const { command, options } = decodeCall(modal.customId);
    const all = Object.entries({ ...options, ...Object.fromEntries(named) });
    speaker().cancel();
    return type(seat(), [command, ...all.map(([name, value]) => `${name}:${JSON.stringify(value)}`)].join(" "));
  };

  const pass = async (to: string): Promise<void> => {
    turned = world.changes();
    await scene.pass(to);
  };

  const holds = (seen: string, texts: readonly string[]): boolean =>
    texts.every((one) => seen.includes(collapsed(one)));
  const expectThat = (met: boolean, expected: string, seen: string): void => {
    if (!met) throw new Error(`expected ${expected}, but saw: ${seen}`);
  };

  const perform = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case "zone":
      case "language":
        throw new Error("stands at the head of a story");
      case "at":
        return pass(momentOf(step.day, step.time, story.zone));
      case "advance": {
        const { stretch } = step;
        const now = clock.now();
        if ("day" in stretch) return pass(momentOf(stretch.day, stretch.time, story.zone));
        if ("minutes" in stretch) return pass(plusMilliseconds(now, stretch.minutes * 60_000));
        return pass(momentOf(plusDays(dayOf(now, story.zone), stretch.days), timeOf(now, story.zone), story.zone));
      }
      case "as": {
        const fresh = !people.has(step.name);
        const [host] = people.values();
        me = person(step.name, step.language ?? "none");
        if (!fresh && !step.role) return;
        await type(seat(), "help");
        if (step.role && host && host !== me) await type(seat(host), `role ${step.name} ${step.role}`);
        return;
      }
      case "in":
        here = step.place;
        if (here.startsWith("#")) room(here);
        return;
      case "say":
        return doing(() => type(seat(), step.text.trim()));
      case "press": {
        const { button } = step;
        const captions = seat().buttons();
        const caption = captions.find((one) => one.toLowerCase() === String(button).trim().toLowerCase());
        return doing(() => seat().press(caption ?? captions[Number(button) - 1] ?? String(button)));
      }
      case "fill":
        return doing(() => fill(step.values));
      case "cancel":
        speaker().cancel();
        return;
      case "expect": {
        const seen = lasts.get(speaker().id) ?? "";
        const none = step.texts.filter((text) => holds(seen, [text]));
        const met = step.not ? none.length === 0 : holds(seen, step.texts);
        return expectThat(met, `${step.not ? "nothing of " : ""}${step.texts.join(" and ")}`, seen);
      }
      case "expect form":
        return expectThat(holds(modalNow(), step.texts), `a form with ${step.texts.join(" and ")}`, modalNow());
      case "expect post": {
        const posted = changedSince(turned)
          .filter((one) => one.channel === room(step.place).id && one.nonce !== undefined)
          .map(sight);
        const fitting = posted.filter((seen) => holds(seen, step.texts)).length;
        const met = step.count === undefined ? fitting > 0 : fitting === step.count;
        return expectThat(
          met,
          `${step.count ?? "a"} posts in ${step.place} with ${step.texts.join(" and ")}`,
          posted.join(" / "),
        );
      }
      default:
        return step satisfies never;
    }
  };

  if (story.opening !== undefined && story.opening > clock.now()) clock.set(story.opening);
  for (const { step, line, source } of story.steps) {
    try {
      await perform(step);
    } catch (error) {
      throw new Error(`line ${line}: ${source}\n${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
};
