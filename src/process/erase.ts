import { type Erased, erase, type Mention, type Mentions, mentionsIn } from "../../db/erasing.ts";
import { pending } from "../../db/pending.ts";
import { everyWorkspaceIn } from "../../db/workspaces.ts";
import { namingOf } from "../domain/naming.ts";
import type { Id } from "../domain/request.ts";
import { dayOf } from "../domain/time.ts";
import { short } from "../view/text.ts";
import type { Desktop } from "./desktop.ts";
import { openDatabase } from "./house.ts";

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

/**
 * `npm run -s erase -- "NAME"`: shows where somebody is named, and with `--write` erases them, for good, in every
 * workspace. 0 done or shown, 1 when nobody is named so or somebody of that name is still a member, 2 without a name.
 */
export const runErase = async ({ name, write: real }: EraseOptions, desktop: Desktop): Promise<number> => {
  const { config, write, complain } = desktop;
  const naming = namingOf(name);
  if (!naming) {
    complain(['Whom? The name as it was typed, or an account: npm run -s erase -- "Jane Doe"']);
    return 2;
  }
  const line = ({ of, entry, words }: Mention): string =>
    `  ${dayOf(entry.at, config.zone)} ${of}, ${entry.fact.type}: ${words.map((word) => JSON.stringify(short(word))).join(", ")}`;
  const database = await openDatabase(config);
  try {
    if ((await pending(database)) > 0) {
      complain(["The schema is older than this version: npm run migrate first."]);
      return 2;
    }
    const workspaces = await everyWorkspaceIn(database);
    const gather = async <T extends Mentions>(from: (workspace: Id) => Promise<T>): Promise<readonly T[]> => {
      const all: T[] = [];
      for (const workspace of workspaces) all.push(await from(workspace));
      return all;
    };
    const sought = { typed: name.trim(), naming };
    const seen = await gather((workspace) => mentionsIn(database, workspace, sought));
    const active = seen.flatMap(({ members }) => members).filter((member) => member.active);
    const kept = seen.flatMap((one) => one.kept);
    const staying =
      kept.length === 0
        ? []
        : [
            `${counted(kept.length, "entry stays", "entries stay")}: titles, texts and reasons are links of the journal's chain.`,
            ...kept.map(line),
          ];
    // Whoever is a member of one workspace is erased from none.
    if (active.length > 0) {
      complain(
        active.map(
          (one) =>
            `${one.name} is a member: /aid role ${JSON.stringify(one.name)} left takes them out. For another one of that name give the account.`,
        ),
      );
      return 1;
    }
    if (seen.every(({ personal }) => personal.length === 0)) {
      complain([`Nothing that is said of persons names "${name}".`, ...staying]);
      return 1;
    }
    const erased = real ? await gather((workspace) => erase(database, workspace, sought)) : [];
    const personal = (real ? erased : seen).flatMap((one) => one.personal);
    const others = [...new Set(seen.flatMap(({ members }) => members).flatMap(({ called }) => called))].filter(
      (other) => !naming.is(other),
    );
    const open = summed(erased, "open");
    write([
      `${real ? "Erased" : "Would be erased"}: what ${counted(personal.length, "entry says", "entries say")} of persons.`,
      ...personal.map(line),
      ...staying,
      ...(others.length > 0
        ? [`They were also called ${others.map((other) => `"${other}"`).join(", ")}: look for that, too.`]
        : []),
      ...(open > 0
        ? [
            `${counted(open, "message", "messages")} to them may have arrived or not: run this again in an hour, when that is known.`,
          ]
        : []),
      real
        ? `${counted(summed(erased, "cards"), "card is", "cards are")} painted anew. What else was posted stands where it stands, and dumps hold what they hold.`
        : "Nothing was changed. With --write it is, and nothing brings it back.",
    ]);
    return 0;
  } finally {
    await database.close();
  }
};
