import type { SlackClock } from "./clock.ts";
import type { AppSettings, Channel, Installation, Message, OpenView, StoredFile, Team, Token, User } from "./model.ts";

/** A permission to open one view, handed out with whatever a person did. */
export interface Trigger {
  readonly team: string;
  readonly user: string;
  readonly at: number;
  /** The modal in which the person did it. */
  readonly view: string | undefined;
  readonly from: string | undefined;
  used: boolean;
}

/** An address to which the app may answer without a token. */
export interface ResponseUrl {
  readonly by: Installation;
  readonly channel: string;
  readonly user: string;
  readonly at: number;
  /** The message on which a button was pressed. */
  readonly message: Message | undefined;
  readonly thread: string | undefined;
  uses: number;
}

/** What an installer brought back from the consent page. */
interface Code {
  readonly installation: Installation;
  readonly redirectUri: string;
  readonly at: number;
  used: boolean;
}

interface Refresh {
  readonly installation: Installation;
  used: boolean;
}

interface Usergroup {
  readonly id: string;
  readonly team: string;
  readonly handle: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** Everything this Slack knows. One value, changed in place, as a database would be. */
export interface World {
  readonly clock: SlackClock;
  readonly app: AppSettings;
  readonly teams: Map<string, Team>;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  /** Of all channels, in the order in which they were posted. */
  readonly messages: Message[];
  readonly views: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly installations: Installation[];
  readonly tokens: Map<string, Token>;
  readonly refreshes: Map<string, Refresh>;
  readonly codes: Map<string, Code>;
  readonly files: Map<string, StoredFile>;
  readonly usergroups: Usergroup[];
  /** Where this Slack listens: `http://127.0.0.1:<port>`. */
  url: string;
  /** An id as Slack would make it, the same in every run. */
  id(prefix: string): string;
  /** A timestamp that is also a message's name: unique, and never before another one. */
  ts(): string;
  /** Counts a change that people can see, and tells who waits for one. */
  changes(): number;
  readonly onChange: Set<() => void>;
}

/** A Slack in which nothing happened yet. */
export const createWorld = (clock: SlackClock): World => {
  let ids = 0;
  let steps = 0;
  let last = 0;
  const onChange = new Set<() => void>();
  const id = (prefix: string): string => {
    ids += 1;
    return `${prefix}${(0x1_000_000 + ids * 7919).toString(36).toUpperCase().padStart(9, "0")}`;
  };

  return {
    clock,
    app: {
      id: id("A"),
      name: "Aidline",
      clientId: "1000000000.2000000000",
      clientSecret: "client-secret",
      signingSecret: "signing-secret",
      verificationToken: "verification-token",
      appToken: "xapp-1-aidline",
      commands: [{ command: "/aid", escapes: true }],
      shortcuts: [],
      events: [],
      scopes: ["commands", "chat:write", "im:write", "users:read"],
      rotates: false,
      interactive: true,
      orgReady: true,
      redirectUrls: [],
      requestUrls: [],
    },
    teams: new Map(),
    users: new Map(),
    channels: new Map(),
    messages: [],
    views: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    installations: [],
    tokens: new Map(),
    refreshes: new Map(),
    codes: new Map(),
    files: new Map(),
    usergroups: [],
    url: "",
    id,
    ts: () => {
      last = Math.max(last + 1, clock.now() * 1_000);
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;
    },
    changes: () => {
      steps += 1;
      for (const tell of onChange) queueMicrotask(tell);
      return steps;
    },
    onChange,
  };
};
