import { z } from "zod";
import { LIVE, may } from "../domain/vocabulary.ts";
import { menuView } from "../view/menu.ts";
import { command } from "./command.ts";

/** What bare `/aid` answers: what waits, and a few buttons. */
export const menu = command({
  name: "menu",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: [],
  examples: ["menu"],
  options: z.object({}),
  async run(_, desk) {
    // Who may not set one up has nothing of that.
    if (may(desk.me.role, "lead") && (await desk.teams()).length === 0) return { isNew: true };
    const mine = await desk.list({ involves: desk.me.id, status: LIVE, limit: 0 });
    const waiting = await desk.list({ involves: desk.me.id, status: LIVE, move: "ours", limit: 0 });
    const late = await desk.list({ late: true, limit: 0 });
    return { mine: { count: mine.total, waiting: waiting.total }, late: late.total };
  },
  present: menuView,
});
