import type { Contributions } from "./contribution.ts";
import type { Deadline, Due, Term } from "./deadline.ts";
import type { Line } from "./quantity.ts";
import type { Claim, Response } from "./response.ts";
import type { Dated, Instant } from "./time.ts";
import type { Channel, EvidenceKind, Kind, NoteKind, Part, Priority, Rung, Status, Voice } from "./vocabulary.ts";
import type { Zoned } from "./zoned.ts";

/** A UUIDv7. */
export type Id = string;

/** One letter, call, post or meeting through which a request was put. */
export interface Approach {
  readonly no: number;
  readonly at: Dated;
  readonly channel: Channel;
  /** A chase reminds them of what was already asked; it starts no new clock by itself. */
  readonly chase: boolean;
  readonly rung?: Rung;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly recorded: Instant;
  /** Other sources' dates for the same act. */
  readonly claims: readonly Claim[];
}

/** Something heard or thought that is no answer: a concern, a question, a policy, thanks. */
export interface Note {
  readonly no: number;
  readonly kind: NoteKind;
  readonly text: string;
  /** Whose concern, question, policy or thanks it is. */
  readonly holder?: string;
  /** What it is about: a request of ours or a part of one ("AID-3 delivery 1"), or anything as it was worded. */
  readonly about?: string;
  /** The company, or the part of what it did, that it is about: by its id, since a name may change or be withheld. */
  readonly of?: { readonly company: Id; readonly part?: Part; readonly no?: number };
  readonly at?: Dated;
  readonly recorded: Instant;
  /** Questions and concerns stay open until answered. */
  readonly answer?: { readonly text: string; readonly at: Instant };
}

/** Where something is known from. Links are stored, never fetched. */
export interface Evidence {
  readonly no: number;
  readonly kind: EvidenceKind;
  readonly url?: string;
  readonly archive?: string;
  readonly excerpt?: string;
  readonly publisher?: string;
  readonly published?: Dated;
  readonly captured: Instant;
  /** Which response version it supports, when it supports one. */
  readonly response?: number;
  /** Which other part of the record it supports: pledge 1, delivery 2. */
  readonly about?: { readonly part: Part; readonly no: number };
  /** Whose word it is, where that is known: the level of what it supports follows from it. */
  readonly voice?: Voice;
  /** Who of them said it: "Ministry of Health". */
  readonly by?: string;
  /** The source itself is not sure. */
  readonly uncertain?: boolean;
}

/** An approach that waits for a lead's word, with all that was typed of it: one press records it once it went out. */
export interface Proposal {
  readonly channel: Channel;
  readonly at?: Dated;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly rung?: Rung;
  readonly chase?: boolean;
  /** By when an answer is expected; counted from the day on which it really goes out. */
  readonly ask?: { readonly term: Term; readonly stated: string };
  /** Who is to own the request once it went out. */
  readonly owner?: Id;
}

/** A lead's word before a public request goes out; nothing is sent before it. */
export interface Approval {
  readonly asked: Instant;
  readonly by: Id;
  readonly proposed?: Proposal;
  readonly given?: { readonly at: Instant; readonly by: Id };
  /** Sent back with a word on what to change. */
  readonly returned?: { readonly at: Instant; readonly by: Id; readonly word: string };
}

/** The date they named, beside our deadline. */
export interface PromiseDate {
  readonly due: Due;
  readonly text?: string;
  readonly recorded: Instant;
}

/** One ask to one company, as its facts so far make it. People see it as `AID-<ref>`. */
export interface Request extends Contributions, Zoned {
  readonly id: Id;
  readonly ref: number;
  /** Counts changes, not facts: a button that carries an older version is refused. */
  readonly version: number;
  readonly kind: Kind;
  readonly title: string;
  readonly company: Id;
  readonly team: Id;
  readonly campaign?: Id;
  readonly batch?: Id;
  readonly target?: string;
  readonly rationale?: string;
  /** What is asked for, as stated: "5,000 terminals". */
  readonly items?: string;
  /** The same, line by line, as far as it could be read. */
  readonly lines?: readonly Line[];
  readonly priority: Priority;
  readonly status: Status;
  readonly owner?: Id;
  readonly standIn?: Id;
  readonly logged: Instant;
  readonly loggedBy: Id;
  readonly approaches: readonly Approach[];
  readonly responses: readonly Response[];
  readonly notes: readonly Note[];
  readonly evidence: readonly Evidence[];
  readonly approval?: Approval;
  readonly deadline?: Deadline;
  readonly promise?: PromiseDate;
  readonly snooze?: { readonly until: Instant; readonly reason: string };
  /** Why it ended, while it is closed or withdrawn. */
  readonly ended?: { readonly at: Instant; readonly reason: string };
  /** Since when it is open again, after it had ended. */
  readonly reopened?: Instant;
  /** The last change, for the stale-version guard and for undo. */
  readonly changed: { readonly change: Id; readonly at: Instant; readonly by: Id };
}

/** How people write a request: `AID-12`. */
export const refOf = (ref: number): string => `AID-${ref}`;

/** What somebody saw of a request: its version, and which request it was. */
export interface Seen {
  readonly version: number;
  /** Missing where only a version was typed. */
  readonly mark?: string;
}

/** Tells requests of one number apart: a server that joined another register has buttons of the one that it had. */
const markOf = ({ id }: Pick<Request, "id">): string => id.slice(-4);

/** What a button or a form carries of the request that it was drawn from: `3.a1b2`. */
export const seenOf = (request: Pick<Request, "id" | "version">): string => `${request.version}.${markOf(request)}`;

/** The inverse of `seenOf`; undefined for what is none. */
export const readSeen = (text: string): Seen | undefined => {
  const [, version, mark] = /^(\d{1,7})(?:\.([\w-]{1,4}))?$/u.exec(text) ?? [];
  return version === undefined ? undefined : { version: Number(version), ...(mark !== undefined && { mark }) };
};

/** Whether it was this very request that was seen. */
export const wasSeen = (request: Pick<Request, "id">, { mark }: Seen): boolean =>
  mark === undefined || mark === markOf(request);
