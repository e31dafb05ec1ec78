import type { DiscordClock } from "./clock.ts";
import type { Fields } from "./fields.ts";

/** Somebody with an account, or the app's own bot. */
export interface User {
  readonly id: string;
  /** `username`: lower case, the same everywhere. */
  readonly handle: string;
  /** `global_name`. */
  name: string;
  readonly bot: boolean;
  locale: string;
  tz: string;
  /** Whether strangers who share a guild may write to them. */
  dms: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  mentionable: boolean;
  readonly position: number;
  readonly managed: boolean;
}

export interface Member {
  readonly user: string;
  readonly roles: Set<string>;
  nick: string | undefined;
  readonly joinedAt: number;
  /** Came for a visit (`GuildMemberFlags.IsGuest`), or has not accepted the rules yet. */
  readonly standing?: "guest" | "pending" | undefined;
}

export interface Guild {
  readonly id: string;
  name: string;
  locale: string;
  owner: string;
  /** Who added the app. */
  inviter?: string | undefined;
  /** The channel where Discord greets people. */
  lobby?: string | undefined;
  /** Among them everyone's, whose id is the guild's. */
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
}

interface Overwrite {
  readonly id: string;
  readonly on: "role" | "member";
  readonly allow: bigint;
  readonly deny: bigint;
}

/** Discord's numbers for the kinds of channel that we know. */
export const CHANNEL = { text: 0, dm: 1, announcement: 5, publicThread: 11, privateThread: 12, forum: 15 } as const;

interface Tag {
  readonly id: string;
  readonly name: string;
  readonly moderated: boolean;
}

export interface Channel {
  readonly id: string;
  readonly guild: string | undefined;
  readonly type: (typeof CHANNEL)[keyof typeof CHANNEL];
  name: string;
  /** Of a thread: the channel it stands in. */
  readonly parent: string | undefined;
  readonly overwrites: Map<string, Overwrite>;
  /** Of a direct conversation: who is in it. */
  readonly recipients: readonly string[];
  /** Of a forum, where no post may be without a tag if `requiresTag`. */
  tags: readonly Tag[];
  readonly requiresTag?: boolean;
  readonly position: number;
  readonly thread:
    | {
        readonly owner: string;
        archived: boolean;
        locked: boolean;
        archiveAfter: number;
        tags: readonly string[];
        archivedAt: number;
        readonly members: Set<string>;
      }
    | undefined;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly type: string;
  readonly channel: string;
  readonly description: string | undefined;
}

/** Whom a message makes ring: ids, and everyone. */
export interface Pings {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
}

export const FLAG = { ephemeral: 1 << 6, loading: 1 << 7, hasThread: 1 << 5, componentsV2: 1 << 15 } as const;

/** A message, or one that a single person sees. */
export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  /** The interaction it answers. */
  readonly interaction: Interaction | undefined;
  /** The only person who sees it. */
  readonly onlyFor: string | undefined;
  /** Discord's own remark, as that the app did not respond. */
  readonly remark: boolean;
  readonly nonce: string | undefined;
  readonly reference: string | undefined;
  readonly at: number;
  /** Whom it made ring when it came. */
  pings: Pings;
  content: string;
  embeds: readonly Fields[];
  components: readonly Fields[];
  flags: number;
  attachments: readonly string[];
  /** Names in it that are shown as names, whether they rang or not. */
  mentions: readonly string[];
  /** What was said elsewhere and forwarded by it, as it was then. */
  readonly forwarded: Fields | undefined;
  editedAt: number | undefined;
  deleted: boolean;
  /** When it was edited after its first hour. */
  lateEdits: readonly number[];
  /** When it last changed, in steps of the whole Discord: what is new is later than a mark. */
  changed: number;
}

/** What a person did that only the app can answer. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: "command" | "component" | "autocomplete" | "modal";
  /** Names of what was called, as `interaction_metadata` tells them. */
  readonly name: string;
  readonly user: string;
  readonly channel: string;
  readonly guild: string | undefined;
  /** The message on which a component was pressed, or from which a modal came. */
  readonly source: Message | undefined;
  readonly at: number;
  /** As it was delivered, without the token's owner knowing how. */
  readonly payload: Fields;
  /** How the app acknowledged it: the callback's type. */
  response: { readonly type: number; readonly at: number; readonly data: Fields } | undefined;
  /** The message behind `@original`. */
  original: Message | undefined;
  /** The first follow-up fills a deferred reply. */
  waiting: boolean;
  /** Resolves with the callback's type once the app answered. */
  readonly answered: Promise<number>;
  answer(type: number): void;
}

/** A form on somebody's screen. */
export interface OpenModal {
  readonly user: string;
  readonly from: Interaction;
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Fields[];
  /** What stands in its fields, by custom id. */
  readonly values: Map<string, string | readonly string[] | boolean>;
  /** What Discord says when the app did not take it. */
  error: string | undefined;
  changed: number;
}

/** A command as it was registered, and for whom: a guild's id, or `global`. */
export interface Command {
  readonly id: string;
  readonly scope: string;
  readonly type: number;
  readonly name: string;
  readonly body: Fields;
  readonly version: string;
}

/** The settings of the one app that this Discord knows, as its developer sees them. */
export interface AppSettings {
  readonly id: string;
  name: string;
  token: string;
  /** Hexadecimal, for the signatures of HTTP interactions. */
  readonly publicKey: string;
  readonly botUser: string;
  /** Privileged intents that are switched on in the developer portal. */
  privileged: readonly ("GUILD_PRESENCES" | "GUILD_MEMBERS" | "MESSAGE_CONTENT")[];
  /** Where interactions are posted. Undefined means the gateway. */
  endpoint: string | undefined;
  /** Identifies that are left today. */
  identifies: number;
  /** How many shards the app is told to open, and how many of them at once. */
  shards: number;
  identifiesAtOnce: number;
  /** How often in an hour a message older than an hour may be edited; Discord does not publish its number. */
  lateEdits: number;
}

/** Something that happened, for the gateway. */
export interface Told {
  readonly t: string;
  readonly d: Fields;
  readonly guild: string | undefined;
  /** The intent without which an app is not told; 0 when it always is. */
  readonly intent: number;
}

/** Everything this Discord knows. One value, changed in place, as a database would be. */
export interface World {
  readonly clock: DiscordClock;
  readonly app: AppSettings;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** Of all channels, in the order in which they were posted. */
  readonly messages: Message[];
  readonly commands: Command[];
  /** When commands were created, by scope: a day has 200. */
  readonly creates: Map<string, readonly number[]>;
  readonly interactions: Map<string, Interaction>;
  readonly modals: Map<string, OpenModal>;
  readonly files: Map<string, StoredFile>;
  /** Where this Discord listens: `http://127.0.0.1:<port>`. */
  url: string;
  /** A snowflake of now. */
  id(): string;
  /** Counts a change that people can see, and tells who waits for one. */
  changes(): number;
  /** Tells who waits that something happened, whether people can see it or not. */
  notice(): void;
  readonly onChange: Set<() => void>;
  /** Tells the app, if it listens. */
  tell(told: Told): void;
}
