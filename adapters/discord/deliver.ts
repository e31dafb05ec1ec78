import type { Posted } from "../../src/domain/delivery.ts";
import type { Place } from "../../src/domain/parties.ts";
import { epoch } from "../../src/domain/time.ts";
import { type Clock, type Outgoing, type Search, Undeliverable } from "../../src/ports.ts";
import { createMemory } from "../shared/memory.ts";
import { type Message, messagesOf, threadName } from "./components.ts";
import { aboutServer } from "./direct.ts";
import { createHistory } from "./history.ts";
import { markOf } from "./mark.ts";
import type { Reader } from "./markdown.ts";
import type { Registers } from "./registers.ts";
import type { Rest } from "./rest.ts";
import type { Servers } from "./servers.ts";
import { idAt } from "./snowflake.ts";
import type { Pen, Where } from "./write.ts";

const HERE = /^(?<channel>\d+)\/(?<message>\d+)$/u;

const never = (why: string): Undeliverable => new Undeliverable(why, { permanent: true });

/** A posted message's id names its channel too: a direct conversation is known by the person alone. */
const idOf = ({ channel, message }: Where): string => `${channel}/${message}`;

const whereIs = ({ id }: Posted): Where => {
  const { channel, message } = HERE.exec(id)?.groups ?? {};
  if (channel === undefined || message === undefined) throw never("no message of Discord's");
  return { channel, message };
};

/** What delivering works with. */
export interface DelivererParts {
  readonly pen: Pen;
  readonly rest: Rest;
  readonly registers: Registers;
  readonly servers: Servers;
  readonly reader: Omit<Reader, "language">;
  readonly clock: Pick<Clock, "elapsed">;
  /** The bot's own user, once it is known. */
  own(): string;
}

/** So many direct conversations are kept in mind, for so many milliseconds; Discord never gives one another channel. */
const DIRECT = { most: 5_000, milliseconds: 24 * 60 * 60_000 } as const;

/** Discord's numbers: an unknown channel, and a thread that is there already. */
const NO_CHANNEL = "discord 10003";
const THREAD_IS_THERE = "discord 160004";

const isRefusal = (error: unknown, why: string): boolean => error instanceof Undeliverable && error.message === why;

/** The courier's side of the adapter: posts, edits and looks by itself, in answer to nobody. */
export const createDeliverer = ({ pen, rest, registers, servers, reader, clock, own }: DelivererParts) => {
  const directs = createMemory<string>(clock, DIRECT.most, DIRECT.milliseconds);
  const history = createHistory(rest, own);

  /** The channel of a place, if the register may write there: one of its servers, from which nobody removed us. */
  const channelOf = async (
    workspace: string,
    { platform, id }: Place,
  ): Promise<{ channel: string; direct?: string }> => {
    if (platform !== "discord") throw never(`${platform} is not Discord`);
    const all = await registers.servers(workspace);
    const ours = all.filter((server) => !servers.gone(server));
    const [server] = ours;
    if (server === undefined) throw never("removed from the server");
    if (id.startsWith("@")) {
      const user = id.slice(1);
      const channel = directs.recall(user) ?? directs.remember(user, await pen.direct(user));
      return { channel, direct: server };
    }
    const { server: its } = await servers.channel(id);
    if (its === undefined || !all.includes(its)) throw never("not a channel of this register's");
    if (!ours.includes(its)) throw never("removed from the server");
    return { channel: id };
  };

  const shown = async ({ view, language }: Outgoing, direct: string | undefined): Promise<Message> => {
    const told = direct === undefined ? view : aboutServer(view, direct, await servers.nameOf(direct));
    return messagesOf(told, { ...reader, language })[0];
  };

  /** Under a message stands its thread, which has the message's id; the first that comes there opens it. */
  const postUnder = async (under: Where, message: Message, { key, view, language }: Outgoing): Promise<Where> => {
    try {
      return await pen.post(under.message, message, key);
    } catch (error) {
      if (!isRefusal(error, NO_CHANNEL)) throw error;
    }
    await pen.thread(under, threadName(view, { ...reader, language })).catch((error: unknown) => {
      if (!isRefusal(error, THREAD_IS_THERE)) throw error;
    });
    return pen.post(under.message, message, key);
  };

  return {
    post: async (outgoing: Outgoing): Promise<Posted> => {
      const { workspace, place, key, under } = outgoing;
      const { channel, direct } = await channelOf(workspace, place);
      const message = await shown(outgoing, direct);
      // A direct conversation has no threads.
      const posted =
        under && direct === undefined
          ? await postUnder(whereIs(under), message, outgoing)
          : await pen.post(channel, message, key);
      return { place, id: idOf(posted) };
    },

    edit: async (posted: Posted, outgoing: Outgoing): Promise<void> => {
      const where = whereIs(posted);
      const { direct } = await channelOf(outgoing.workspace, posted.place);
      await pen.edit(where, await shown(outgoing, direct), markOf(outgoing.key));
    },

    find: async ({ workspace, place, key, since, under }: Search): Promise<readonly Posted[]> => {
      const { channel: whole, direct } = await channelOf(workspace, place);
      const thread = under && direct === undefined ? whereIs(under).message : undefined;
      const channel = thread ?? whole;
      const found = await history.carrying(channel, key, idAt(epoch(since))).catch((error: unknown) => {
        // A thread that was never opened holds nothing.
        if (thread !== undefined && isRefusal(error, NO_CHANNEL)) return [];
        throw error;
      });
      return found.map((message) => ({ place, id: idOf({ channel, message }) }));
    },

    remove: async (workspace: string, posted: Posted): Promise<void> => {
      const where = whereIs(posted);
      await channelOf(workspace, posted.place);
      await pen.remove(where);
    },
  };
};
