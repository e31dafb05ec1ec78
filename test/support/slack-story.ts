import { collapsed } from "../../adapters/console/ansi.ts";
import type { Step } from "../../adapters/console/step.ts";
import type { Story } from "../../adapters/console/story.ts";
import { dayOf, momentOf, plusDays, plusMilliseconds, timeOf } from "../../src/domain/time.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { optionWord } from "../../src/view/typed.ts";
import { type Fields, fieldsAt, listAt, textAt } from "./slack/fields.ts";
import type { Message } from "./slack/model.ts";
import { showContent } from "./slack/people/screens.ts";
import type { SlackHouse } from "./slack-house.ts";

type Room = ReturnType<SlackHouse["office"]["channel"]>;
type Person = ReturnType<SlackHouse["office"]["person"]>;
type Seat = ReturnType<Person["in"]>;

/** What a story says of somebody's Slack when it names no language: one that Aidline does not speak. */
const LOCALES: Readonly<Record<string, string>> = { en: "en-GB", uk: "uk-UA", none: "de-DE" };

/** Date tokens as a client shows them that does not know dates: in our own words, which a story can expect. */
const withWords = (text: string): string =>
  text
    .replaceAll(/<!date\^[^>|]*\|([^>]*)>/gu, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const textsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === "text" && typeof one === "string") return [withWords(one).replaceAll("*", "")];
    // In columns a name stands over its value, where elsewhere a colon is between them.
    return key === "fields" ? textsIn(one).map((text) => text.replace("\n", ": ")) : textsIn(one);
  });
};

/**
 * Lives through a story in Slack as its people would: they type, press and fill in, and look at what their
 * Slack shows. Throws at the first expectation that is not met, with the line.
 */
export const playInSlack = async (story: Story, scene: SlackHouse): Promise<void> => {
  const { slack, office, clock } = scene;
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
  const speaker = (): Person => {
    me ??= person("coordinator", "none");
    return me;
  };
  const person = (handle: string, language: string): Person => {
    const known = people.get(handle);
    if (known) return known;
    const made = office.person(handle, { name: handle, tz: story.zone, locale: LOCALES[language] ?? "de-DE" });
    people.set(handle, made);
    return made;
  };
  const seat = (who = speaker()): Seat => {
    if (here.startsWith("#")) room(here);
    return who.in(here.startsWith("@") ? "@app" : here);
  };

  const sight = (message: Message): string => {
    const user = slack.world.users.get(speaker().id);
    if (!user) throw new Error("whoever speaks is a user");
    return collapsed(`${showContent({ world: slack.world, user }, message)} ${textsIn(message.blocks).join(" ")}`);
  };
  const changedSince = (mark: number): readonly Message[] =>
    slack.world.messages.filter(
      (one) =>
        one.changed > mark && one.bot !== undefined && (one.onlyFor === undefined || one.onlyFor === speaker().id),
    );
  const modalNow = (): string => {
    const view = speaker().modal.view()?.view;
    return collapsed(`${speaker().modal.sees()} ${textsIn(view?.blocks).join(" ")}`);
  };

  /** Does something, and keeps what came of it: what was answered, or the form that opened. */
  const doing = async (work: () => Promise<unknown>): Promise<void> => {
    const mark = slack.world.changes();
    await work();
    const opened = speaker().modal.view();
    const answer = changedSince(mark).map(sight).join(" ");
    lasts.set(speaker().id, opened && opened.changed > mark ? `${answer} ${modalNow()}` : answer);
  };

  const optionFor = (name: string, blocks: readonly Fields[]): Fields => {
    const words = (option: string) => LANGUAGES.map((language) => optionWord(option, speak(language)));
    const found = blocks.find((block) => {
      const option = textAt(block, "block_id");
      return [option, ...words(option)].some((one) => one.toLowerCase() === name.toLowerCase());
    });
    if (!found) throw new Error(`There is no field ${name} in: ${modalNow()}`);
    return found;
  };
  const filled = (values: Readonly<Record<string, string>>): Record<string, string> => {
    const blocks = listAt(speaker().modal.view()?.view, "blocks").filter(({ type }) => type === "input");
    return Object.fromEntries(
      Object.entries(values).map(([name, typed]) => {
        const block = optionFor(name, blocks);
        const options = listAt(fieldsAt(block, "element"), "options");
        const chosen = options.find((option) =>
          [textAt(fieldsAt(option, "text"), "text"), textAt(option, "value")].some(
            (one) => one.toLowerCase() === typed.toLowerCase(),
          ),
        );
        return [textAt(block, "block_id"), chosen ? textAt(chosen, "value") : typed];
      }),
    );
  };

  const pass = async (to: string): Promise<void> => {
    turned = slack.world.changes();
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
        await seat().slash("/aid help");
        if (step.role && host && host !== me) await seat(host).slash(`/aid role ${step.name} ${step.role}`);
        return;
      }
      case "in":
        here = step.place;
        if (here.startsWith("#")) room(here);
        return;
      case "say":
        return doing(() => seat().slash(`/aid ${step.text}`.trim()));
      case "press": {
        const { button } = step;
        const caption = seat()
          .buttons()
          .find((one) => one.toLowerCase() === String(button).trim().toLowerCase());
        return doing(() => seat().click(caption ?? String(button)));
      }
      case "fill":
        return doing(() => speaker().submit(filled(step.values)));
      case "cancel":
        await speaker().cancel();
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
          .filter((one) => one.channel === room(step.place).id && one.metadata?.event_type === "aidline_delivery")
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
