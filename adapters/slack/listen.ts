import { App, type Receiver } from "@slack/bolt";
import type { Inbox, Log } from "../../src/ports.ts";
import { within } from "../shared/within.ts";
import { ADMITTED, type Admitted } from "./admit.ts";
import { boltLogger } from "./logger.ts";
import type { Responder } from "./respond.ts";
import type { Suggest } from "./suggesting.ts";

/** What the listeners work with. */
export interface ListenParts {
  readonly receiver: Receiver;
  readonly responder: Responder;
  readonly suggest: Suggest;
  readonly inbox: Inbox;
  /** Whether this process does what was asked for; else it hands it over. Forms are answered here all the same. */
  readonly works: boolean;
  readonly log: Log;
  readonly slackApiUrl: string;
}

/** Everything, whatever it is called: one listener a kind, and our own way from there. */
const ANY = /[^]*/u;

type Ack = (answer?: never) => Promise<void>;

/** The kind of acknowledgement that keeps a form open, as all of them are typed for each kind by Bolt. */
const answering = (ack: unknown) => ack as (answer?: object) => Promise<void>; // Bolt's own `ack` of a view

const admittedIn = (context: Readonly<Record<string, unknown>>): Admitted =>
  // Admission put it there, and lets nothing pass without.
  context[ADMITTED] as Admitted;

/**
 * Bolt's App with a listener for each kind of request. All that it is asked for is acknowledged here; what is
 * left when a listener fails stays in the inbox and is taken up again.
 */
export const createApp = ({ receiver, responder, suggest, inbox, works, log, slackApiUrl }: ListenParts): App => {
  const app = new App({
    receiver,
    // Whose request it is was found out by admission; our own pen brings the token to each call.
    authorize: async () => ({}),
    convoStore: false,
    ignoreSelf: false,
    logger: boltLogger(log),
    clientOptions: { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });

  const finish = async ({ arrival, install }: Admitted): Promise<void> => {
    if (arrival) await inbox.done(install.workspace, arrival.key);
  };

  const carryOut = async (ack: Ack | undefined, context: Readonly<Record<string, unknown>>): Promise<void> => {
    const admitted = admittedIn(context);
    const { arrival, install } = admitted;
    await ack?.();
    if (arrival && !works) return inbox.hand(install.workspace, arrival.key);
    if (arrival) await responder.carryOut(arrival, install, false);
    await finish(admitted);
  };

  app.command(ANY, ({ ack, context }) => carryOut(ack, context));
  app.action(ANY, ({ ack, context }) => carryOut(ack, context));
  app.shortcut(ANY, ({ ack, context }) => carryOut(ack, context));
  app.event(ANY, ({ context }) => carryOut(undefined, context));

  /** Whether Slack could still be told; else it shows nothing of what is wrong with a form. */
  const isHeard = (ack: unknown, correction: object | undefined): Promise<boolean> =>
    answering(ack)(correction).then(
      () => true,
      (error: unknown) => {
        log.warn("slack.unacknowledged", { error });
        return false;
      },
    );

  app.view(ANY, async ({ ack, context }) => {
    const admitted = admittedIn(context);
    const { arrival, install, left } = admitted;
    const sending = arrival?.kind === "submit" ? responder.submitted(arrival, install) : undefined;
    if (arrival?.kind === "submit" && sending) {
      const soon = await within(sending, left());
      // Slack has its acknowledgement: the form is closed, and what is wrong is said beside it.
      const correction = soon === "late" || left() === 0 ? undefined : soon.correction;
      const heard = await isHeard(ack, correction);
      if (!correction || !heard) await (await sending).bring();
    } else await ack();
    await finish(admitted);
  });

  app.options(ANY, async ({ ack, context, body }) => {
    const { install, left } = admittedIn(context);
    const found = await within(suggest(install, body), left());
    await answering(ack)(found === "late" ? { options: [] } : found);
  });

  app.error(async (error) => {
    log.error("slack.fault", { error });
    // Bolt's receivers answer 500 before an acknowledgement, and nothing after one.
    throw error;
  });

  return app;
};
