import type { types } from "@slack/bolt";
import type { View } from "../../src/view/view.ts";
import { viewBlocks } from "./blocks.ts";
import { VIEW } from "./limits.ts";
import type { Reader } from "./mrkdwn.ts";

/** Blocks that every part may count on, however long those before it are. */
const LEAST = 10;

/**
 * The Home tab: views one below the other, the most urgent first. A long one leaves room for those
 * after it and counts what it left out; its own buttons lead to the rest.
 */
export const homeOf = (views: readonly View[], reader: Reader): types.HomeView => {
  const parts = views.slice(0, VIEW.blocks / LEAST);
  const blocks: types.KnownBlock[] = [];
  for (const [at, view] of parts.entries()) {
    const after = parts.length - at - 1;
    const share = {
      blocks: VIEW.blocks - blocks.length - 1 - after * LEAST,
      json: Math.floor(VIEW.json / parts.length),
    };
    blocks.push(...(at === 0 ? [] : [{ type: "divider" as const }]), ...viewBlocks(view, reader, share));
  }
  return { type: "home", callback_id: "aid_home", blocks };
};
