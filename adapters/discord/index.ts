import type { Zone } from "../../src/domain/time.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import {
  type Adapter,
  type Bot,
  type Clock,
  type Duties,
  type Inbox,
  type Log,
  type QueueWork,
  type Random,
  type Spaces,
} from "../../src/ports.ts";
import { createBusy, DRAIN } from "../shared/busy.ts";
import { createTakeUp, type TakeUp } from "../shared/take-up.ts";
import { type Admission, createAdmission } from "./admit.ts";
import type { Arrival } from "./arrival.ts";
import { createCalls } from "./asked.ts";
import { createAtHome } from "./at-home.ts";
import { createBringer } from "./bring.ts";
import { budgetsFor } from "./budgets.ts";
import { createChoosing } from "./choosing.ts";
import { createDeliverer } from "./deliver.ts";
import { createFormHere } from "./directly.ts";
import { createEndpoint, type Endpoint } from "./endpoint.ts";
import { channelIn, createConnection } from "./gateway.ts";
import { createGreeting } from "./greeting.ts";
import { TICKET } from "./payloads.ts";
import { invitationOf } from "./permissions.ts";
import { registerCommands } from "./registering.ts";
import { createRegisters } from "./registers.ts";
import { createResponder } from "./respond.ts";
import { createRest } from "./rest.ts";
import { createRestraint } from "./restraint.ts";
import { type Self, selfOf } from "./self.ts";
import { createServers } from "./servers.ts";
import type { DiscordSettings } from "./settings.ts";
import { createSuggest } from "./suggesting.ts";
import { createSupervisor, type Supervisor } from "./supervisor.ts";
import { createTooLate } from "./too-late.ts";
import { createWelcome, type Joined, type Welcome } from "./welcome.ts";
import { createPen } from "./write.ts";

/** What the adapter is made of. */
export interface DiscordOptions {
  readonly settings: DiscordSettings;
  readonly inbox: Inbox;
  readonly spaces: Spaces;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For what Discord cannot show in the reader's own. */
  readonly zone: Zone;
  /** For those whose language nobody knows. */
  readonly language: Language;
  /** Whether no other process works on the same database: then all that waits at the start is ours. */
  readonly alone: boolean;
  readonly duties: Duties;
  /** Told of each request how many milliseconds Discord waited for its first answer. */
  acknowledged?(milliseconds: number): void;
}

/** Discord, as Aidline's process starts and stops it. */
export interface Discord extends Adapter {
  /** For the queue: takes up what a process left behind, and forgets what is long done. */
  readonly rounds: QueueWork["rounds"];
  /** The port on which Discord's calls are awaited, once it has started; undefined with the gateway. */
  port(): number | undefined;
  /** Whether what people do reaches this process now; where it takes in nothing, whether it can speak. */
  connected(): boolean;
  /** Where the app is invited, once it has started and as long as it is seen to be in no server. */
  invitation(): string | undefined;
}

/** Seconds for which Discord is known to give back the first message for a repeated nonce; it says "a few minutes". */
const NONCE = 60;

/** The world of Discord: one gateway, or an endpoint that Discord calls. */
export const createDiscord = (options: DiscordOptions): Discord => {
  const { settings, inbox, spaces, clock, random, log, language, duties } = options;
  const { apiUrl, botToken: token, publicKey, port } = settings;
  const reader = { zone: options.zone };
  const busy = createBusy();
  const restraint = createRestraint(clock, log);
  const rest = createRest(apiUrl, token, restraint);
  const pen = createPen(rest);
  const left = new Set<string>();
  let self: Self | undefined;
  let supervisor: Supervisor | undefined;
  let endpoint: Endpoint | undefined;
  let takeUp: TakeUp | undefined;
  let welcome: Welcome | undefined;
  let listens = false;
  let beganNowhere = false;
  const client = () => supervisor?.current()?.client;

  const servers = createServers(
    rest,
    {
      gone: (server) => left.has(server),
      server: (id) => client()?.guilds.cache.get(id),
      channel: (id) => channelIn(client(), id),
    },
    clock,
  );
  const registers = createRegisters({ spaces, clock, nameOf: servers.nameOf });
  const choosing = createChoosing({ registers, nameOf: servers.nameOf, language });
  const own = (): string => self?.user ?? "";
  const deliverer = createDeliverer({ pen, rest, registers, servers, reader, clock, own });
  const bringer = createBringer(pen, servers, createAtHome(rest, own), reader, log);

  const know = async (): Promise<void> => {
    self ??= await selfOf(rest, log);
  };

  const admissionFor = (bot: Bot) => {
    const responder = createResponder({
      bot,
      calls: createCalls(inbox, servers),
      servers,
      bringer,
      saw: inbox.saw,
      log,
      formHere: createFormHere(rest, log),
      language,
    });
    const admit = createAdmission({
      inbox,
      registers,
      choosing,
      responder,
      suggest: createSuggest(bot, registers, log, language),
      busy,
      works: duties.works,
      clock,
      acknowledged: options.acknowledged,
      log,
      reader,
      language,
      signed: publicKey !== undefined,
      late: createTooLate(pen, reader, log, language),
      tell: (view, spoken, arrival) => bringer.tell(view, spoken, arrival, "private", undefined),
    });
    return { responder, admit };
  };

  const welcomeFor = (bot: Bot): Welcome => {
    const greet = createGreeting({ bot, pen, rest, servers, registers, reader, language, log, own });
    return createWelcome({ rest, inbox, spaces, registers, greet, busy, works: duties.works, clock, log });
  };

  const overGateway = (admit: Admission, { joined }: Welcome): Supervisor =>
    createSupervisor({
      rest,
      random,
      log,
      connect: () =>
        createConnection({
          apiUrl,
          token,
          restraint,
          log,
          heard: {
            interaction: (payload) => {
              const ticket = TICKET.parse(payload);
              const reply = (callback: Parameters<typeof pen.answer>[1]): Promise<void> => pen.answer(ticket, callback);
              admit(payload, reply).catch((error: unknown) => log.error("discord.fault", { error }));
            },
            joined: (server) => {
              left.delete(server);
              void joined(server);
            },
            left: (server) => {
              left.add(server);
              log.warn("discord.gone");
            },
          },
        }),
    });

  return {
    platform: "discord",
    capabilities: { edits: true, history: true, nonceSeconds: NONCE },
    rounds: [
      { name: "discord-inbox", cron: "* * * * *", run: async () => takeUp?.round() },
      { name: "discord-keys", cron: "43 * * * *", run: () => inbox.prune(2) },
      { name: "discord-servers", cron: "* * * * *", run: async () => (self ? welcome?.round() : know()) },
    ],
    port: () => endpoint?.port(),
    connected: () => !duties.serves || (endpoint ? listens : supervisor?.current()?.connected() === true),
    invitation: () =>
      self && (client()?.guilds.cache.size === 0 || beganNowhere) ? invitationOf(self.app) : undefined,

    start: async (bot) => {
      await know();
      const { responder, admit } = admissionFor(bot);
      const welcoming = welcomeFor(bot);
      welcome = welcoming;
      takeUp = createTakeUp<Arrival | Joined>({
        platform: "discord",
        inbox,
        busy,
        log,
        carryOut: async (arrival) => {
          if (arrival.kind === "joined") return welcoming.again(arrival);
          const register = await choosing.meant(arrival);
          if (!("workspace" in register)) return false;
          await registers.seen(arrival, register);
          await responder.carryOut(arrival, register);
          return true;
        },
      });
      // What waits is taken before anything new can be: all of it is of the time before.
      const carryOn = duties.works ? await takeUp.begin(options.alone) : undefined;
      if (duties.serves) {
        if (publicKey === undefined) supervisor = overGateway(admit, welcoming);
        else endpoint = createEndpoint({ port, publicKey, admit, clock, log });
      }
      await endpoint?.start();
      listens = true;
      // No gateway will tell.
      beganNowhere = self !== undefined && endpoint !== undefined && (await welcoming.nowhere());
      await supervisor?.start();
      if (duties.serves && self) await registerCommands(self.app, bot.commands, { rest, pen, log });
      if (duties.works) await takeUp.listen();
      await carryOn?.();
    },

    stop: async () => {
      listens = false;
      const closing = Promise.all([endpoint?.stop(), supervisor?.stop()]);
      await takeUp?.stop();
      takeUp = undefined;
      welcome = undefined;
      if (!(await busy.idle(DRAIN))) log.warn("discord.undrained");
      await closing;
      rest.close();
    },

    post: (message) => deliverer.post(message),
    edit: (posted, message) => deliverer.edit(posted, message),
    find: async (search) => {
      await know();
      return deliverer.find(search);
    },
    remove: (workspace, posted) => deliverer.remove(workspace, posted),
    budgets: (_, { id }, deed) => budgetsFor(id, deed),
  };
};
