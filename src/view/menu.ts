import type { Say } from "../language/say.ts";
import { buttons, line } from "./blocks.ts";
import { code } from "./text.ts";
import type { Button, View } from "./view.ts";

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

/** The button that sets up a first team, whose channel everything else needs. */
export const setUpFirst = ({ words }: Say): Button => ({
  label: words("setup.channel"),
  weight: "main",
  call: { command: SETUP, options: {} },
});

/** A button that asks for a command as it is. */
const asking = (label: string, command: string, weight: Button["weight"] = "plain"): Button => ({
  label,
  weight,
  call: { command, options: {} },
});

const first = (say: Say): View => ({
  title: say("menu.title"),
  tone: "plain",
  blocks: [
    line(...say("menu.new")),
    ...buttons([
      setUpFirst(say),
      asking(say.words("button.request"), "request"),
      asking(say.words("button.help"), "help"),
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
      asking(say.words("button.request"), "request", "main"),
      asking(say.words("button.mine"), "mine"),
      asking(say.words("button.late"), "late"),
      asking(say.words("button.digest"), "digest"),
      asking(say.words("button.help"), "help"),
    ]),
  ],
});

/** Bare `/aid`: a few buttons, not a manual. */
export const menuView = (today: Today, say: Say): View => (today.isNew ? first(say) : ofToday(today, say));
