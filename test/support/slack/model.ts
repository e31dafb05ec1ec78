import type { Fields } from "./fields.ts";

/** An organisation over several workspaces (Enterprise Grid). */
export interface Org {
  readonly id: string;
  readonly name: string;
}

/** A Slack workspace; Slack calls it a team. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly org: Org | undefined;
}

/** How far somebody belongs to a workspace. */
export type Standing = "member" | "admin" | "owner" | "guest" | "single-channel guest" | "bot";

export interface User {
  readonly id: string;
  readonly team: string;
  readonly handle: string;
  readonly name: string;
  readonly email: string;
  readonly standing: Standing;
  tz: string;
  locale: string;
  /** Deactivated: still known, cannot act or be written to. */
  gone: boolean;
}

export interface Channel {
  readonly id: string;
  readonly team: string;
  name: string;
  readonly kind: "public" | "private" | "im";
  /** Workspaces with which it is shared by Slack Connect. */
  readonly sharedWith: Set<string>;
  readonly members: Set<string>;
  archived: boolean;
}

/** A message, or one that a single person sees. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  /** Set for what the app said. */
  readonly bot: { readonly id: string; readonly app: string } | undefined;
  readonly thread: string | undefined;
  /** The only person who sees it. */
  readonly onlyFor: string | undefined;
  readonly metadata: Fields | undefined;
  text: string;
  blocks: readonly Fields[];
  files: readonly string[];
  editedTs: string | undefined;
  deleted: boolean;
  reactions: Map<string, Set<string>>;
  /** When it last changed, in steps of the whole Slack: what is new is later than a mark. */
  changed: number;
}

/** A modal on somebody's screen, or their Home tab. */
export interface OpenView {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly type: "modal" | "home";
  readonly root: string;
  readonly previous: string | undefined;
  /** What the app gave us. */
  view: Fields;
  hash: string;
  /** What people typed and chose: block_id, action_id, state. */
  values: Record<string, Record<string, Fields>>;
  errors: Readonly<Record<string, string>>;
  /** Where the person stood when it opened, for answers to a response_url. */
  readonly from: string | undefined;
  changed: number;
}

/** What the app was given when somebody installed it. */
export interface Installation {
  readonly team: Team | undefined;
  readonly org: Org | undefined;
  readonly botUser: string;
  readonly botId: string;
  readonly installer: string;
  scopes: readonly string[];
  removed: boolean;
}

export interface Token {
  readonly value: string;
  readonly kind: "bot" | "app";
  readonly installation: Installation | undefined;
  /** Milliseconds since the epoch; undefined lives on. */
  readonly expires: number | undefined;
  revoked: boolean;
}

export interface StoredFile {
  readonly id: string;
  readonly team: string;
  readonly name: string;
  readonly length: number;
  readonly altText: string;
  readonly uploadKey: string;
  bytes: Buffer | undefined;
  title: string;
  shared: boolean;
}

/** The settings of the one app that this Slack knows, as a developer sees them. */
export interface AppSettings {
  readonly id: string;
  name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
  /** Of the app itself, for Socket Mode. */
  readonly appToken: string;
  /** With their slash; `escapes` turns mentions into ids. */
  commands: readonly { readonly command: string; readonly escapes: boolean }[];
  shortcuts: readonly { readonly name: string; readonly callbackId: string; readonly on: "global" | "message" }[];
  events: readonly string[];
  scopes: readonly string[];
  /** Whether bot tokens live for twelve hours only. */
  rotates: boolean;
  /** Whether people can press anything at all: interactivity is a setting of its own. */
  interactive: boolean;
  /** Whether a whole organisation can install it. */
  orgReady: boolean;
  redirectUrls: readonly string[];
  /** Where Slack sends requests: one process after the other. Empty means Socket Mode. */
  requestUrls: readonly string[];
}
