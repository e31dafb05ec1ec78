import { decide } from "../domain/decide.ts";
import { type Request, refOf } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { list, line as sentence } from "../view/blocks.ts";
import { dueText, mention } from "../view/text.ts";
import type { Block, Inline, Text } from "../view/view.ts";
import { calendarsOf, companyOf, teamOf } from "./recording.ts";

/** A deadline that a changed calendar moved, with whom to tell. */
export interface Moved {
  readonly ref: number;
  readonly due: Inline;
  readonly owner: Inline | undefined;
}

/** Works deadlines out again by the calendars of this moment; only those that move are journaled. */
export const recompute = async (desk: Desk, requests: readonly Request[]): Promise<readonly Moved[]> => {
  const moved: Moved[] = [];
  for (const one of requests) {
    const calendars = calendarsOf(desk, await teamOf(desk, one), await companyOf(desk, one));
    const facts = decide(one, { do: "recompute", reason: "calendar" }, { at: desk.at, calendars });
    if (facts.length === 0) continue;
    const due = (await desk.record("request", one.id, facts, "system"))?.deadline?.due;
    // Only when it counts as very late may have moved: that is nothing to call anybody for.
    if (due === undefined || JSON.stringify(due) === JSON.stringify(one.deadline?.due)) continue;
    const owner = one.owner === undefined ? undefined : await desk.member(one.owner);
    moved.push({ ref: one.ref, due: dueText(due), owner: owner && mention(owner, true) });
  }
  return moved;
};

/** Tells which deadlines moved, and their owners; nothing where none did. */
export const movedBlocks = (moved: readonly Moved[], say: Say): readonly Block[] => {
  const rows = moved.map(
    ({ ref, due, owner }): Text =>
      say("did.moved", { ref: refOf(ref), due, owner: owner ?? say.words("person.nobody") }),
  );
  return moved.length === 0 ? [] : [sentence(...say("did.moved_title", { count: moved.length })), ...list(rows)];
};
