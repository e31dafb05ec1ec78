import { z } from "zod";
import { plusHours } from "../../src/domain/time.ts";
import {
  type Clock,
  type InstallBook,
  type KeptInstall,
  type Log,
  type Random,
  Undeliverable,
} from "../../src/ports.ts";
import { againOr } from "../shared/again.ts";
import { classified, endsInstall, slackCode } from "./errors.ts";
import type { Exchange } from "./renew.ts";
import { isOldSeal, type Keys, opened, sealed } from "./seal.ts";

/** What tokens are kept with. `keys` may be empty where all of them come with the settings. */
export interface TokensParts {
  readonly book: InstallBook;
  readonly keys: Keys;
  readonly exchange: Exchange | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A token of twelve hours is exchanged this long before it ends. */
const EARLY_HOURS = 2;

/** Seconds that an exchange may take before another process tries. */
const EXCHANGE = 20;

const TOKENS = z.object({ token: z.string(), refresh: z.string().optional() });
type Tokens = z.output<typeof TOKENS>;

/** Tokens are bound to the Slack workspace whose they are, and go with it when it joins another register. */
const rowOf = (team: string): string => `slack_install/${team}`;

/** The tokens of installs that people made: encrypted where they are kept, and exchanged in time. */
export const createTokens = ({ book, keys, exchange, clock, random, log }: TokensParts) => {
  const seal = (tokens: Tokens, team: string): string => sealed(JSON.stringify(tokens), rowOf(team), keys, random);
  const open = ({ sealed: text, team }: KeptInstall): Tokens =>
    TOKENS.parse(JSON.parse(opened(text, rowOf(team), keys)));

  const endsSoon = ({ expiresAt }: KeptInstall, hours: number): boolean =>
    expiresAt !== undefined && expiresAt < plusHours(clock.now(), hours);

  /** Under the newest key from now on; by one of us, and never while an exchange is under way. */
  const sealAnew = async (row: KeptInstall, tokens: Tokens): Promise<void> => {
    if (isOldSeal(row.sealed, keys) && (await book.renewing(row, EXCHANGE)))
      await book.renewed(row, seal(tokens, row.team), row.expiresAt);
  };

  /** What another has made of a row meanwhile. */
  const anew = async (row: KeptInstall): Promise<Tokens | undefined> => {
    const now = await book.find(row.team);
    return now && now.gone === undefined ? of(now) : undefined;
  };

  /** The exchange failed, and what there was holds no more. */
  const failed = async (row: KeptInstall, error: unknown): Promise<Tokens | undefined> => {
    const why = classified(error);
    if (!endsInstall(error))
      // Whatever came of the exchange, nothing was sent.
      throw why instanceof Undeliverable ? why : new Undeliverable("token not renewed", { retryAfter: EXCHANGE });
    const code = slackCode(error) ?? "";
    if (!(await book.leave(row, code))) return anew(row);
    log.warn("slack.gone", { why: code, workspace: row.workspace });
    return undefined;
  };

  const exchanged = async (row: KeptInstall, by: Exchange, refresh: string): Promise<Tokens | undefined> => {
    const fresh = await by(refresh);
    const next = { token: fresh.token, refresh: fresh.refresh };
    const until = fresh.holds === undefined ? undefined : plusHours(clock.now(), fresh.holds / 3_600);
    const write = (): Promise<boolean> => book.renewed(row, seal(next, row.team), until);
    // The old ones are good no more, so these are not given up for a connection that broke.
    const kept = await write().catch(() => againOr(write, () => Promise.reject(new Error("tokens not kept"))));
    // Somebody has installed it anew meanwhile: what they were given is what holds.
    return kept === true ? next : anew(row);
  };

  /** The tokens of a row, exchanged by one of us when they end soon; undefined where Slack says that the install has ended. */
  const of = async (row: KeptInstall): Promise<Tokens | undefined> => {
    const tokens = open(row);
    const { refresh } = tokens;
    if (refresh === undefined || !exchange || !endsSoon(row, EARLY_HOURS)) {
      await sealAnew(row, tokens);
      return tokens;
    }
    if (!(await book.renewing(row, EXCHANGE))) {
      if (!endsSoon(row, 0)) return tokens;
      // It has ended, and another process is exchanging it: the courier comes back, a person presses again.
      throw new Undeliverable("token is being renewed", { retryAfter: EXCHANGE });
    }
    try {
      return await exchanged(row, exchange, refresh);
    } catch (error) {
      log.error("slack.renewal", { workspace: row.workspace, error });
      return endsSoon(row, 0) ? failed(row, error) : tokens;
    }
  };

  return { seal, of };
};
