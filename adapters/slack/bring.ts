import type { Place } from "../../src/domain/parties.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Answer, type Log, Undeliverable } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { isShown, mayReplace } from "../shared/on-cards.ts";
import { saidBy } from "../shared/ways.ts";
import { atHomeView, notAtHomeView, refusalOf } from "./at-home.ts";
import { type Message, messagesOf } from "./blocks.ts";
import type { Install } from "./installs.ts";
import type { Reader } from "./mrkdwn.ts";
import type { Origin } from "./origin.ts";
import type { Pen } from "./write.ts";

/** Brings answers to where they belong. */
export interface Bringer {
  /** Rejects when Slack cannot be reached now: then it is to be tried again later. */
  bring(answer: Answer, origin: Origin, install: Install, user: string): Promise<void>;
  /** Says something to one person alone. */
  tell(view: View, language: Language, origin: Origin, install: Install, user: string): Promise<void>;
  /** The same; whether Slack took it. */
  reach(view: View, language: Language, origin: Origin, install: Install, user: string): Promise<boolean>;
}

/** Of one answer; what they cannot hold is counted in the last. */
const MESSAGES = 4;

/** A way to say it; the first that Slack takes is enough. */
type Way = (message: Message) => Promise<unknown>;

const hasChart = ({ blocks }: View): boolean => blocks.some((block) => block.kind === "facts" && block.chart);

/** Brings answers by their own address while it works, else by the channel, and at last directly. */
export const createBringer = (pen: Pen, reader: Omit<Reader, "language">, log: Log): Bringer => {
  /** A thread of a direct conversation: what is said to the person alone would stand beside it. */
  const beneath = ({ channel, thread }: Origin, install: Install): readonly Way[] =>
    channel?.startsWith("D") && thread !== undefined
      ? [(message) => pen.post(install, channel, message, { thread })]
      : [];

  const privately = (origin: Origin, install: Install, user: string): readonly Way[] => {
    const { channel, thread, url } = origin;
    const whisper: Way[] =
      channel === undefined || channel.startsWith("D")
        ? []
        : [(message) => pen.whisper(install, channel, user, message, thread)];
    const reply: Way[] = url === undefined ? [] : [(message) => pen.reply(url, message, "caller")];
    // An address answers beside the thread, not in it.
    const both = thread === undefined ? [...reply, ...whisper] : [...whisper, ...reply];
    return [...beneath(origin, install), ...both, (message) => pen.post(install, user, message)];
  };

  /** `outside` gets the channel where the app may not speak, if that is to be known: by its own address an answer comes all the same. */
  const openly = (origin: Origin, install: Install, user: string, outside?: Set<string>): readonly Way[] => {
    const { place, channel, url } = origin;
    const thread = origin.thread ?? origin.below;
    const into: Way[] =
      channel === undefined || place.id.startsWith("@")
        ? []
        : [
            (message) =>
              pen
                .post(install, channel, message, { ...(thread !== undefined && { thread }) })
                .catch((error: unknown) => {
                  if (refusalOf(error) !== undefined) outside?.add(channel);
                  throw error;
                }),
          ];
    const reply: Way[] = url === undefined ? [] : [(message) => pen.reply(url, message, "channel")];
    const both = thread === undefined && !outside ? [...reply, ...into] : [...into, ...reply];
    return [...beneath(origin, install), ...both, (message) => pen.post(install, user, message)];
  };

  const say = (message: Message, ways: readonly Way[]): Promise<boolean> =>
    saidBy(
      ways.map((way) => () => way(message)),
      (why) => log.info("slack.other_way", { why }),
    );

  const sayAll = async (view: View, language: Language, ways: readonly Way[]): Promise<boolean> => {
    const as = (chart: boolean) => messagesOf(view, { ...reader, language, chart }, MESSAGES);
    const all = async (messages: readonly Message[]): Promise<boolean> => {
      for (const message of messages) if (!(await say(message, ways))) return false;
      return true;
    };
    // A workspace whose Slack does not know charts refuses the message as a whole.
    return (await all(as(true))) || (hasChart(view) && (await all(as(false))));
  };

  const sayOrLog = async (view: View, language: Language, ways: readonly Way[], install: Install): Promise<void> => {
    if (!(await sayAll(view, language, ways))) log.warn("slack.unheard", { workspace: install.workspace });
  };

  /** Why the app may not speak in a channel, by speaking there to one person; undefined where it may. */
  const refusedIn = async (
    place: Place,
    language: Language,
    install: Install,
    user: string,
  ): Promise<string | undefined> => {
    const [message] = messagesOf(atHomeView(language), { ...reader, language, chart: false });
    try {
      await pen.whisper(install, place.id, user, message);
      return undefined;
    } catch (error) {
      const why = refusalOf(error);
      if (why === undefined) throw error;
      return why;
    }
  };

  /** Tells whoever made channels a team's in which of them the app may not speak, and what mends that. That it cannot is no reason to answer again. */
  const lookAt = async (
    homes: readonly Place[],
    language: Language,
    origin: Origin,
    install: Install,
    user: string,
  ): Promise<void> => {
    try {
      for (const home of homes) {
        const why = await refusedIn(home, language, install, user);
        if (why === undefined) continue;
        await sayOrLog(notAtHomeView(home, why, language), language, privately(origin, install, user), install);
      }
    } catch (error) {
      log.info("slack.unchecked", { why: error instanceof Undeliverable ? error.message : "nobody knows" });
    }
  };

  return {
    bring: async (answer, origin, install, user) => {
      const { view, audience, language = "en", homes = [] } = answer;
      const { reminder, place } = origin;
      if (reminder && mayReplace(answer, (token) => token === reminder.token)) {
        const [record] = messagesOf(view, { ...reader, language, chart: false });
        const edited = (): Promise<boolean> => pen.edit(install, reminder, record, reminder.token).then(() => true);
        if (await say(record, [edited])) return;
      }
      const toAll = audience === "channel" && !isShown(answer, place);
      const outside = new Set<string>();
      const isHome = homes.some(({ platform, id }) => platform === "slack" && id === origin.channel);
      const ways = toAll
        ? openly(origin, install, user, isHome ? outside : undefined)
        : privately(origin, install, user);
      await sayOrLog(view, language, ways, install);
      const isProven = (home: Place): boolean =>
        isShown(answer, home) || (toAll && home.id === origin.channel && !outside.has(home.id));
      const unsure = homes.filter((home) => home.platform === "slack" && !home.id.startsWith("@") && !isProven(home));
      await lookAt(unsure, language, origin, install, user);
    },
    tell: (view, language, origin, install, user) =>
      sayOrLog(view, language, privately(origin, install, user), install),
    reach: (view, language, origin, install, user) => sayAll(view, language, privately(origin, install, user)),
  };
};
