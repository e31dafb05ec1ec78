import { type Erased, erase, type Mention, type Mentions, mentionsIn, type Sought } from "../../db/erasing.ts";
import { pending } from "../../db/pending.ts";
import { everyWorkspaceIn } from "../../db/workspaces.ts";
import { namingOf } from "../domain/naming.ts";
import { dayOf, type Zone } from "../domain/time.ts";
import { short } from "../view/text.ts";
import type { Desktop } from "./desktop.ts";
import { inStandingRegister } from "./standing-register.ts";

/** What `npm run -s erase` was given. */
export interface EraseOptions {
  /** A name, or an account as its platform calls it. */
  readonly name: string;
  /** Without it nothing is erased, and it is shown what would be. */
  readonly write: boolean;
}

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

const summed = (erased: readonly Erased[], field: "cards" | "open"): number =>
  erased.reduce((sum, one) => sum + one[field], 0);

const lineIn =
  (zone: Zone) =>
  ({ of, entry, words, beside }: Mention): string => {
    const [theirs, others] = [words, beside].map((all) => all.map((word) => JSON.stringify(short(word))).join(", "));
    return `  ${dayOf(entry.at, zone)} ${of}, ${entry.fact.type}: ${theirs}${others === "" ? "" : `, and with it ${others}`}`;
  };

/** What the chain holds for good. */
const staying = (found: readonly Mentions[], zone: Zone): readonly string[] => {
  const kept = found.flatMap((one) => one.kept);
  if (kept.length === 0) return [];
  const count = counted(kept.length, "entry stays", "entries stay");
  return [`${count}: titles, texts and reasons are links of the journal's chain.`, ...kept.map(lineIn(zone))];
};

const naming = (found: readonly Mentions[], zone: Zone): readonly string[] =>
  found.flatMap(({ personal }) => personal).map(lineIn(zone));

/** What else they were called, since that was not looked for. */
const alsoCalled = (found: readonly Mentions[], { naming: sought }: Sought): readonly string[] => {
  const called = found.flatMap(({ members }) => members.flatMap((member) => member.called));
  const others = [...new Set(called)].filter((name) => !sought.is(name));
  return others.length === 0
    ? []
    : [`They were also called ${others.map((name) => JSON.stringify(name)).join(", ")}: look for that, too.`];
};

const underWay = (open: number): readonly string[] =>
  open === 0
    ? []
    : [
        `${counted(open, "message", "messages")} to them may have arrived or not: run this again in an hour, when that is known.`,
      ];

/**
 * `npm run -s erase -- "NAME"`: shows where somebody is named, and with `--write` erases them, for good, in every
 * workspace. 0 done or shown, 1 when nobody is named so or somebody of that name is still a member, 2 without a name,
 * a register or its newest schema.
 */
export const runErase = async ({ name, write: real }: EraseOptions, desktop: Desktop): Promise<number> => {
  const { config, write, complain } = desktop;
  const { zone } = config;
  const named = namingOf(name);
  if (!named) {
    complain(['Whom? The name as it was typed, or an account: npm run -s erase -- "Jane Doe"']);
    return 2;
  }
  const sought = { typed: name.trim(), naming: named };
  return inStandingRegister(desktop, async (database) => {
    if ((await pending(database)) > 0) {
      complain(["The schema is older than this version: npm run migrate first."]);
      return 2;
    }
    const workspaces = await everyWorkspaceIn(database);
    const seen: Mentions[] = [];
    for (const workspace of workspaces) seen.push(await mentionsIn(database, workspace, sought));
    // Whoever is a member of one workspace is erased from none.
    const active = seen.flatMap(({ members }) => members).filter((member) => member.active);
    if (active.length > 0) {
      complain(
        active.map(
          (one) =>
            `${one.name} is a member: /aid role ${JSON.stringify(one.name)} left takes them out. For another one of that name give the account.`,
        ),
      );
      return 1;
    }
    if (naming(seen, zone).length === 0) {
      complain([`Nothing that is said of persons names "${name}".`, ...staying(seen, zone)]);
      return 1;
    }
    if (!real) {
      write([
        `Would be erased: what ${counted(naming(seen, zone).length, "entry says", "entries say")} of persons.`,
        ...naming(seen, zone),
        ...staying(seen, zone),
        ...alsoCalled(seen, sought),
        "Nothing was changed. With --write it is, and nothing brings it back.",
      ]);
      return 0;
    }
    const erased: Erased[] = [];
    for (const workspace of workspaces) erased.push(await erase(database, workspace, sought));
    write([
      `Erased: what ${counted(naming(erased, zone).length, "entry says", "entries say")} of persons.`,
      ...naming(erased, zone),
      ...staying(erased, zone),
      ...alsoCalled(erased, sought),
      ...underWay(summed(erased, "open")),
      `${counted(summed(erased, "cards"), "card is", "cards are")} painted anew. What else was posted stands where it stands, and dumps hold what they hold.`,
    ]);
    return 0;
  });
};
