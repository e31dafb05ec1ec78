import type { Agreement, Delivery, Pledge } from "../domain/contribution.ts";
import { REMINDER_KINDS, type ReminderKind } from "../domain/reminder.ts";
import type { Request } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { LATER } from "./gallery-cards.ts";
import { reminderView } from "./reminder.ts";
import type { Reminding } from "./reminder-words.ts";
import { AT, answer, card, PASSED, SILENT } from "./sample.ts";
import type { View } from "./view.ts";

const SAID = "2022-03-08T09:00:00.000Z";

const without = (field: "owner" | "snooze"): Card => {
  const { [field]: _gone, ...rest } = card().request;
  return { ...card(), request: rest };
};

const { extent: _, ...YES } = answer({ outcome: "accepted_full", recorded: SAID });

/** They agreed to give something, and no clock runs. */
const agreed = (changes: Partial<Request> = {}, more: Partial<Card> = {}): Card =>
  card({ kind: "equipment", title: "Send field routers", responses: [YES], deadline: PASSED, ...changes }, more);

const PLEDGE: Pledge = {
  no: 1,
  form: "cash",
  title: "Grant for hospitals",
  steps: [
    {
      stage: "committed",
      at: { on: "2022-03-08", precision: "day" },
      value: { money: { amount: "5000000", currency: "USD" } },
      lines: [],
      recorded: SAID,
    },
  ],
  instalments: [
    { no: 1, due: "2022-03-14", value: { money: { amount: "2000000", currency: "USD" } }, lines: [] },
    { no: 2, due: "2022-03-15", lines: [] },
    { no: 3, due: "2022-03-22", value: { money: { amount: "3000000", currency: "USD" } }, lines: [] },
  ],
  claims: [],
  recorded: SAID,
};

const arrival = (no: number, title: string): Delivery => ({
  no,
  mode: "physical",
  title,
  recipients: "Ministry of Health",
  lines: [],
  moves: [{ state: "received", on: { on: "2022-03-08", precision: "day" }, recorded: SAID }],
  legs: [],
  claims: [],
  recorded: SAID,
});

const PAPER: Agreement = {
  no: 1,
  kind: "memorandum",
  title: "Меморандум про хмарні копії",
  parties: [],
  signatories: [],
  until: "2022-03-22",
  claims: [],
  recorded: SAID,
};

/** Approved by whoever leads; asked on the evening before. */
const proposed = card({
  status: "awaiting_approval",
  approaches: [],
  approval: {
    asked: "2022-03-14T16:30:00.000Z",
    by: "m1",
    proposed: { channel: "open_letter", to: "Lee Park", text: "Просимо зупинити продаж." },
  },
});

/** A request in the state in which each kind of reminder finds it, and the part that is meant. */
const REMINDED: Readonly<Record<ReminderKind, readonly [Card, key?: string]>> = {
  unowned: [without("owner")],
  ends: [agreed({ agreements: [PAPER] }), "ends-7:1@2022-03-22"],
  nothing_seen: [agreed({ pledges: [PLEDGE] }, { at: LATER })],
  unread: [card({ responses: [SILENT] })],
  snooze_over: [card({ snooze: { until: AT, reason: "answer promised" } })],
  instalment: [agreed({ pledges: [PLEDGE] }), "instalment-7:1.3@2022-03-22"],
  before: [card({}, { workingDaysLeft: 3 })],
  half: [card()],
  quarter: [card()],
  unconfirmed: [
    agreed({ deliveries: [arrival(1, "500 routers"), arrival(2, "Дві антени")] }),
    `unconfirmed-7:1@${SAID}`,
  ],
  promised: [card({ promise: { due: { day: "2022-03-15" }, recorded: AT } })],
  instalment_today: [agreed({ pledges: [PLEDGE] }), "instalment_today:1.2@2022-03-15"],
  today: [card({}, { at: "2022-03-18T07:00:00.000Z" })],
  approval: [proposed, "approval-2022-03-15:2022-03-14T16:30:00.000Z"],
  instalment_late: [agreed({ pledges: [PLEDGE] }), "instalment_late:1.1@2022-03-14"],
  late: [card({ deadline: PASSED, owner: "m3", standIn: "m2" })],
  weekly: [card({ deadline: PASSED }, { at: "2022-03-18T07:00:00.000Z" })],
  very_late: [card({ deadline: PASSED }, { at: LATER })],
};

const reminding = (kind: ReminderKind, repeat: boolean): Reminding => {
  const [reminded, key = ""] = REMINDED[kind];
  return { kind, key, card: reminded, repeat };
};

/** What they agreed to by a date, in each way in which that date is spoken of. */
const PROMISED = agreed({ promise: { due: { day: "2022-03-17" }, recorded: AT } }, { at: "2022-03-18T07:00:00.000Z" });

/** Each kind of reminder alone, what they agreed to by a date, and all of them after an outage. */
export const REMINDERS: Readonly<Record<string, (say: Say) => View>> = {
  ...Object.fromEntries(
    REMINDER_KINDS.map((kind) => [
      `reminder-${kind}`,
      (say: Say) => reminderView({ items: [reminding(kind, kind === "weekly")], late: kind === "half" }, say),
    ]),
  ),
  ...Object.fromEntries(
    (["before", "late", "weekly", "very_late"] as const).map((kind) => [
      `reminder-agreed-${kind}`,
      (say: Say) => reminderView({ items: [{ kind, key: "", card: PROMISED, repeat: false }] }, say),
    ]),
  ),
  "reminder-summary": (say) =>
    reminderView(
      {
        late: true,
        items: REMINDER_KINDS.map((kind, index) => {
          const one = reminding(kind, index === 3);
          const { company, request } = one.card;
          const its = index % 3 === 0 ? { ...company, name: "Ольвія Телеком" } : company;
          return { ...one, card: { ...one.card, company: its, request: { ...request, ref: index + 1 } } };
        }),
      },
      say,
    ),
};
