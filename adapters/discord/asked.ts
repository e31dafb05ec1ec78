import { CALL_LIMIT, type Call, type Invocation } from "../../src/call.ts";
import type { Inbox } from "../../src/ports.ts";
import { begunWith } from "../shared/begun.ts";
import type { Arrival } from "./arrival.ts";
import { callOf } from "./buttons.ts";
import { carriedBy } from "./filling.ts";
import type { Register } from "./registers.ts";

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

/** The command of a call that stands for another. */
export const KEPT = "kept";

/** What the core answers with "this button is outdated": a call that it has parked under no name. */
const OUTDATED: Call = { command: "parked", options: { key: "" } };

/** What is kept of it. */
interface Kept {
  readonly call: Call;
  readonly seen: readonly string[];
}

/** Where a long call is kept for some hours. */
const rowOf = (key: string): string => `kept/${key}`;

/** Reads what people ask for. */
export const createCalls = (inbox: Pick<Inbox, "keep" | "kept">): Calls => {
  const real = async (call: Call, { workspace }: Register): Promise<Kept> => {
    if (call.command !== KEPT) return { call, seen: [] };
    const kept = await inbox.kept(workspace, rowOf(call.options["key"] ?? ""));
    // It is what `short` put there.
    return kept === undefined ? { call: OUTDATED, seen: [] } : (kept as Kept);
  };

  return {
    asked: async (arrival, register) => {
      switch (arrival.kind) {
        case "typed":
          return { input: arrival.input, seen: [] };
        case "press":
          return real(callOf(arrival.id), register).then(({ call, seen }) => ({ input: call, seen }));
        case "submit": {
          const { command, options } = (await real(callOf(arrival.id), register)).call;
          // What was emptied is not given.
          const given = Object.entries({ ...options, ...arrival.values }).filter(([, value]) => value !== "");
          return { input: { command, options: Object.fromEntries(given) }, seen: [] };
        }
        case "menu": {
          const begun = arrival.message && begunWith(arrival.menu, arrival.message);
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
      await inbox.keep(workspace, rowOf(key), { call, seen } satisfies Kept);
      return { command: KEPT, options: { key } };
    },
  };
};
