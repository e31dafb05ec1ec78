import { sql } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import { rebuild } from "../../db/rebuild.ts";
import { verify } from "../../db/verify.ts";
import type { Call, Invocation } from "../../src/call.ts";
import { type Request, readSeen, type Seen, seenOf } from "../../src/domain/request.ts";
import { plusHours } from "../../src/domain/time.ts";
import type { Bot } from "../../src/ports.ts";
import { createVirtualClock } from "../../src/process/virtual-clock.ts";
import { quickDatabase } from "./database.ts";
import { type DiscordHouse, openDiscordHouse } from "./discord-house.ts";
import { collectedLog } from "./log.ts";
import { seededRandom } from "./random.ts";
import { openSlackHouse, type SlackHouse } from "./slack-house.ts";
import {
  callOf,
  ELSEWHERE,
  type Judge,
  judgeOn,
  SPEAKERS,
  type SpeakerKind,
  STATES,
  STEPS,
  type State,
  type Step,
  type Verdict,
} from "./verdicts.ts";

/** Where people speak. */
export type Ground = "console" | "slack" | "discord";

/** Those of them where there is an adapter between the people and the bot. */
export type Chat = Exclude<Ground, "console">;

/** What somebody puts into a command's fields, the free text of which no list knows among it. */
export interface Filled {
  readonly command: string;
  /** As Discord has it: `aid steer due`. */
  readonly path: string;
  readonly typed: Readonly<Record<string, string>>;
}

/** The same people before the same requests on three platforms, each with a register of its own. */
export interface Parley {
  readonly database: Database;
  readonly slack: SlackHouse;
  readonly discord: DiscordHouse;
  /** What the bot says to a deed; nothing is kept of it. */
  verdict(ground: Ground, who: SpeakerKind, deed: string, state?: State): Promise<Verdict>;
  /** Types the call as a line; gives what they then see that is new. */
  types(ground: Chat, who: SpeakerKind, call: Call): Promise<string>;
  /** Presses a button of the app's that carries this, whoever put it there; gives what they then see that is new. */
  presses(ground: Chat, who: SpeakerKind, carried: string): Promise<string>;
  /** Begins a command without its options in Slack's form, or with them in Discord's own options, and gives what they then see. */
  fills(ground: Chat, who: SpeakerKind, given: Filled): Promise<string>;
  /** What a button drawn now from the request that is in a state says that its presser saw. */
  drawn(ground: Chat, state: State): Promise<Seen>;
  /** How much was ever recorded, in all registers. */
  recorded(): Promise<number>;
  /** What is wrong with the registers: nothing, or something was half written. */
  flaws(): Promise<readonly unknown[]>;
  /** While `work` runs, nothing is kept of what people do in Slack and Discord. */
  rehearsed<T>(work: () => Promise<T>): Promise<T>;
  /** Faults of any of them. */
  faults(): readonly unknown[];
  close(): Promise<void>;
}

const eachSpeaker = <T>(make: (who: SpeakerKind) => T): Readonly<Record<SpeakerKind, T>> =>
  // It has a value for each of them.
  Object.fromEntries(SPEAKERS.map((who) => [who, make(who)])) as Record<SpeakerKind, T>;

/** A call as it is typed. */
const lineOf = ({ command, options }: Call): string =>
  [command, ...Object.entries(options).map(([name, value]) => `${name}:"${value}"`)].join(" ");

/** The request that is in a state. */
const refFor = (state: State): string => `AID-${Object.keys(STATES).indexOf(state) + 1}`;

/** The call of a deed, about the request that is in a state where it is about one. */
export const deedOf = (deed: string, state?: State): ReturnType<typeof callOf> =>
  state === undefined
    ? callOf(deed, ELSEWHERE[deed as keyof typeof ELSEWHERE])
    : callOf(deed, STEPS[deed as Step], refFor(state));

/** What a platform keeps of a button, for whoever forges what it carries. */
type Kept = Record<string, unknown>;

/** Finds the one button of what was posted last. Throws where nothing was taken. */
const buttonIn = (kept: unknown): Kept => {
  const inside = JSON.stringify(kept);
  const found = Array.isArray(kept) ? kept.flatMap((one: Kept) => one["elements"] ?? one["components"] ?? []) : [];
  const [first] = found;
  // The platform keeps what was sent: objects.
  const button = first as Kept | undefined;
  if (button === undefined) throw new Error(`no button in ${inside}`);
  return "text" in button || "label" in button ? button : buttonIn(found);
};

/** A message of the app's with one button, in Slack. */
const buttonInSlack = async ({ slack, installed }: SlackHouse, channel: string): Promise<Kept> => {
  const button = { type: "button", action_id: "aid.0", text: { type: "plain_text", text: "Press" }, value: "menu" };
  await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${installed.token}`, "content-type": "application/json" },
    body: JSON.stringify({ channel, text: "Press", blocks: [{ type: "actions", elements: [button] }] }),
  });
  return buttonIn(slack.world.messages.at(-1)?.blocks);
};

/** A message of the app's with one button, in Discord. */
const buttonInDiscord = async ({ discord }: DiscordHouse, channel: string): Promise<Kept> => {
  const button = { type: 2, style: 2, label: "Press", custom_id: "menu" };
  await fetch(`${discord.apiUrl}/v10/channels/${channel}/messages`, {
    method: "POST",
    headers: { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" },
    body: JSON.stringify({ content: "Press", components: [{ type: 1, components: [button] }] }),
  });
  return buttonIn(discord.world.messages.at(-1)?.components);
};

/** Opens the three, and brings each request into its state. */
export const openParley = async (): Promise<Parley> => {
  const database = await quickDatabase();
  const clock = createVirtualClock("2022-03-07T07:00:00.000Z");
  const slack = await openSlackHouse({ database, clock, started: false });
  const discord = await openDiscordHouse({ database, clock, started: false });
  const { log, entries } = collectedLog();
  const judge: Judge = judgeOn({ store: slack.house.store, random: seededRandom("parley"), log });
  let isRehearsal = false;
  const switched = (bot: Bot): Bot => ({
    ...bot,
    handle: (invocation) => (isRehearsal ? judge.bot : bot).handle(invocation),
  });
  await slack.open({}, switched(slack.house.bot));
  await discord.open({}, switched(discord.house.bot));

  const places = {
    console: { space: "office", place: "outreach" },
    slack: { space: slack.office.id, place: slack.office.channel("#outreach").id },
    discord: { space: discord.office.id, place: discord.office.channel("#outreach").id },
  };
  const people = {
    slack: eachSpeaker((who) =>
      slack.office.person(who, { name: who, standing: who === "guest" ? "guest" : "member" }),
    ),
    discord: eachSpeaker((who) => discord.office.person(who, { name: who })),
  };
  const accountOf = (ground: Ground, who: SpeakerKind): string => (ground === "console" ? who : people[ground][who].id);

  const invocation = (ground: Ground, who: SpeakerKind, input: Invocation["input"]): Invocation => ({
    platform: ground,
    space: places[ground].space,
    place: { platform: ground, id: places[ground].place, name: "#outreach" },
    speaker: { account: accountOf(ground, who), name: who, ...(who === "guest" && { outsider: true }) },
    input,
  });

  const prepare = async (ground: Ground): Promise<void> => {
    const say = async (who: SpeakerKind, line: string): Promise<void> => {
      const { view, fault } = await slack.house.bot.handle(invocation(ground, who, line));
      if (fault !== undefined || view.tone === "refused") throw new Error(`${line}: ${JSON.stringify(view)}`);
    };
    await say("admin", "team Outreach");
    for (const who of SPEAKERS.filter((one) => one !== "guest" && one !== "admin")) {
      await say(who, "settings language:en");
      await say("admin", `role ${who} ${who === "left" ? "admin" : who}`);
    }
    await say("admin", 'role liaison liaison for:"The ministry"');
    await say("admin", "role left left");
    for (const [state, lines] of Object.entries(STATES)) {
      await say("coordinator", `request Contoso "To be ${state}" kind:equipment new:yes anyway:yes`);
      // Its keys are those of STATES.
      for (const line of lines) await say("coordinator", line.replace("REF", refFor(state as State)));
    }
  };
  for (const ground of ["console", "slack", "discord"] as const) await prepare(ground);
  // What somebody else set a moment ago would be asked about first.
  clock.set(plusHours(clock.now(), 1));

  const slackButton = await buttonInSlack(slack, places.slack.place);
  const discordButton = await buttonInDiscord(discord, places.discord.place);
  const seat = {
    slack: (who: SpeakerKind) => people.slack[who].in("#outreach"),
    discord: (who: SpeakerKind) => people.discord[who].in("#outreach"),
  };

  return {
    database,
    slack,
    discord,
    verdict: (ground, who, deed, state) => judge.verdict(invocation(ground, who, deedOf(deed, state))),
    types: async (ground, who, call) => {
      if (ground === "slack") await seat.slack(who).slash(`/aid ${lineOf(call)}`);
      else await seat.discord(who).slash("aid line", { words: lineOf(call) });
      return seat[ground](who).news();
    },
    fills: async (ground, who, { command, path, typed }) => {
      if (ground === "discord") {
        await seat.discord(who).slash(path, typed);
        return seat.discord(who).news();
      }
      const one = seat.slack(who);
      await one.slash(`/aid ${command}`);
      const view = one.modal.view();
      if (!view) throw new Error(`no form for ${command}: ${one.sees()}`);
      // Past Slack's own window, which would keep back what it did not offer.
      const fields = view.view["blocks"] as readonly { block_id?: string; element?: Kept }[];
      for (const { block_id: option, element } of fields) {
        const value = typed[option ?? ""];
        if (option === undefined || !element || value === undefined) continue;
        const state =
          element["type"] === "plain_text_input"
            ? { type: element["type"], value }
            : { type: element["type"], selected_option: { text: { type: "plain_text", text: value }, value } };
        view.values[option] = { [String(element["action_id"])]: state };
      }
      await one.submit();
      const seen = one.news();
      if (one.modal.view()) await one.cancel();
      return seen;
    },
    drawn: async (ground, state) => {
      const register = await (ground === "slack" ? slack : discord).register();
      const [found] = await database.rows<{ state: Pick<Request, "id" | "version"> }>(
        sql`select state from request where workspace_id = ${register} and ref = ${Number(refFor(state).slice("AID-".length))}`,
      );
      const seen = found && readSeen(seenOf(found.state));
      if (!seen) throw new Error(`nobody can see ${refFor(state)}`);
      return seen;
    },
    recorded: async () => {
      const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from journal`);
      return row?.count ?? 0;
    },
    flaws: async () => {
      const registers = [await slack.register(), await discord.register()];
      const found = registers.map(async (register) => [
        ...(await rebuild(database, register, { repair: false })),
        ...(await verify(database, register)).flaws,
      ]);
      return (await Promise.all(found)).flat();
    },
    presses: async (ground, who, carried) => {
      if (ground === "slack") slackButton["value"] = carried;
      else discordButton["custom_id"] = carried;
      await (ground === "slack" ? seat.slack(who).click("Press") : seat.discord(who).press("Press"));
      const seen = seat[ground](who).news();
      if (ground === "slack" && people.slack[who].modal.view()) await people.slack[who].cancel();
      if (ground === "discord" && people.discord[who].modal.open()) people.discord[who].cancel();
      return seen;
    },
    rehearsed: async (work) => {
      isRehearsal = true;
      try {
        return await work();
      } finally {
        isRehearsal = false;
      }
    },
    faults: () => [...entries, ...slack.log, ...discord.log].filter(({ level }) => level === "error"),
    close: async () => {
      await slack.close();
      await discord.close();
      await database.close();
    },
  };
};
