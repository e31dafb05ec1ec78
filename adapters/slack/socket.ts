import { type App, type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { Log } from "../../src/ports.ts";
import { slackCode } from "./errors.ts";
import { boltLogger } from "./logger.ts";
import { SlackTrouble } from "./trouble.ts";

/** A connection for Slack's requests. */
export interface SocketOptions {
  /** The app's own token, `xapp-…`. */
  readonly appToken: string;
  readonly slackApiUrl: string;
  readonly log: Log;
  /** Puts admission before Bolt's App. */
  admitted(app: App): App;
}

/** Milliseconds. Slack ends each connection every few hours, and Bolt waits as long as this before it makes a new one. */
const PING = 2_000;

/**
 * Milliseconds between the two connections. Where Slack ends both after the same time, one has to be back before the
 * other goes: after the pause above, and what making it takes.
 */
const APART = 2 * PING;

/** Opening a connection is tried for ever, at last every fifteen seconds. */
const AGAIN = { forever: true, factor: 1.5, maxTimeout: 15_000 } as const;

/** A receiver, and whether Slack can send by it now. */
export type SocketReceiver = Receiver & { connected(): boolean };

/**
 * Two of Bolt's receivers as one: while one of them makes a new connection, Slack sends by the other. Slack
 * sends each request by one of them.
 */
export const createSocketReceiver = ({ appToken, slackApiUrl, log, admitted }: SocketOptions): SocketReceiver => {
  const made = () =>
    new SocketModeReceiver({
      appToken,
      logger: boltLogger(log),
      clientPingTimeout: PING,
      // An object of its own for each: Bolt keeps and changes it.
      installerOptions: { clientOptions: { slackApiUrl, retryConfig: { ...AGAIN } } },
    });
  const first = made();
  const second = made();
  let later: NodeJS.Timeout | undefined;
  return {
    connected: () => [first, second].some(({ client }) => client.websocket?.isActive() === true),
    init: (app) => {
      const front = admitted(app);
      first.init(front);
      second.init(front);
    },
    start: async () => {
      await first.start().catch((error: unknown) => {
        throw new SlackTrouble(
          `Slack opens no connection for SLACK_APP_TOKEN (${slackCode(error) ?? "it cannot be reached"}). Copy it again from "Basic Information", "App-Level Tokens": it begins with xapp- and needs connections:write.`,
        );
      });
      later = setTimeout(() => {
        second.start().catch((error: unknown) => log.error("slack.second_connection", { error }));
      }, APART);
    },
    stop: async () => {
      clearTimeout(later);
      for (const one of [first, second]) {
        // Bolt rejects for nobody to hear when it is stopped while it comes back, and comes back all the same.
        one.client.removeAllListeners("disconnected");
        one.client.on("connected", () => void one.client.disconnect());
        await one.stop().catch((error: unknown) => log.warn("slack.disconnect", { error }));
      }
    },
  };
};
