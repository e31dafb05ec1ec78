import type { App, Receiver } from "@slack/bolt";
import type { Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import {
  type Adapter,
  type Bot,
  type Clock,
  type Duties,
  type Inbox,
  type InstallBook,
  type Limiter,
  type Log,
  type QueueWork,
  type Random,
  Undeliverable,
} from "../../src/ports.ts";
import { createBusy, DRAIN } from "../shared/busy.ts";
import { createKept } from "../shared/kept.ts";
import { createTakeUp, type TakeUp } from "../shared/take-up.ts";
import { createAdmission } from "./admit.ts";
import type { Arrival } from "./arrival.ts";
import { messagesOf } from "./blocks.ts";
import { createBringer } from "./bring.ts";
import { budgetsFor, wholeWorkspace } from "./budgets.ts";
import { createDeliverer } from "./deliver.ts";
import { createHistory } from "./history.ts";
import { createHomes } from "./homes.ts";
import { createHttpReceiver, type HttpReceiver, type Routes } from "./http.ts";
import { installRoutes } from "./install.ts";
import { createInstalls, type Install } from "./installs.ts";
import { createApp } from "./listen.ts";
import { originOf, unpacked } from "./origin.ts";
import { pacedPen } from "./pace.ts";
import { createPeople } from "./people.ts";
import { createReach } from "./reach.ts";
import { createExchange } from "./renew.ts";
import { createResponder } from "./respond.ts";
import type { SlackSettings } from "./settings.ts";
import { createWorks, grantOf } from "./settle.ts";
import { createSocketReceiver, type SocketReceiver } from "./socket.ts";
import { createSuggest } from "./suggesting.ts";
import { createWeb } from "./web.ts";
import { lackingScopes, welcomeView } from "./welcome.ts";
import { createPen } from "./write.ts";

/** What the adapter is made of. */
export interface SlackOptions {
  readonly settings: SlackSettings;
  readonly inbox: Inbox;
  readonly book: InstallBook;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Slack's limits, as all processes on the database share them. */
  readonly limiter: Limiter;
  /** For moments where Slack cannot show the reader's own. */
  readonly zone: Zone;
  /** For those whose language nobody knows. */
  readonly language: Language;
  /** Whether no other process works on the same database: then all that waits at the start is ours. */
  readonly alone: boolean;
  readonly duties: Duties;
  /** Told of each request how many milliseconds Slack waited until it was acknowledged. */
  acknowledged?(milliseconds: number): void;
}

/** Slack, as Aidline's process starts and stops it. */
export interface Slack extends Adapter {
  /** For the queue: takes up what a process left behind, and forgets what is long done. */
  readonly rounds: QueueWork["rounds"];
  /** The port on which HTTP is listened for, once it has started; undefined with sockets alone. */
  port(): number | undefined;
  /** Whether what people do reaches this process now; where it takes in nothing, whether it can speak. */
  connected(): boolean;
  /** Permissions that the token of the settings lacks, once it has started. */
  missing(): readonly string[];
}

/** Nobody knows yet whose token is whose: the courier comes back. */
const starting = (): Undeliverable => new Undeliverable("starting", { retryAfter: 5 });

/** The world of Slack: one Bolt app behind HTTP, two sockets, or both. */
export const createSlack = (options: SlackOptions): Slack => {
  const { settings, inbox, book, clock, random, log, limiter, language, duties } = options;
  const reader = { zone: options.zone };
  const busy = createBusy();
  const call = createWeb(settings.apiUrl, log);
  const pen = createPen(call);
  const exchange = settings.client && createExchange(call, settings.client);
  const works = createWorks(call);
  const installs = createInstalls({ book, keys: settings.keys, exchange, works, clock, random, log });
  const deliverer = createDeliverer(pen, createHistory(call), createReach(installs), reader);
  const people = createPeople(call, clock, log);
  const bringer = createBringer(pacedPen(pen, limiter, clock), reader, log);
  const admission = createAdmission({
    inbox,
    installs,
    busy,
    log,
    language,
    reader,
    tell: async (view, arrival) => {
      const origin = (arrival.kind === "submit" && unpacked(arrival.metadata)?.origin) || originOf(arrival);
      const install = await installs.of(arrival.team).catch(() => undefined);
      if (install) {
        if (await bringer.reach(view, language, origin, install, arrival.user)) return;
        throw new Undeliverable("Slack takes nothing");
      }
      // Without its token an answer finds its way by its own address alone.
      const [message] = messagesOf(view, { ...reader, language, chart: false });
      if (origin.url === undefined) log.warn("slack.unheard");
      else await pen.reply(origin.url, message, "caller");
    },
    clock,
    acknowledged: options.acknowledged,
  });
  let http: HttpReceiver | undefined;
  let socket: SocketReceiver | undefined;
  let listens = false;
  let app: App | undefined;
  let settled = false;
  let missing: readonly string[] = [];
  let takeUp: TakeUp | undefined;

  /** Whoever installed it is the first in the register, and so its admin. */
  const welcome = async (bot: Bot, install: Install, again: boolean): Promise<void> => {
    const { installer, scopes, team } = install;
    if (installer === undefined) return;
    const person = await people.who(install, { user: installer, handle: installer });
    const speaker = person?.speaker ?? { account: installer, name: installer };
    const place = { platform: "slack", id: `@${installer}`, name: `@${speaker.name}` } as const;
    await bot.handle({ platform: "slack", space: team, place, speaker, input: { command: "help", options: {} } });
    const spoken = speaker.language ?? language;
    const [message] = messagesOf(welcomeView(scopes, again, spoken), { ...reader, language: spoken });
    await pen.post(install, installer, message);
  };

  const routes = (bot: Bot): Routes => {
    const { client, url, apiUrl } = settings;
    if (!client || url === undefined) return {};
    const greeting = async (install: Install, again: boolean): Promise<void> => {
      // What waited for it goes out now.
      await limiter.open(wholeWorkspace(install.workspace));
      await welcome(bot, install, again);
    };
    return installRoutes({ client, url, apiUrl, call, installs, book, random, log, language, welcome: greeting });
  };

  const receivers = (bot: Bot): readonly Receiver[] => {
    const { signingSecret, appToken, apiUrl, port, client } = settings;
    http =
      signingSecret === undefined && client === undefined
        ? undefined
        : createHttpReceiver({ port, secret: signingSecret, routes: routes(bot), clock, log, admitted: admission });
    socket =
      appToken === undefined
        ? undefined
        : createSocketReceiver({ appToken, slackApiUrl: apiUrl, log, admitted: admission });
    return [http, socket].filter((one) => one !== undefined);
  };

  /** Several receivers as the one that Bolt's App takes. */
  const together = (all: readonly Receiver[]): Receiver => ({
    init: (bolt) => {
      for (const one of all) one.init(bolt);
    },
    start: async () => {
      for (const one of all) await one.start();
    },
    stop: async () => {
      for (const one of all) await one.stop();
    },
  });

  return {
    platform: "slack",
    capabilities: { edits: true, history: true, nonceSeconds: 0 },
    rounds: [
      { name: "slack-inbox", cron: "* * * * *", run: async () => takeUp?.round() },
      { name: "slack-keys", cron: "41 * * * *", run: () => inbox.prune(2) },
    ],
    port: () => http?.port(),
    missing: () => missing,
    connected: () => {
      if (!duties.serves) return settled;
      return listens && (settings.signingSecret !== undefined || socket?.connected() === true);
    },

    start: async (bot: Bot) => {
      if (settings.botToken !== undefined) {
        const { scopes, workspace } = await installs.settle(await grantOf(call, settings.botToken));
        missing = lackingScopes(scopes);
        await limiter.open(wholeWorkspace(workspace));
      }
      settled = true;
      const responder = createResponder({
        bot,
        people,
        pen,
        bringer,
        log,
        language,
        reader,
        leave: installs.leave,
        saw: inbox.saw,
        kept: createKept(inbox),
        showHome: createHomes({ bot, pen, reader }),
      });
      takeUp = createTakeUp<Arrival>({
        platform: "slack",
        inbox,
        busy,
        log,
        carryOut: async (arrival, late) => {
          const install = await installs.of(arrival.team);
          if (install) await responder.carryOut(arrival, install, late);
          // A farewell to an install that is gone has nothing left to do.
          return install !== undefined || arrival.kind === "gone";
        },
      });
      // What waits is taken before anything new can be: all of it is of the time before.
      const carryOn = duties.works ? await takeUp.begin(options.alone) : undefined;
      if (duties.serves) {
        const suggest = createSuggest({ bot, people, language });
        const receiver = together(receivers(bot));
        const { works } = duties;
        app = createApp({ receiver, responder, suggest, inbox, works, log, slackApiUrl: settings.apiUrl });
        await app.start();
        listens = true;
      }
      if (duties.works) await takeUp.listen();
      await carryOn?.();
    },

    stop: async () => {
      listens = false;
      const stopping = app?.stop();
      await takeUp?.stop();
      takeUp = undefined;
      if (!(await busy.idle(DRAIN))) log.warn("slack.undrained");
      await stopping;
    },

    post: (message) => (settled ? deliverer.post(message) : Promise.reject(starting())),
    edit: (posted, message) => (settled ? deliverer.edit(posted, message) : Promise.reject(starting())),
    find: (search) => (settled ? deliverer.find(search) : Promise.reject(starting())),
    remove: (workspace, posted) => (settled ? deliverer.remove(workspace, posted) : Promise.reject(starting())),
    budgets: (workspace, { id }, deed) => budgetsFor(workspace, id, deed),
  };
};
