import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Speaker } from "../../src/call.ts";
import { LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import { type Clock, type Log, Undeliverable } from "../../src/ports.ts";
import type { Arrival } from "./arrival.ts";
import { classified } from "./errors.ts";
import type { Install } from "./installs.ts";
import type { Call } from "./web.ts";

/** A person in Slack, as far as the register asks. */
export interface Person {
  readonly speaker: Speaker;
}

/** Somebody of whom Slack says nothing, who may be anybody. */
export const strangerOf = (account: string, name: string): Speaker => ({ account, name, outsider: true });

/** Asks Slack who people are. */
export interface People {
  /** Undefined when Slack does not say and nothing is known from before. */
  who(install: Install, arrival: Pick<Arrival, "user" | "handle">): Promise<Person | undefined>;
}

/** So many people are kept in mind; who was not seen for longest is asked about again. */
const MOST = 5_000;

/** Milliseconds before Slack is asked once more about somebody unknown: a connection that broke is there again by then. */
const WAIT = 1_000;

/** Milliseconds after which a person is asked about again: names, zones and guests change. */
const FRESH = 10 * 60_000;

const USER = z.object({
  user: z.object({
    id: z.string(),
    /** Of somebody met in a shared channel it is that of their own organisation, or of a workspace in it. */
    team_id: z.string().optional(),
    enterprise_user: z.object({ enterprise_id: z.string().optional() }).nullish(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    tz: z.string().nullish(),
    locale: z.string().nullish(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    deleted: z.boolean().optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  }),
});

/** `uk-UA` is Ukrainian; a language that we do not speak is none. */
const languageOf = (locale: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => locale?.split(/[-_]/u)[0]?.toLowerCase() === language);

const isZone = (name: string | null | undefined): name is string => {
  if (!name) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/**
 * Whether somebody is of another organisation, met in a shared channel. Slack's `is_stranger` does not tell: it is false
 * for whoever shares a channel with the app. Within an organisation people of one workspace are at home in the others.
 */
const isPartner = (
  { team_id, enterprise_user }: z.output<typeof USER>["user"],
  { team, enterprise }: Pick<Install, "team" | "enterprise">,
): boolean => {
  const homes = [team_id, enterprise_user?.enterprise_id].filter((home) => home !== undefined);
  return homes.length > 0 && !homes.some((home) => home === team || home === enterprise);
};

/** A guest, a bot, or somebody of another organisation: not one of the team. */
const personOf = (answer: unknown, handle: string, install: Install): Person => {
  const { user } = USER.parse(answer);
  const { profile, tz } = user;
  // Nicknames change with moods; a register is read for years.
  const names = [profile?.real_name, user.real_name, profile?.display_name, user.name, handle];
  const name = names.find((one) => one !== undefined && one.trim() !== "") ?? handle;
  const language = languageOf(user.locale);
  const { is_restricted, is_ultra_restricted, is_stranger, is_bot, deleted } = user;
  const outsider =
    isPartner(user, install) || [is_restricted, is_ultra_restricted, is_stranger, is_bot, deleted].includes(true);
  return {
    speaker: {
      account: user.id,
      name,
      ...(language && { language }),
      ...(isZone(tz) && { zone: tz }),
      ...(outsider && { outsider }),
      ...(is_bot && { app: true }),
    },
  };
};

/** Whether it may be over in a moment, and Slack did not ask us to wait for longer. */
const mayPass = (error: unknown): boolean => {
  const why = classified(error);
  return !(why instanceof Undeliverable && (why.permanent || why.retryAfter !== undefined));
};

/** People, kept in mind for ten minutes and never without bound. What was known stands in while Slack does not answer. */
export const createPeople = (call: Call, clock: Clock, log: Log): People => {
  const known = new Map<string, { readonly person: Person; readonly at: number }>();
  return {
    who: async (install, { user, handle }) => {
      const key = `${install.team}/${user}`;
      const before = known.get(key);
      if (before && clock.elapsed() - before.at < FRESH) return before.person;
      const asked = async () =>
        personOf(await call("users.info", install.token, { user, include_locale: true }), handle, install);
      try {
        const person = await asked().catch(async (error: unknown) => {
          if (before || !mayPass(error)) throw error;
          await pause(WAIT);
          return asked();
        });
        known.delete(key);
        const [oldest] = known.keys();
        if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
        known.set(key, { person, at: clock.elapsed() });
        return person;
      } catch (error) {
        log.warn("slack.unknown_person", { error });
        return before?.person;
      }
    },
  };
};
