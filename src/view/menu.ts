import type { Say } from "../language/say.ts";
import { buttons, line } from "./blocks.ts";
import { code } from "./text.ts";
import type { View } from "./view.ts";

/** The button's command that opens the form of a first team; no command of the register's. */
export const SETUP = "setup";

/** What bare `/aid` may know of the caller's day; unknown counts are left out. */
export interface Today {
  /** The caller's open requests, and how many of them wait for the caller. */
  readonly mine?: { readonly count: number; readonly waiting: number };
  readonly late?: number;
  /** Set while no team has a channel: nothing else is worth a button before that. */
  readonly isNew?: boolean;
}

const first = (say: Say): View => ({
  title: say("menu.title"),
  tone: "plain",
  blocks: [
    line(...say("menu.new")),
    ...buttons([
      { label: say.words("setup.channel"), weight: "main", call: { command: SETUP, options: {} } },
      { label: say.words("button.request"), weight: "plain", call: { command: "request", options: {} } },
      { label: say.words("button.help"), weight: "plain", call: { command: "help", options: {} } },
    ]),
  ],
});

const ofToday = ({ mine, late }: Today, say: Say): View => ({
  title: say("menu.title"),
  tone: late !== undefined && late > 0 ? "late" : "plain",
  blocks: [
    ...(mine === undefined ? [] : [line(...say("menu.mine", mine))]),
    ...(late === undefined ? [] : [line(...say("menu.late", { count: late }))]),
    line(...say("menu.next", { typed: code(`/aid ${say.words("command.help.name")}`) })),
    ...buttons([
      { label: say.words("button.request"), weight: "main", call: { command: "request", options: {} } },
      { label: say.words("button.mine"), weight: "plain", call: { command: "mine", options: {} } },
      { label: say.words("button.late"), weight: "plain", call: { command: "late", options: {} } },
      { label: say.words("button.digest"), weight: "plain", call: { command: "digest", options: {} } },
      { label: say.words("button.help"), weight: "plain", call: { command: "help", options: {} } },
    ]),
  ],
});

/** Bare `/aid`: a few buttons, not a manual. */
export const menuView = (today: Today, say: Say): View => (today.isNew ? first(say) : ofToday(today, say));
