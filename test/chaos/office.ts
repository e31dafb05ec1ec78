import { OPTIONAL_SCOPES } from "../../adapters/slack/scopes.ts";
import { speak } from "../../src/language/say.ts";
import { slackManifest } from "../../src/process/manifest.ts";
import { fault, realSlackClock, type Slack, startSlack } from "../support/slack/index.ts";
import type { Seat } from "../support/slack/people/seat.ts";

/** A command that somebody typed, and what Slack told them of it. */
export interface Typed {
  readonly at: number;
  readonly line: string;
  /** No other command has it, so the journal tells whether this one was carried out. */
  readonly title: string | undefined;
  /** Whether Aidline took it, and has not given it back so far: then it is done, whatever happens to whoever took it. */
  readonly acknowledged: boolean;
  /** What was said of it since, but for cards and reminders. */
  readonly heard: readonly string[];
}

/** A Slack that outlives all processes, with one workspace in which people work. */
export interface Office {
  readonly slack: Slack;
  readonly token: string;
  readonly channels: readonly string[];
  /** All that was typed so far, with what has become of it by now: what cannot be written down is given back when that can be said, however late. */
  typed(): readonly Typed[];
  /** Somebody of a channel's team types a command there; resolves with what they are answered, undefined where they wait in vain. */
  types(who: string, channel: string, line: string, title?: string): Promise<string | undefined>;
  /** Resolves when so many deliveries more have been posted, or after so many milliseconds. */
  posted(count: number, within: number): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds that a person waits for an answer, where nothing else is said. */
const PATIENCE = 15_000;

/** How it begins when somebody is given back what they typed. */
const GIVEN_BACK = (["slack.not_written", "slack.unknown_person"] as const).map((key) => speak("en").words(key));

const isGivenBack = (text: string): boolean => GIVEN_BACK.some((words) => text.includes(words));

/** Milliseconds by which an answer follows what was typed. */
const LOOK = 40;

/** Opens the office. A team in each channel may be disturbed at any hour. */
export const openOffice = async (rooms: number, patience = PATIENCE): Promise<Office> => {
  const slack = await startSlack({ clock: realSlackClock() });
  slack.useManifest(slackManifest({ slack: undefined, language: "en" }, "https://aid.example.org"));
  const office = slack.workspace("Office");
  // With the histories, without which a message that may have arrived is said again and says so.
  const { token } = office.install({ scopes: [...slack.app.scopes, ...Object.keys(OPTIONAL_SCOPES)] });
  const channels = Array.from({ length: rooms }, (_, nth) => `#room${nth + 1}`);
  for (const name of channels) office.channel(name);
  const typed: (Omit<Typed, "heard"> & { readonly from: number })[] = [];
  const seats = new Map<string, Seat>();
  const people = new Map<string, ReturnType<typeof office.person>>();

  const seatOf = (who: string, channel: string): Seat => {
    const name = `${who} ${channel}`;
    const person = people.get(who) ?? office.person(who);
    people.set(who, person);
    const seat = seats.get(name) ?? person.in(channel);
    seats.set(name, seat);
    return seat;
  };

  const until = async <T>(look: () => T | undefined, within: number): Promise<T | undefined> => {
    const found = Promise.withResolvers<T | undefined>();
    const tell = (): void => {
      const seen = look();
      if (seen !== undefined) found.resolve(seen);
    };
    slack.world.onChange.add(tell);
    const enough = setTimeout(() => found.resolve(undefined), within);
    tell();
    const seen = await found.promise;
    clearTimeout(enough);
    slack.world.onChange.delete(tell);
    return seen;
  };

  /** What Aidline said since there were so many messages, but for cards and reminders. */
  const wordsSince = (from: number) =>
    slack.world.messages.slice(from).filter(({ bot, metadata }) => bot !== undefined && metadata === undefined);

  let counted = 0;
  let deliveries = 0;
  const postedSoFar = (): number => {
    for (const { messages } = slack.world; counted < messages.length; counted += 1)
      if (messages[counted]?.metadata !== undefined) deliveries += 1;
    return deliveries;
  };

  return {
    slack,
    token,
    channels,
    typed: () =>
      typed.map(({ from, ...its }) => {
        const heard = wordsSince(from).flatMap(({ text }) => (text.includes(its.title ?? its.line) ? [text] : []));
        return { ...its, heard, acknowledged: its.acknowledged && !heard.some(isGivenBack) };
      }),
    types: async (who, channel, line, title) => {
      const seat = seatOf(who, channel);
      const from = slack.world.messages.length;
      const at = Date.now();
      const done = await seat.slash(line);
      // Where it cannot be written down, Aidline says so in the acknowledgement itself.
      const refused = done.receipt.answer !== undefined;
      typed.push({ at, line, title, acknowledged: done.ok && !refused, from });
      if (!done.ok || refused) return undefined;
      const answer = await until(
        () =>
          wordsSince(from).find(({ onlyFor, channel, text }) => {
            const heard = onlyFor === seat.id || (onlyFor === undefined && channel === seat.channel.id);
            return heard && text.includes(title ?? "");
          })?.text,
        patience,
      );
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      return answer !== undefined && isGivenBack(answer) ? undefined : answer;
    },
    posted: async (count, within) => {
      const goal = postedSoFar() + count;
      await until(() => (postedSoFar() >= goal ? true : undefined), within);
    },
    close: async () => {
      slack.faults.plant("*", fault.drop());
      await slack.close();
    },
  };
};
