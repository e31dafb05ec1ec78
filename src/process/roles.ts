import { constants, setPriority } from "node:os";
import { type Config, ConfigError } from "../config.ts";
import type { Platform } from "../domain/vocabulary.ts";
import type { Duties } from "../ports.ts";

/** What a process is there for. Any number may share one PostgreSQL, with the same roles or different ones. */
export interface Roles {
  /** Whether it has the chat in the terminal. */
  readonly chats: boolean;
  /** Whether it delivers what is due, runs the rounds, and does what others took in. */
  readonly works: boolean;
  /** Whether it takes in anything, so that what it does has to make way for that. */
  readonly serves: boolean;
  /** What it does for a platform. */
  duties(platform: Platform): Duties;
}

/** What was said of roles when it was started. */
export interface RoleFlags {
  /** Platforms with commas between them. */
  readonly serve: string | undefined;
  readonly work: boolean;
}

/** What comes in from elsewhere, and so can be taken in by one process and done by another. */
const SERVED = ["slack", "discord"] as const satisfies readonly Platform[];

/** What `npm start` is there for when nobody says otherwise. */
const EVERYTHING: Roles = {
  chats: true,
  works: true,
  serves: true,
  duties: () => ({ serves: true, works: true }),
};

/**
 * A process that only works leaves the machine to those that serve there: its work is as long as there is some, and
 * an acknowledgement has three seconds. Its priority is lower for as long as it runs.
 */
export const giveWay = ({ serves }: Pick<Roles, "serves">): void => {
  if (!serves) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
};

/**
 * `--serve slack,discord` takes in what comes from there and acknowledges it, `--work` does what was asked for and
 * delivers what is due: apart, no amount of work delays an acknowledgement. Throws ConfigError.
 */
export const rolesIn = ({ serve, work }: RoleFlags, config: Config): Roles => {
  if (serve === undefined && !work) return EVERYTHING;
  const named = (serve ?? "").split(",").map((name) => name.trim());
  const platforms = serve === undefined ? [] : SERVED.filter((platform) => named.includes(platform));
  const faults = [
    ...(serve === undefined ? [] : named)
      .filter((name) => !SERVED.some((platform) => platform === name))
      .map((name) => `--serve takes ${SERVED.join(" and ")}, with a comma between them, and not "${name}".`),
    ...platforms
      .filter((platform) => !config[platform])
      .map((platform) => `--serve ${platform} needs the settings of that platform: see .env.example.`),
    ...(config.databaseUrl === undefined
      ? ["--serve and --work share the work among processes, and so need a PostgreSQL server: set DATABASE_URL."]
      : []),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    chats: false,
    works: work,
    serves: platforms.length > 0,
    duties: (platform) => ({ serves: platforms.some((one) => one === platform), works: work }),
  };
};
