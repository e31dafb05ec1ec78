import type { Id } from "../../src/domain/request.ts";
import type { Chance } from "../sim/chance.ts";
import { titled } from "../sim/ground.ts";
import { type Hall, openHall } from "./hall.ts";
import { POSTS, type Records, type Strike } from "./history.ts";
import type { Change } from "./ledger.ts";
import type { Due, Unowned } from "./load.ts";
import { type Office, openOffice } from "./office.ts";
import type { Grounds } from "./server.ts";
import { openWorker, type Remark, type Worker } from "./worker.ts";

/** Real processes on a real database between people and two platforms. */
export interface World {
  readonly office: Office;
  readonly hall: Hall | undefined;
  readonly grounds: Grounds;
  readonly workers: readonly Worker[];
  /** Requests of which the teams can be reminded. */
  readonly pool: readonly Unowned[];
  readonly dues: Due[];
  readonly strikes: Strike[];
  readonly remarks: Remark[];
  readonly from: number;
  /** Keeps what the database wrote down so far, since a restore forgets it. */
  remember(): Promise<void>;
  /** All that was written down so far. */
  records(): Promise<Records>;
  close(): Promise<void>;
}

/** How large it is. */
export interface Size {
  readonly workers: number;
  readonly rooms: number;
  readonly requests: number;
  /** Milliseconds that people wait for an answer. */
  readonly patience?: number;
  /** In Discord, where it is there. */
  readonly hall?: { readonly rooms: number; readonly requests: number };
}

/** Where all its processes speak to the database from, and ever did. */
export const portsOf = ({ workers }: Pick<World, "workers">): readonly number[] =>
  workers.flatMap(({ base }) => base.connections.map(({ port }) => port));

/** People who log requests at the same time. */
const SIDE_BY_SIDE = 6;

const POOL = `
  select r.workspace_id as ws, r.id, r.ref, r.team_id as team, t.state->'place' as place
  from request r join team t on t.workspace_id = r.workspace_id and t.id = r.team_id
  where r.state->>'title' like 'Pool %' order by r.ref`;

const REFS = "select id, 'AID-' || ref as ref from request";

/** Logs a request until somebody answers: a process may be slow to begin. */
const insist = async (office: Office, channel: string, line: string, title?: string): Promise<void> => {
  for (let nth = 0; nth < 5; nth += 1) if ((await office.types("olena", channel, line, title)) !== undefined) return;
  throw new Error(`Nobody answers ${line}`);
};

/** Opens an office over grounds that are ready, with its processes, its teams and the requests of its pool. */
export const openWorld = async (grounds: Grounds, size: Size, flaw?: string): Promise<World> => {
  const from = Date.now();
  const office = await openOffice(size.rooms, size.patience);
  const remarks: Remark[] = [];
  const hall = size.hall && (await openHall(size.hall.rooms));
  const settings = {
    SLACK_BOT_TOKEN: office.token,
    SLACK_SIGNING_SECRET: office.slack.app.signingSecret,
    ...hall?.settings,
  };
  const slackPort = Number(new URL(office.slack.url).port);
  const discordPort = hall && Number(new URL(hall.discord.url).port);
  const workers: Worker[] = [];
  for (let nth = 1; nth <= size.workers; nth += 1)
    workers.push(await openWorker(`p${nth}`, { grounds, slackPort, discordPort, settings, flaw, remarks }));
  const close = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.close()));
    await Promise.all([office.close(), hall?.close()]);
  };
  try {
    await Promise.all(workers.map((worker) => worker.start()));
    office.slack.speakTo(...workers.map(({ requestUrl }) => requestUrl));
    const team = "zone:UTC calendar:none workdays:mon-sun quiet:00:00-00:00 digest-day:off";
    for (const channel of office.channels) await insist(office, channel, `/aid team "Team ${channel}" ${team}`);
    const asked = Array.from({ length: size.requests }, (_, nth) => nth).values();
    await Promise.all(
      Array.from({ length: SIDE_BY_SIDE }, async () => {
        for (const nth of asked) {
          const channel = office.channels[nth % office.channels.length] ?? "";
          const title = `Pool ${nth}: ${titled(1)}`;
          const line = `/aid request "Company ${nth}" "${title}" kind:equipment new:yes anyway:yes`;
          await insist(office, channel, line, title);
        }
      }),
    );
    const titles = Array.from({ length: size.hall?.requests ?? 0 }, (_, nth) => `Pool D${nth}: ${titled(1)}`);
    await hall?.furnish(workers[0]?.endpoint ?? "", titles);
  } catch (error) {
    await close();
    for (const { who, text } of remarks.slice(-10)) console.error(`${who}: ${text}`);
    throw error;
  }
  const dues: Due[] = [];
  const strikes: Strike[] = [];
  let remembered: readonly Change[] = [];
  const changes = async (): Promise<readonly Change[]> => {
    const last = remembered.at(-1)?.at ?? 0;
    return [...remembered, ...(await grounds.changes()).filter(({ at }) => at > last)];
  };
  return {
    office,
    hall,
    grounds,
    workers,
    pool: await grounds.ask<Unowned>(POOL),
    dues,
    strikes,
    remarks,
    from,
    remember: async () => {
      remembered = await changes();
    },
    records: async () => ({
      calls: office.slack.calls.slice(),
      discordCalls: hall?.discord.calls.slice() ?? [],
      changes: await changes(),
      facts: await grounds.facts(),
      dues,
      deliveries: await grounds.deliveries(),
      strikes,
      remarks,
      workers,
      refs: new Map((await grounds.ask<{ id: Id; ref: string }>(REFS)).map(({ id, ref }) => [id, ref])),
      from,
      until: Date.now(),
    }),
    close,
  };
};

/** From which of its ports somebody posted to a platform last. */
const posterIn = ({ office, hall }: World): string | undefined =>
  [
    office.slack.calls.findLast(({ method }) => method === "chat.postMessage"),
    hall?.discord.calls.findLast(({ route }) => route === POSTS),
  ]
    .filter((call) => call !== undefined)
    .toSorted((one, other) => one.at - other.at)
    .at(-1)?.headers.host;

/** Some of the processes: the one that spoke to a platform last, all, or any. */
export const chosen = (world: World, which: "poster" | "any" | "all", chance: Chance): readonly Worker[] => {
  const { workers } = world;
  if (which === "all") return workers;
  const last = posterIn(world);
  const poster = workers.find(({ platforms }) => platforms.some(({ port }) => last === `127.0.0.1:${port}`));
  const any = workers[chance.between(0, workers.length - 1)];
  return [which === "poster" ? (poster ?? any) : any].filter((one) => one !== undefined);
};
