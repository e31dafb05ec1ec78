import { erase, type Mention, type Mentions, mentionsIn } from "../../db/erasing.ts";
import { migrate } from "../../db/migrate.ts";
import { workspacesIn } from "../../db/workspaces.ts";
import { fold } from "../domain/company.ts";
import type { Member } from "../domain/parties.ts";
import type { Id } from "../domain/request.ts";
import { dayOf } from "../domain/time.ts";
import { short } from "../view/text.ts";
import type { Desktop } from "./desktop.ts";
import { openDatabase } from "./house.ts";

/** What `npm run -s erase` was given. */
export interface EraseOptions {
  readonly name: string;
  /** Without it nothing is erased, and it is shown what would be. */
  readonly write: boolean;
}

/** A name that nobody would look for by mistake: at least two letters or digits. */
const isName = (name: string): boolean => fold(name).length > 1;

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

/**
 * `npm run -s erase -- "NAME"`: shows where somebody is named, and with `--write` erases them: for good, in all
 * workspaces. 0 done or shown, 1 when nobody is named so or somebody of that name is still a member, 2 without a name.
 */
export const runErase = async ({ name, write: real }: EraseOptions, desktop: Desktop): Promise<number> => {
  const { config, write, complain } = desktop;
  if (!isName(name)) {
    complain(['Whom? The name as it was typed: npm run -s erase -- "Jane Doe"']);
    return 2;
  }
  const line = ({ of, entry, words }: Mention): string =>
    `  ${dayOf(entry.at, config.zone)} ${of}, ${entry.fact.type}: ${words.map((word) => JSON.stringify(short(word))).join(", ")}`;
  const refusals = (active: readonly Member[]): readonly string[] =>
    active.map(
      ({ name: member }) => `${member} is a member. Take them out first: /aid role ${JSON.stringify(member)} left`,
    );
  const database = await openDatabase(config);
  try {
    await migrate(database);
    const workspaces = await workspacesIn(database);
    const gather = async <T extends Mentions>(from: (workspace: Id) => Promise<T>): Promise<readonly T[]> => {
      const all: T[] = [];
      for (const workspace of workspaces) all.push(await from(workspace));
      return all;
    };
    // Whoever is a member of one workspace is erased from none.
    const seen = await gather((workspace) => mentionsIn(database, workspace, name));
    const isClear = seen.every(({ active }) => active.length === 0);
    const erased = real && isClear ? await gather((workspace) => erase(database, workspace, name)) : [];
    const found = erased.length > 0 ? erased : seen;
    const [personal, kept] = [found.flatMap((one) => one.personal), found.flatMap((one) => one.kept)];
    const active = found.flatMap((one) => one.active);
    const staying =
      kept.length === 0
        ? []
        : [
            `${counted(kept.length, "entry stays", "entries stay")}: titles, texts and reasons are links of the journal's chain.`,
            ...kept.map(line),
          ];
    if (active.length > 0 || personal.length === 0) {
      complain([
        ...(active.length > 0 ? refusals(active) : [`Nothing that is said of persons names "${name}".`]),
        ...staying,
      ]);
      return 1;
    }
    const cards = erased.reduce((sum, one) => sum + one.cards, 0);
    write([
      `${real ? "Erased" : "Would be erased"}: what ${counted(personal.length, "entry says", "entries say")} of persons.`,
      ...personal.map(line),
      ...staying,
      real
        ? `${counted(cards, "card is", "cards are")} painted anew. What else was posted stands where it stands, and dumps hold what they hold.`
        : "Nothing was changed. With --write it is, and nothing brings it back.",
    ]);
    return 0;
  } finally {
    await database.close();
  }
};
