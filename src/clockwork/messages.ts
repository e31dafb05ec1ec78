import { type DueItem, isReminder } from "../domain/delivery.ts";
import { REMINDER_KINDS } from "../domain/reminder.ts";
import { epoch, type Instant } from "../domain/time.ts";

/** More than so many reminders in one place at one moment are read as one summary. */
const SINGLES = 3;

/** Items one message holds; the rest goes into further messages. */
const ITEMS = 10;

/** Due for longer than this in milliseconds, an item is late after an outage and not merely in the queue. */
const OUTAGE = 3_600_000;

/** How urgent an item is: its place in the list of kinds; only reminders are weighed against each other. */
const urgency = ({ kind }: DueItem): number => (isReminder(kind) ? REMINDER_KINDS.indexOf(kind) : -1);

/** What waits for a lead's word is told to others than the rest, and in the team's channel at all events. */
export const isForLeads = ({ kind }: Pick<DueItem, "kind">): boolean => kind === "approval";

/** The most urgent first, then the oldest; ids settle the rest so that a second attempt makes the same message. */
export const byUrgency = (one: DueItem, other: DueItem): number =>
  urgency(other) - urgency(one) ||
  (one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : one.delivery < other.delivery ? -1 : 1);

/** Whether an item has been due for so long that an outage must have kept it back. */
export const isOld = ({ dueAt }: DueItem, at: Instant): boolean => epoch(at) - epoch(dueAt) > OUTAGE;

/**
 * Whether a place is told everything at once: many reminders, or several after an outage. `due` is
 * all that was due there, since what an outage kept back is often covered by something newer.
 */
export const isWave = (reminders: readonly DueItem[], due: readonly DueItem[], at: Instant): boolean =>
  reminders.length > SINGLES || (reminders.length > 1 && due.some((item) => isReminder(item.kind) && isOld(item, at)));

/**
 * Which items share a message. Reminders to one company come together, a wave comes as one summary,
 * what waits for approval comes apart from the rest, and so does what `isApart` says of: in one message with what is a
 * person's own, what is somebody else's by now would take that along to another place. A card or a digest always stands alone; cards come first,
 * since somebody has just done something and waits for them, and what was done follows in their threads.
 */
export const messagesOf = (
  items: readonly DueItem[],
  wave: boolean,
  isApart: (item: DueItem) => boolean,
): readonly (readonly DueItem[])[] => {
  const alone = (which: DueItem["kind"]) => items.filter(({ kind }) => kind === which).map((item) => [item]);
  const reminders = items.filter(({ kind }) => isReminder(kind)).toSorted(byUrgency);
  const groups = Map.groupBy(
    reminders,
    (item) => `${isForLeads(item)} ${isApart(item)} ${wave ? "" : (item.request?.company ?? item.delivery)}`,
  );
  const records = items.filter(({ kind }) => kind === "record");
  const told = Map.groupBy(records, ({ request }) => request?.id).values();
  return [
    ...alone("card"),
    ...[...told].flatMap(inMessages),
    ...[...groups.values()].flatMap(inMessages),
    ...alone("introduction"),
    ...alone("digest"),
  ];
};

const inMessages = (items: readonly DueItem[]): readonly (readonly DueItem[])[] =>
  Array.from({ length: Math.ceil(items.length / ITEMS) }, (_, page) =>
    items.slice(page * ITEMS, (page + 1) * ITEMS),
  ).flatMap(lent);

/**
 * The first lends its token to the message, by which whoever looks for it later would take another message under that
 * token for all that this one says: so one whose token is spent comes after the others, and alone where none is left to lend.
 */
const lent = (message: readonly DueItem[]): readonly (readonly DueItem[])[] => {
  const [spent, lenders] = [message.filter((item) => item.spent), message.filter((item) => !item.spent)];
  return lenders.length > 0 ? [[...lenders, ...spent]] : spent.map((item) => [item]);
};
