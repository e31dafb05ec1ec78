import type { DiscordClock } from "./clock.ts";
import type { AppSettings, World } from "./model.ts";
import { snowflake } from "./snowflake.ts";

/** A Discord in which nothing happened yet. */
export const createWorld = (clock: DiscordClock, publicKey: string): World => {
  let ids = 0;
  let steps = 0;
  const onChange = new Set<() => void>();
  const notice = (): void => {
    for (const tell of onChange) queueMicrotask(tell);
  };
  const id = (): string => {
    ids += 1;
    return snowflake(clock.now(), ids);
  };
  const botUser = id();
  const app: AppSettings = {
    // A bot's user and its application share one id since 2016.
    id: botUser,
    name: "Aidline",
    token: `${Buffer.from(botUser).toString("base64").replaceAll("=", "")}.Fake00.aidline-bot-token`,
    publicKey,
    botUser,
    privileged: [],
    endpoint: undefined,
    identifies: 1_000,
    shards: 1,
    identifiesAtOnce: 1,
    lateEdits: Infinity,
  };

  return {
    clock,
    app,
    users: new Map([
      [botUser, { id: botUser, handle: "aidline", name: app.name, bot: true, locale: "en-US", tz: "UTC", dms: false }],
    ]),
    guilds: new Map(),
    channels: new Map(),
    messages: [],
    commands: [],
    creates: new Map(),
    interactions: new Map(),
    modals: new Map(),
    files: new Map(),
    url: "",
    id,
    changes: () => {
      steps += 1;
      notice();
      return steps;
    },
    notice,
    onChange,
    tell: () => undefined,
  };
};
