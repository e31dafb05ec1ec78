import { budgetsFor as discordBudgets } from "../../adapters/discord/budgets.ts";
import { budgetsFor as slackBudgets } from "../../adapters/slack/budgets.ts";
import { createCourier } from "../../src/clockwork/courier.ts";
import type { DueItem, Held } from "../../src/domain/delivery.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Id, Request } from "../../src/domain/request.ts";
import { epoch, fromEpoch, type Instant } from "../../src/domain/time.ts";
import type { Adapter, Deliveries } from "../../src/ports.ts";
import { AMAZON, asked, OLENA, requestOf, TEAM, WORKSPACE } from "../clockwork/scene.ts";
import { simulatedLimiter } from "../support/simulated-limiter.ts";
import { NO_HOLIDAYS } from "./ground.ts";

/** When all of the wave falls due: nine o'clock in Kyiv, when one half is late and the other very late. */
const NINE: Instant = "2022-03-17T07:00:00.000Z";

/** Reminders of one place, places of one register. */
const IN_A_PLACE = 40;
const PLACES = 25;

/** Milliseconds that a bell takes a process, whether a message goes out or not: the bench measures about so many. */
const A_BELL = 2;

/** Until the round of the next minute. */
const ROUND = 60_000;

/** What came of a wave. */
export interface Wave {
  readonly reminders: number;
  readonly messages: number;
  readonly lost: number;
  readonly doubled: number;
  /** Messages in which something less urgent came while something more urgent was due in the same place. */
  readonly disordered: number;
  /** The largest number of reminders in a message. */
  readonly most: number;
  /** Seconds of virtual time from the moment for which all were meant to the last message, by platform. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Bells that the platforms' limits sent away again. */
  readonly putOff: number;
}

/** A place with what is still due in it. Reminders are numbers: the odd ones are very late, the even ones late. */
interface Room {
  readonly workspace: Id;
  readonly place: Place;
  due: number[];
}

const isUrgent = (reminder: number): boolean => reminder % 2 === 1;

const VERY_LATE = requestOf(asked());
const LATE = requestOf(
  asked({
    at: "2022-03-14T07:00:00.000Z",
    due: { day: "2022-03-16" },
    lateAt: "2022-03-16T22:00:00.000Z",
    veryLateAt: "2022-03-23T22:00:00.000Z",
  }),
);

const itemOf = (reminder: number): DueItem => {
  const model: Request = isUrgent(reminder) ? VERY_LATE : LATE;
  const kind = isUrgent(reminder) ? "very_late" : "late";
  return {
    delivery: `${reminder}`,
    kind,
    key: `${kind}:c1`,
    dueAt: NINE,
    repeat: false,
    request: { ...model, id: `r${reminder}`, ref: reminder + 1 },
    company: AMAZON,
  };
};

const roomsFor = (reminders: number): readonly Room[] =>
  Array.from({ length: Math.ceil(reminders / IN_A_PLACE) }, (_, nth) => {
    const register = Math.floor(nth / PLACES);
    const platform = register % 2 === 0 ? "slack" : "discord";
    const first = nth * IN_A_PLACE;
    return {
      workspace: `w${register}`,
      place: { platform, id: `room-${nth}`, name: `#room-${nth}` },
      due: Array.from({ length: Math.min(IN_A_PLACE, reminders - first) }, (__, at) => first + at),
    };
  });

/** Bells in the order in which they ring. */
const bells = () => {
  const at = new Map<number, Room[]>();
  const heap: number[] = [];
  const swap = (one: number, other: number): void => {
    [heap[one], heap[other]] = [heap[other] ?? 0, heap[one] ?? 0];
  };
  const earlier = (one: number, other: number): boolean => (heap[one] ?? Infinity) < (heap[other] ?? Infinity);
  return {
    add: (moment: number, room: Room): void => {
      const there = at.get(moment);
      if (there) return void there.push(room);
      at.set(moment, [room]);
      heap.push(moment);
      for (let child = heap.length - 1; child > 0 && earlier(child, (child - 1) >> 1); child = (child - 1) >> 1)
        swap(child, (child - 1) >> 1);
    },
    next: (): { readonly moment: number; readonly rooms: readonly Room[] } | undefined => {
      const [moment] = heap;
      if (moment === undefined) return undefined;
      const end = heap.pop() ?? moment;
      if (heap.length > 0) heap[0] = end;
      for (let parent = 0; ; ) {
        const child = earlier(2 * parent + 2, 2 * parent + 1) ? 2 * parent + 2 : 2 * parent + 1;
        if (child >= heap.length || !earlier(child, parent)) break;
        swap(child, parent);
        parent = child;
      }
      const rooms = at.get(moment) ?? [];
      at.delete(moment);
      return { moment, rooms };
    },
  };
};

/**
 * Lets so many reminders fall due at one moment, half of them in Slack and half in Discord, under the limits that
 * the adapters name. The courier is the real one; one process rings one bell after the other, and a bell that may
 * not post rings again when the limiter says.
 */
export const wave = async (reminders: number): Promise<Wave> => {
  let now = epoch(NINE);
  const moment = (): Instant => fromEpoch(now);
  const rooms = roomsFor(reminders);
  const nameOf = (workspace: Id, { id }: Place): string => `${workspace} ${id}`;
  const known = new Map(rooms.map((room) => [nameOf(room.workspace, room.place), room]));
  const roomOf = (workspace: Id, place: Place): Room => {
    const room = known.get(nameOf(workspace, place));
    if (!room) throw new Error("only rooms of the wave are served");
    return room;
  };
  const ringing = bells();
  const told = new Uint8Array(reminders);
  const seconds: Record<string, number> = {};
  let [messages, disordered, most, putOff] = [0, 0, 0, 0];
  let away = false;
  const none = async (): Promise<never[]> => [];
  const nothing = async (): Promise<undefined> => undefined;
  const deliveries: Deliveries = {
    now: async () => moment(),
    duePlaces: none,
    nextDue: nothing,
    placeOf: nothing,
    isDue: async () => false,
    hold: async (workspace, place, at, judge) => {
      const room = roomOf(workspace, place);
      if (room.due.length === 0) return undefined;
      const parcel = {
        at,
        workspace: { ...WORKSPACE, id: workspace },
        team: { ...TEAM, place },
        place,
        members: [OLENA],
        campaigns: [],
        items: room.due.map(itemOf),
      };
      const { send, skip, postpone } = judge(parcel);
      if (skip.length + postpone.length > 0) throw new Error("all of the wave holds, and at this hour");
      const sending = new Set(send.map(Number));
      room.due = room.due.filter((each) => !sending.has(each));
      most = Math.max(most, sending.size);
      if ([...sending].some((each) => !isUrgent(each)) && room.due.some(isUrgent)) disordered += 1;
      const held = send.map((id): Held => ({ id, fence: 1, token: id }));
      return { parcel, held, last: room.due.length === 0 };
    },
    settle: async (_, place, held, outcome) => {
      if (outcome.kind !== "sent") throw new Error("this platform takes everything");
      for (const { id } of held) told[Number(id)] = (told[Number(id)] ?? 0) + 1;
      seconds[place.platform] = (now - epoch(NINE)) / 1_000;
    },
    putOff: async (workspace, place, _, until) => {
      away = true;
      putOff += 1;
      ringing.add(Math.max(now + 1, epoch(until)), roomOf(workspace, place));
    },
    beat: nothing,
    doubts: none,
    needed: none,
    resolve: nothing,
    untold: none,
    told: nothing,
    enqueueSoon: async () => 0,
    forget: async () => 0,
    overdue: async () => 0,
    digest: () => Promise.reject(new Error("there is no digest in a wave")),
  };
  const adapterFor = (platform: "slack" | "discord"): Adapter => ({
    platform,
    capabilities: { edits: true, history: true, nonceSeconds: 0 },
    start: nothing,
    stop: nothing,
    edit: nothing,
    find: none,
    remove: nothing,
    budgets: (workspace, { id }, deed) =>
      platform === "slack" ? slackBudgets(workspace, id, deed) : discordBudgets(id, deed),
    post: async ({ place }) => ({ place, id: `m${(messages += 1)}` }),
  });
  const quiet = (): void => undefined;
  const courier = createCourier({
    deliveries,
    adapters: [adapterFor("slack"), adapterFor("discord")],
    limiter: simulatedLimiter(moment),
    holidays: NO_HOLIDAYS,
    random: { bytes: (count) => new Uint8Array(count) },
    log: { info: quiet, warn: quiet, error: quiet },
    clock: { now: moment, elapsed: () => now },
  });
  for (const room of rooms) ringing.add(now, room);
  for (let next = ringing.next(); next; next = ringing.next())
    for (const room of next.rooms) {
      now = Math.max(now, next.moment) + A_BELL;
      away = false;
      await courier.serve(room.workspace, room.place, moment());
      if (!away && room.due.length > 0) ringing.add(now + ROUND, room);
    }
  const count = (which: (times: number) => boolean): number =>
    told.reduce((sum, times) => sum + (which(times) ? 1 : 0), 0);
  return {
    reminders,
    messages,
    lost: count((times) => times === 0),
    doubled: count((times) => times > 1),
    disordered,
    most,
    seconds,
    putOff,
  };
};
