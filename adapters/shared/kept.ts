import type { Call } from "../../src/call.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Inbox } from "../../src/ports.ts";

/** The command of a call that stands for another. */
export const KEPT = "kept";

/** What the core answers with "this button is outdated": a call that it has parked under no name. */
const OUTDATED: Call = { command: "parked", options: { key: "" } };

/** A call that is kept, with the options of it that its form is to show. */
export interface Kept {
  readonly call: Call;
  readonly seen: readonly string[];
}

/** Where a long call is kept for some hours. */
const rowOf = (key: string): string => `kept/${key}`;

/** Calls that no button can carry, where a short one stands for them. Kept in the database, so that any process finds them. */
export const createKept = (inbox: Pick<Inbox, "keep" | "kept">) => ({
  /** The call itself, or the one that it stands for. */
  real: async (call: Call, workspace: Id): Promise<Kept> => {
    if (call.command !== KEPT) return { call, seen: [] };
    const kept = await inbox.kept(workspace, rowOf(call.options["key"] ?? ""));
    // It is what `short` put there.
    return kept === undefined ? { call: OUTDATED, seen: [] } : (kept as Kept);
  },
  /** Keeps it under the key of what it came up with, and returns what stands for it. */
  short: async (kept: Kept, key: string, workspace: Id): Promise<Call> => {
    await inbox.keep(workspace, rowOf(key), kept);
    return { command: KEPT, options: { key } };
  },
});
