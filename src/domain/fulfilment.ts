import { answerInForce, extentOf } from "./answer.ts";
import { fold } from "./company.ts";
import { leavesOf, type Pledge, readingsInForce, stateOf } from "./contribution.ts";
import { compareDecimals, sumOfDecimals } from "./decimal.ts";
import type { Climber, LadderLine } from "./ladder.ts";
import { linesOf } from "./ladder-line.ts";
import { isConfirmed, levelOf } from "./level.ts";
import type { Money } from "./money.ts";
import { type Difference, difference, type Measure } from "./quantity.ts";
import type { Request } from "./request.ts";
import { delivered, formOf, pledgedAt, settledQuantity } from "./settled.ts";
import { familyOf } from "./vocabulary.ts";

export { type Lag, timeToDelivery } from "./lag.ts";

/** How far what was asked has been done: computed, never typed in. */
export const FULFILMENTS = ["none", "part", "full"] as const;
export type Fulfilment = (typeof FULFILMENTS)[number];

/** Whether what arrived is looked at, or only what the recipient confirmed of it. */
export type Arrival = "delivered" | "verified";

const isSomething = ({ value }: Measure): boolean => value === undefined || compareDecimals(value, "0") > 0;

/** "Up to 500" may be any number below, so that it never shows that something was met. */
const isSure = ({ bound }: Measure): boolean => bound !== "at_most" && bound !== "unknown";

const isMet = (open: Difference | undefined, arrived: Measure): boolean =>
  open !== undefined && open.kind !== "shortfall" && isSure(arrived);

/**
 * How far one line has been fulfilled. The measure is what was asked, or what was undertaken where no number was asked, or
 * else what was announced; where none of them has a number, that something arrived is all there is to see.
 */
const lineFulfilment = (line: LadderLine, rung: Arrival = "delivered"): Fulfilment => {
  const arrived = line[rung];
  if (!arrived || !isSomething(arrived)) return "none";
  const wanted = [line.asked, line.committed, line.announced].find((measure) => measure?.value !== undefined);
  return !wanted || isMet(difference(wanted, arrived), arrived) ? "full" : "part";
};

/** What stands at that rung: deliveries received, and readings of more than nothing. */
const arrivals = (record: Climber, rung: Arrival) => {
  const counts = (part: "delivery" | "reading", no: number): boolean =>
    rung === "delivered" || isConfirmed(levelOf(record, part, no));
  return {
    deliveries: record.deliveries.filter((one) => stateOf(one) === "received" && counts("delivery", one.no)),
    readings: readingsInForce(record).filter((one) => isSomething(settledQuantity(one)) && counts("reading", one.no)),
  };
};

/** What counts as their word: what they undertook, or also what they only announced and nothing firmer stands beside. */
type Words = "undertaken" | "all";

const wordOf = (pledge: Pledge, words: Words) =>
  pledgedAt(pledge, "committed") ?? (words === "all" ? pledgedAt(pledge, "announced") : undefined);

/** Money they gave their word on that has not come. What came in other currencies only cannot be held against it. */
const owesCash = (record: Climber, rung: Arrival, words: Words): boolean => {
  const came = arrivals(record, rung)
    .deliveries.filter(({ mode }) => mode === "cash")
    .flatMap((one) => delivered(one).value?.money ?? []);
  const promised = leavesOf(record.pledges)
    .filter((pledge) => formOf(pledge) === "cash")
    .flatMap((pledge) => wordOf(pledge, words)?.value?.money ?? []);
  const sum = (all: readonly Money[], currency: string) =>
    sumOfDecimals(all.flatMap((money) => (money.currency === currency ? [money.amount] : [])));
  return [...new Set(promised.map(({ currency }) => currency))].some(
    (currency) =>
      (came.length === 0 || came.some((money) => money.currency === currency)) &&
      compareDecimals(sum(promised, currency), sum(came, currency)) > 0,
  );
};

const isKept = (line: LadderLine, rung: Arrival, words: Words): boolean => {
  const arrived = line[rung];
  const word = line.committed ?? (words === "all" ? line.announced : undefined);
  if (!word || !arrived) return !word;
  return word.value === undefined || isMet(difference(word, arrived), arrived);
};

/** Whether everything that they undertook to give has arrived, however much was asked; with no undertaking there is nothing to keep. */
export const hasKeptWord = (record: Climber, rung: Arrival = "delivered"): boolean =>
  record.pledges.length > 0 &&
  linesOf(record).every((line) => isKept(line, rung, "undertaken")) &&
  !owesCash(record, rung, "undertaken") &&
  leavesOf(record.pledges).some((pledge) => pledgedAt(pledge, "committed"));

/**
 * How far a request to give something has been fulfilled: only by deliveries received and by readings, line by
 * line. Where nothing was asked or promised in numbers, it is full once something has arrived, what was promised
 * under other names too, and nothing more is on its way.
 */
export const contributed = (record: Climber, rung: Arrival = "delivered"): Fulfilment => {
  const { deliveries, readings } = arrivals(record, rung);
  if (deliveries.length === 0 && readings.length === 0) return "none";
  const lines = linesOf(record);
  const asked = lines.filter((line) => line.asked);
  const numbered = asked.some((line) => line.asked?.value !== undefined);
  // One thing asked for without a number may well have come under another name.
  const byName = asked.length > 1 || numbered;
  const done = byName
    ? asked.every((line) => lineFulfilment(line, rung) === "full")
    : lines.every((line) => isKept(line, rung, "all"));
  const underWay =
    !numbered && record.deliveries.some((one) => stateOf(one) === "planned" || stateOf(one) === "dispatched");
  return done && !underWay && (numbered || !owesCash(record, rung, "all")) ? "full" : "part";
};

/** The answer reaches only some: customers or a time of its own, or a business line that the request does not name. */
const isNarrowed = (request: Request): boolean => {
  const { title, items, lines } = request;
  const { customers, duration, line } = answerInForce(request)?.scope ?? {};
  if (customers !== undefined || duration !== undefined) return true;
  const asked = fold([title, items ?? "", ...(lines ?? []).map(({ item }) => item)].join(" "));
  return line !== undefined && !asked.includes(fold(line));
};

/** How far a request to stop something has been fulfilled: only by how far they went, and for whom; words are not enough. */
const restricted = (request: Request): Fulfilment => {
  const extent = extentOf(answerInForce(request));
  switch (extent) {
    case undefined:
    case "none":
      return "none";
    case "pause_new":
    case "reduce":
      return "part";
    case "suspend":
    case "exit":
      return isNarrowed(request) ? "part" : "full";
    default:
      return extent satisfies never;
  }
};

/** How far a request has been fulfilled, by the rule of its family. A yes alone fulfils nothing. */
export const fulfilmentOf = (request: Request): Fulfilment =>
  familyOf(request.kind) === "restrict" ? restricted(request) : contributed(request);
