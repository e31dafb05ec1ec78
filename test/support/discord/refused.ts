import type { Fields } from "./fields.ts";

/** Discord said no, in Discord's own words: becomes `{ message, code, errors }`. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: Fields | undefined;
  /** Beside message and code, as a rate limit has. */
  readonly more: Fields;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: number,
    says: string,
    rest: { errors?: Fields; more?: Fields; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(says);
    this.name = "Refused";
    this.status = status;
    this.code = code;
    this.errors = rest.errors;
    this.more = rest.more ?? {};
    this.headers = rest.headers ?? {};
  }
}

/** Discord's refusals by what they are about: status, code, and the sentence. */
export const REFUSALS = {
  unauthorized: [401, 0, "401: Unauthorized"],
  notFound: [404, 0, "404: Not Found"],
  methodNotAllowed: [405, 0, "405: Method Not Allowed"],
  tooLarge: [413, 40_005, "Request entity too large"],
  unknownApplication: [404, 10_002, "Unknown Application"],
  unknownChannel: [404, 10_003, "Unknown Channel"],
  unknownGuild: [404, 10_004, "Unknown Guild"],
  unknownMember: [404, 10_007, "Unknown Member"],
  unknownMessage: [404, 10_008, "Unknown Message"],
  unknownUser: [404, 10_013, "Unknown User"],
  unknownWebhook: [404, 10_015, "Unknown Webhook"],
  unknownInteraction: [404, 10_062, "Unknown interaction"],
  unknownCommand: [404, 10_063, "Unknown application command"],
  tooManyCommands: [400, 30_032, "Maximum number of application commands reached (100)."],
  tooManyCreates: [400, 30_034, "Max number of daily application command creates has been reached (200)"],
  tooManyOldEdits: [429, 30_046, "Maximum number of edits to messages older than 1 hour reached. Try again later"],
  invalidMessageBody: [400, 50_109, "The request body contains invalid JSON."],
  alreadyAcknowledged: [400, 40_060, "Interaction has already been acknowledged."],
  missingAccess: [403, 50_001, "Missing Access"],
  notForThisChannel: [400, 50_024, "Cannot execute action on this channel type"],
  notYours: [403, 50_005, "Cannot edit a message authored by another user"],
  emptyMessage: [400, 50_006, "Cannot send an empty message"],
  closedDms: [403, 50_007, "Cannot send messages to this user"],
  notInForum: [400, 40_058, "Cannot send a message in a forum channel"],
  noCommonGuild: [403, 50_278, "Cannot send messages to this user due to having no mutual guilds"],
  noHistory: [400, 160_002, "Cannot reply without permission to read message history"],
  missingPermissions: [403, 50_013, "Missing Permissions"],
  expiredToken: [401, 50_027, "Invalid Webhook Token"],
  tooManyTags: [400, 30_048, "Maximum number of tags in a forum channel reached (20)"],
  sameTags: [400, 40_061, "Tag names must be unique"],
  noTagForUs: [400, 40_066, "There are no tags available that can be set by non-moderators"],
  tagRequired: [400, 40_067, "A tag is required to create a forum post in this channel"],
  archived: [400, 50_083, "Thread is archived"],
  alreadyThread: [400, 160_004, "A thread has already been created for this message"],
  locked: [400, 160_005, "Thread is locked"],
} as const satisfies Readonly<Record<string, readonly [status: number, code: number, says: string]>>;

/** A refusal by its name. */
export const refusal = (name: keyof typeof REFUSALS): Refused => {
  const [status, code, says] = REFUSALS[name];
  return new Refused(status, code, says);
};

/** One thing that is wrong with a body, and where. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly says: string;
}

const nested = (flaws: readonly Flaw[]): Fields => {
  const here = flaws.filter(({ path }) => path.length === 0);
  const keys = [...new Set(flaws.flatMap(({ path }) => path.slice(0, 1)))];
  return {
    ...Object.fromEntries(
      keys.map((key) => [
        String(key),
        nested(flaws.filter(({ path }) => path[0] === key).map((flaw) => ({ ...flaw, path: flaw.path.slice(1) }))),
      ]),
    ),
    ...(here.length > 0 && { _errors: here.map(({ code, says }) => ({ code, message: says })) }),
  };
};

/** Refuses a body with everything that is wrong with it. */
const invalidForm = (flaws: readonly Flaw[]): Refused =>
  new Refused(400, 50_035, "Invalid Form Body", { errors: nested(flaws) });

/** Runs what judges a part of a body, so that its flaws say in which part they are. */
export const under = <T>(key: string, work: () => T): T => {
  try {
    return work();
  } catch (problem) {
    if (!(problem instanceof Refused) || !problem.errors) throw problem;
    throw new Refused(problem.status, problem.code, problem.message, { errors: { [key]: problem.errors } });
  }
};

/** Refuses when there is anything to refuse. */
export const refuseFlaws = (flaws: readonly Flaw[]): void => {
  if (flaws.length > 0) throw invalidForm(flaws);
};
