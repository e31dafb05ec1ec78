import { sql } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import { createDeliveries } from "../../db/deliveries.ts";
import type { Bells, Wake } from "../../db/queue.ts";
import type { Held, Outcome, Parcel, Verdict } from "../../src/domain/delivery.ts";
import type { Doubt } from "../../src/domain/doubt.ts";
import type { Place, Team } from "../../src/domain/parties.ts";
import type { PlannedReminder } from "../../src/domain/reminder.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Deliveries } from "../../src/ports.ts";
import {
  addCompany,
  addTeam,
  letterAt,
  logRequest,
  OUTREACH,
  openRegister,
  type Register,
  seeded,
} from "./register.ts";

/** A day after a register opens, so within the days for which jobs are set. */
export const SOON = "2022-03-08T09:00:00.000Z";

/** Beyond them. */
export const LATER = "2022-03-20T09:00:00.000Z";

/** One occurrence of a reminder, due soon unless said otherwise. */
export const reminder = (key: string, at = SOON): PlannedReminder => ({ key, kind: "late", at });

/** Remembers which alarms were set, and which were taken back. */
export const keptQueue = (): Bells & { readonly wakes: Wake[]; readonly dismissed: Id[] } => {
  const wakes: Wake[] = [];
  const dismissed: Id[] = [];
  return {
    wakes,
    dismissed,
    enqueue: async (_, more) => {
      wakes.push(...more);
    },
    dismiss: async (_, more) => {
      dismissed.push(...more);
    },
  };
};

/** A judge with nothing against anything. */
export const sendAll = ({ items }: Parcel): Verdict => ({
  send: items.map(({ delivery }) => delivery),
  skip: [],
  postpone: [],
});

/** A message arrived. */
export const posted = (id: string): Outcome => ({ kind: "sent", posted: { place: OUTREACH, id } });

/** A request in a channel of its own, and the deliveries of its workspace. */
export interface Scene {
  readonly register: Register;
  readonly ws: Id;
  readonly team: Team;
  readonly request: Id;
  readonly here: Place;
  readonly wakes: readonly Wake[];
  readonly dismissed: readonly Id[];
  readonly deliveries: Deliveries;
  plan(reminders: readonly PlannedReminder[], where?: Place): Promise<void>;
  /** The state of each delivery by its occurrence. */
  states(): Promise<Readonly<Record<string, string>>>;
  /** Takes in hand what is due in the channel at a moment. */
  take(at?: Instant): Promise<readonly Held[]>;
  settle(held: readonly Held[], outcome: Outcome): Promise<void>;
  /** Its messages in doubt, taken in hand by whoever asks. */
  doubts(at: Instant): Promise<readonly Doubt[]>;
}

interface StateRow {
  readonly occurrence: string;
  readonly state: string;
  readonly place_id: string;
}

let scenes = 0;

/** Sets a scene up on a database; scenes do not mix, but rounds over all workspaces see every one of them. */
export const openScene = async (database: Database): Promise<Scene> => {
  const queue = keptQueue();
  const register = openRegister(database, { queue });
  scenes += 1;
  const here: Place = { ...OUTREACH, id: `outreach-${scenes}` };
  const deliveries = createDeliveries({ database, queue, random: seeded(scenes), clock: register.clock });
  const { ws, team, request } = await register.at("oksana", async (desk) => {
    const added = await addTeam(desk, { place: here });
    const company = await addCompany(desk, "Northwind");
    const logged = await logRequest(desk, { team: added, company }, letterAt(desk.at));
    return { ws: desk.workspace.id, team: added, request: logged.id };
  });
  return {
    register,
    ws,
    team,
    request,
    here,
    wakes: queue.wakes,
    dismissed: queue.dismissed,
    deliveries,
    plan: (reminders, where = here) => register.at("oksana", (desk) => desk.plan(request, where, reminders)),
    states: async () => {
      const found = await database.rows<StateRow>(sql`
        select i.occurrence, d.state, d.place_id from delivery d join intent i using (workspace_id)
        where i.id = d.intent_id and workspace_id = ${ws} order by i.occurrence, d.id`);
      const nameOf = (row: StateRow): string =>
        row.place_id === here.id ? row.occurrence : `${row.occurrence} elsewhere`;
      return Object.fromEntries(found.map((row) => [nameOf(row), row.state]));
    },
    take: async (at = SOON) => (await deliveries.hold(ws, here, at, sendAll))?.held ?? [],
    settle: (held, outcome) => deliveries.settle(ws, here, held, outcome, []),
    doubts: async (at) => (await deliveries.doubts(at)).filter(({ workspace }) => workspace === ws),
  };
};
