import { CALL_LIMIT, type Call, type Invocation } from "../../src/call.ts";
import type { Inbox } from "../../src/ports.ts";
import { begunWith } from "../shared/begun.ts";
import { createKept } from "../shared/kept.ts";
import { within } from "../shared/within.ts";
import type { Arrival } from "./arrival.ts";
import { callOf } from "./buttons.ts";
import { carriedBy } from "./filling.ts";
import { channelsIn, withChannels } from "./quoted.ts";
import type { Register } from "./registers.ts";
import type { Servers } from "./servers.ts";

/** What an arrival asks for, with what of it is to be shown in a form. */
export interface Asked {
  readonly input: Invocation["input"];
  readonly seen: readonly string[];
}

/** Calls that are too long for a button or a form, where a short one stands for them. */
export interface Calls {
  /** What an arrival asks for. */
  asked(arrival: Arrival, register: Register): Promise<Asked>;
  /**
   * The call itself where it is short, else one that stands for it; `by` is what it came up with. `seen` are
   * options that have to be put right: whoever presses such a call gets a form with them.
   */
  short(call: Call, by: Arrival, register: Register, seen?: readonly string[]): Promise<Call>;
}

/** Milliseconds that the names of channels may take while a form waits to be opened. */
const PATIENCE = 800;

/** Reads what people ask for. */
export const createCalls = (inbox: Pick<Inbox, "keep" | "kept">, servers: Pick<Servers, "channel">): Calls => {
  const kept = createKept(inbox);

  /** What channels of the server are called, as far as Discord says so in time: its other servers are nobody's business here. */
  const readable = async (text: string, server: string): Promise<string> => {
    const names = await Promise.all(
      channelsIn(text).map(async (id) => {
        const found = await within(
          servers.channel(id).catch(() => undefined),
          PATIENCE,
        );
        return [id, found === "late" || found?.server !== server ? undefined : found.name] as const;
      }),
    );
    return withChannels(text, (id) => new Map(names).get(id));
  };

  return {
    asked: async (arrival, register) => {
      switch (arrival.kind) {
        case "typed":
          return { input: arrival.input, seen: [] };
        case "press":
          return kept.real(callOf(arrival.id), register.workspace).then(({ call, seen }) => ({ input: call, seen }));
        case "submit": {
          const { command, options } = (await kept.real(callOf(arrival.id), register.workspace)).call;
          // What was emptied is not given.
          const given = Object.entries({ ...options, ...arrival.values }).filter(([, value]) => value !== "");
          return { input: { command, options: Object.fromEntries(given) }, seen: [] };
        }
        case "menu": {
          const { message } = arrival;
          const told = message && { ...message, text: await readable(message.text, register.server) };
          const begun = told && begunWith(arrival.menu, told);
          if (begun) return { input: begun.call, seen: begun.seen };
          const options: Call["options"] = arrival.person === undefined ? {} : { member: `<@${arrival.person}>` };
          return { input: { command: arrival.menu, options }, seen: [] };
        }
        default:
          return arrival satisfies never;
      }
    },

    short: async (call, { key }, { workspace }, seen = []) => {
      // What comes up in a form may come back on a button, which carries less than a form.
      const room = (carriedBy(call)?.length ?? Number.POSITIVE_INFINITY) <= CALL_LIMIT;
      if (seen.length === 0 && room) return call;
      return kept.short({ call, seen }, key, workspace);
    },
  };
};
