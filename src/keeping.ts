import type { Id } from "./domain/request.ts";
import type { Instant } from "./domain/time.ts";

/** What an adapter to a platform that calls us, and that many organisations install, asks of a database. */

/** Something that came in and was left unanswered: whoever took it died, or could not reach the platform. */
export interface Waiting {
  readonly workspace: Id;
  readonly key: string;
  /** As it was put; whoever put it knows its shape. */
  readonly arrival: unknown;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/** What came in and is not answered yet. Put before it is acknowledged, so that a crash loses nothing. */
export interface Inbox {
  /** False when the key was there before: then there is nothing to do. Without an arrival only the key is kept. */
  put(workspace: Id, key: string, arrival: object | undefined, seconds: number): Promise<boolean>;
  /** Answered: what it said is forgotten. */
  done(workspace: Id, key: string): Promise<void>;
  /** Not for whoever put it: it is taken at once by a process that works, which hears of it. */
  hand(workspace: Id, key: string): Promise<void>;
  /** Takes what nobody holds any more, for some seconds; with `all`, also what we held before a restart. Not more than `most`, of many workspaces some each. */
  take(seconds: number, all: boolean, most?: number): Promise<readonly Waiting[]>;
  /** Tells of what is handed over, until it is let go of; a word may be missed, so once more whenever the line is new. */
  listen(heard: () => void): Promise<() => Promise<void>>;
  /**
   * Somebody saw a message of ours, and pressed a button of it: if nobody knew whether it arrived, it did. `bears` tells
   * whether a delivery's token is the message's own.
   */
  saw(workspace: Id, message: string, bears: (token: string) => boolean): Promise<void>;
  /** Keeps something under a key until it is pruned: what a platform has no room to carry itself. */
  keep(workspace: Id, key: string, kept: object): Promise<void>;
  /** What was kept there; undefined when it is gone. */
  kept(workspace: Id, key: string): Promise<unknown>;
  /** Forgets the keys of what was answered more than so many hours ago, and what was kept for as long. */
  prune(hours: number): Promise<void>;
}

/** A space of a platform in which somebody has been. */
export interface Whereabouts {
  readonly workspace: Id;
  readonly space: string;
  readonly secondsAgo: number;
}

/** Whose register the spaces of one platform are, and who was where: what comes directly from a person names no space. */
export interface Spaces {
  /** The register of a space; undefined where there is none yet. */
  registerOf(space: string): Promise<Id | undefined>;
  /** The same; opened, under the name given, when there is none yet. */
  workspaceFor(space: string, name: string): Promise<Id>;
  /** The spaces that write in a register. */
  of(workspace: Id): Promise<readonly string[]>;
  /** Which of these spaces are new to us: without a register, or with one in which nobody has been yet. */
  unvisited(spaces: readonly string[]): Promise<readonly string[]>;
  /** Somebody is in a space now. */
  seen(workspace: Id, account: string, space: string): Promise<void>;
  /** Where somebody has been, one space for each register, the latest first. */
  whereabouts(account: string): Promise<readonly Whereabouts[]>;
}

/** One organisation's space in which the app is installed, as it is kept: its tokens are encrypted. */
export interface KeptInstall {
  readonly workspace: Id;
  /** The platform's id of the space, or of the organisation where the app is installed in all of it. */
  readonly team: string;
  readonly enterprise: string | undefined;
  readonly name: string;
  readonly botUser: string;
  /** The platform's id of who installed it. */
  readonly installer: string | undefined;
  readonly scopes: readonly string[];
  /** The tokens, encrypted for this row. */
  readonly sealed: string;
  /** When the token ends; undefined for one that does not. */
  readonly expiresAt: Instant | undefined;
  /** Why nothing is sent there any more. */
  readonly gone: string | undefined;
}

/** Where the app is installed, and installs that were begun. */
export interface InstallBook {
  /** The register of a space; opened, under the name given, when there is none yet. */
  workspaceFor(team: string, name: string): Promise<Id>;
  find(team: string): Promise<KeptInstall | undefined>;
  of(workspace: Id): Promise<readonly KeptInstall[]>;
  keep(install: KeptInstall): Promise<void>;
  /** Whether we are the one who exchanges its tokens, for so many seconds; not when somebody has since they were read. */
  renewing(read: KeptInstall, seconds: number): Promise<boolean>;
  /** Whether these tokens are kept now; not when an install has taken the place of the one that was read. */
  renewed(read: KeptInstall, sealed: string, expiresAt: Instant | undefined): Promise<boolean>;
  /** Whether nothing is sent there from now on; not when its tokens are others than those that were read. */
  leave(read: KeptInstall, why: string): Promise<boolean>;
  begin(digest: string, minutes: number): Promise<void>;
  /** Whether such a state was begun and not used yet; asking uses it up. */
  finish(digest: string): Promise<boolean>;
}
