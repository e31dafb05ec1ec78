import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeCall } from "../src/call.ts";
import { COMMANDS } from "../src/commands/index.ts";
import type { Seen } from "../src/domain/request.ts";
import { may, type Role } from "../src/domain/vocabulary.ts";
import { type Chat, deedOf, type Filled, type Ground, openParley, type Parley } from "./support/parley.ts";
import { isBroken, refusalIn } from "./support/verdict-read.ts";
import {
  ELSEWHERE,
  SPEAKERS,
  type SpeakerKind,
  STATES,
  STEPS,
  type State,
  type Step,
  type Verdict,
} from "./support/verdicts.ts";

const OVER = { closed: "already_closed", withdrawn: "already_withdrawn" } as const;
const UNSENT = { awaiting: "needs_approval", ...OVER } as const;
const NO_CLOCK = { draft: "no_deadline", awaiting: "no_deadline", given: "no_deadline" } as const;
/** The same in every state. */
const every = (verdict: Verdict): Record<State, Verdict> =>
  // It has a verdict for each of them.
  Object.fromEntries(Object.keys(STATES).map((state) => [state, verdict])) as Record<State, Verdict>;
/** There is a delivery in one state only. */
const NO_DELIVERY = { ...every("no_such_part"), given: "allowed" } as const;

/** A record's keys are its names. */
const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(record) as K[];

/** The law, by hand: in which states a step is refused to somebody who may take it. What is not named is allowed. */
const LAW: Readonly<Record<Step, Partial<Record<State, Verdict>>>> = {
  response: {},
  approach: UNSENT,
  chase: { draft: "not_sent_yet", ...UNSENT },
  promise: OVER,
  note: {},
  evidence: {},
  claim: { ...NO_DELIVERY, answered: "allowed" },
  pledge: {},
  delivery: {},
  leg: NO_DELIVERY,
  progress: {},
  agreement: {},
  confirm: NO_DELIVERY,
  due: OVER,
  pause: { ...NO_CLOCK, paused: "already_paused", ...OVER },
  resume: { ...every("not_paused"), ...NO_CLOCK, paused: "allowed", ...OVER },
  snooze: OVER,
  assign: OVER,
  approve: { ...every("already_sent"), draft: "not_awaiting", awaiting: "allowed", ...OVER },
  "approve ask": { ...every("already_sent"), draft: "allowed", awaiting: "already_asked", ...OVER },
  edit: {},
  close: OVER,
  reopen: { ...every("still_open"), closed: "allowed", withdrawn: "allowed" },
  withdraw: OVER,
  undo: { draft: "asked" },
};

/** Who may, at least; what is not named is for coordinators. */
const NEEDS: Readonly<Record<string, Role>> = {
  confirm: "liaison",
  undo: "liaison",
  approve: "lead",
  "team look": "observer",
  settings: "observer",
  link: "observer",
  team: "lead",
  role: "lead",
  "role admin": "admin",
  "settings all": "lead",
  "link server": "admin",
};

/** Whoever was taken out of the work may look, and no more. */
const rankOf = (who: Exclude<SpeakerKind, "guest">): Role => (who === "left" ? "observer" : who);

const lawFor = (who: SpeakerKind, deed: string, state?: State): Verdict => {
  if (who === "guest") return "outsider";
  if (!may(rankOf(who), NEEDS[deed] ?? "coordinator")) return "not_allowed";
  if (deed === "undo" && who === "liaison") return "undo_others";
  if (deed === "request") return "asked";
  // Only a step has a state.
  return (state && LAW[deed as Step][state]) ?? "allowed";
};

/** What no button of ours carries, and what an observer and a coordinator come to who press it. */
const FORGED: readonly (readonly [carried: string, observer: string, coordinator: string])[] = [
  ["?", "unknown_command", "unknown_command"],
  ["&=%", "unknown_command", "unknown_command"],
  ["%E0%A4%A", "unknown_command", "unknown_command"],
  ["💥", "unknown_command", "unknown_command"],
  ["nosuch?request=AID-3", "unknown_command", "unknown_command"],
  ["constructor?request=AID-3", "unknown_command", "unknown_command"],
  ["__proto__?request=AID-3", "unknown_command", "unknown_command"],
  ["x".repeat(150), "unknown_command", "unknown_command"],
  ["parked", "outdated_button", "outdated_button"],
  ["parked?key=nosuch", "outdated_button", "outdated_button"],
  ["close?request=AID-999&reason=Why", "not_allowed", "no_such_request"],
  ["close?request=-1&reason=Why", "not_allowed", "no_such_request"],
  ["close?request=AID-99999999999999999999&reason=Why", "not_allowed", "no_such_request"],
  ["close?request=2147483648&reason=Why", "not_allowed", "no_such_request"],
  ["close?request=AID-3", "answered", "answered"],
  ["undo?request=AID-3&change=00000000-0000-0000-0000-000000000000", "not_allowed", "stale"],
  ["undo?request=AID-3&change=%27%3B--", "not_allowed", "stale"],
  ["pause?request=AID-3&reason=Why&v=1.%3Cx%3E", "not_allowed", "invalid_option"],
  ["pause?request=AID-3&reason=Why&v=999999999999", "not_allowed", "invalid_option"],
  ["pause?request=AID-3&reason=Why&role=admin", "not_allowed", "answered, recorded"],
  ["settings?all=yes&newcomers=admin&me=admin&needs=observer", "not_allowed", "not_allowed"],
  ["role?member=me&role=admin", "not_allowed", "not_allowed"],
  ["role?member=me&role=admin&anyway=yes&by=admin", "not_allowed", "not_allowed"],
  ["team?name=Forged&zone=Mars/Olympus", "unknown_zone", "unknown_zone"],
  ["company?name=Contoso&redact=Nobody&reveal=yes", "not_allowed", "not_allowed"],
  ["campaign?code=FORGED&remove=yes", "not_allowed", "not_allowed"],
  ["campaign?sample=yes&code=FORGED", "not_allowed", "name_taken"],
  ["note?request=AID-3&kind=remark&text=%00", "not_allowed", "empty"],
  ["note?request=AID-3&kind=%00&text=x", "not_allowed", "not_a_choice"],
  ["show?request=%00", "no_such_request", "no_such_request"],
  ["list?text=%00&company=%00", "empty", "empty"],
  ["history?company=%00", "empty", "empty"],
  ["link?code=%00", "empty", "empty"],
  ["assign?request=AID-3&member=%00", "not_allowed", "empty"],
  ["note?request=AID-3&kind=remark&text=%ED%A0%80", "not_allowed", "empty"],
  [`note?request=AID-3&kind=remark&text=${"x".repeat(4_001)}`, "not_allowed", "too_long"],
  ["pledge?request=AID-3&pledge=0&cancel=Why", "not_allowed", "invalid_option"],
  ["pledge?request=AID-3&title=x&amount=NaN", "unreadable_amount", "unreadable_amount"],
  ["delivery?request=AID-7&delivery=1e9&state=received", "not_allowed", "invalid_option"],
  ["list?page=-1", "invalid_option", "invalid_option"],
  ["list?page=99999", "answered", "answered"],
];

/** Free text in fields for which the register offers what it knows. */
const due = (request: string): Filled => ({
  command: "due",
  path: "aid steer due",
  typed: { request, when: "2022-03-21" },
});
const ask = (company: string, kind: string): Filled => ({
  command: "request",
  path: "aid request",
  typed: { company, title: "Tents", kind },
});
const FREE: readonly (readonly [filled: Filled, coordinator: string])[] = [
  [due("AID-999"), "no_such_request"],
  [due("To be waiting"), "no_such_request"],
  [due("No such title"), "no_such_request"],
  [due("0"), "no_such_request"],
  [due("💥"), "no_such_request"],
  [due("3"), "answered, recorded"],
  [{ command: "response AID-3", path: "aid response", typed: { request: "AID-3", outcome: "maybe" } }, "not_a_choice"],
  [
    { command: "note AID-3", path: "aid note", typed: { request: "AID-3", kind: "gossip", text: "They called" } },
    "not_a_choice",
  ],
  // It may be Contoso that is meant, so that is asked first.
  [ask("Contosso", "equipment"), "answered"],
  [ask("—", "equipment"), "invalid_option"],
  [ask("Zzz", "everything"), "not_a_choice"],
];

describe("What is allowed", { timeout: 120_000 }, () => {
  let parley: Parley;
  beforeAll(async () => {
    parley = await openParley();
  }, 60_000);
  afterAll(() => parley.close());

  it("is asked here of every command that changes something", () => {
    const asked = new Set([...Object.keys(STEPS), ...Object.keys(ELSEWHERE)].map((deed) => deed.split(" ")[0]));
    expect(COMMANDS.filter(({ changes, name }) => changes && !asked.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it.each(["console", "slack", "discord"] as const)(
    "is the same law, for everybody in every state, on %s",
    async (ground: Ground) => {
      const strayed: string[] = [];
      for (const who of SPEAKERS) {
        for (const step of keysOf(STEPS)) {
          for (const state of keysOf(STATES)) {
            const verdict = await parley.verdict(ground, who, step, state);
            if (verdict !== lawFor(who, step, state))
              strayed.push(`${who} ${step} ${state}: ${verdict}, not ${lawFor(who, step, state)}`);
          }
        }
        for (const deed of Object.keys(ELSEWHERE)) {
          const verdict = await parley.verdict(ground, who, deed);
          if (verdict !== lawFor(who, deed)) strayed.push(`${who} ${deed}: ${verdict}, not ${lawFor(who, deed)}`);
        }
      }
      expect(strayed).toEqual([]);
    },
  );

  it.each(["slack", "discord"] as const)("is what people read, whether they type or press, in %s", async (ground) => {
    const strayed: string[] = [];
    const check = async (who: SpeakerKind, isTyped: boolean, deed: string, state?: State): Promise<void> => {
      const call = deedOf(deed, state);
      const seen = await (isTyped ? parley.types(ground, who, call) : parley.presses(ground, who, encodeCall(call)));
      const [law, read] = [lawFor(who, deed, state), refusalIn(seen) ?? "allowed"];
      if (isBroken(seen) || seen === "" || read !== (law === "asked" ? "allowed" : law))
        strayed.push(`${who} ${isTyped ? "types" : "presses"} ${deed} ${state ?? ""}: ${read}, not ${law}: ${seen}`);
    };
    // Discord has no guests, and whoever left the server cannot speak there.
    const speaker = (nth: number): SpeakerKind => {
      const who = SPEAKERS[nth % SPEAKERS.length] ?? "admin";
      return who === "guest" && ground === "discord" ? "coordinator" : who;
    };
    await parley.rehearsed(async () => {
      // Every step with every state, and everybody with every step, every state and both ways.
      for (const [nth, step] of keysOf(STEPS).entries())
        for (const [at, state] of keysOf(STATES).entries())
          await check(speaker(nth + at), (nth + at) % 2 === 0, step, state);
      for (const [nth, deed] of Object.keys(ELSEWHERE).entries())
        for (const more of [0, 3, 5]) await check(speaker(nth + more), (nth + more) % 2 === 0, deed);
    });
    expect(strayed).toEqual([]);
    expect(parley.faults()).toEqual([]);
  });

  /** What comes of it when an observer and then a coordinator do something in Slack, and the same in Discord. */
  const outcomes = async (
    act: (ground: Chat, who: SpeakerKind) => Promise<string>,
  ): Promise<Readonly<Record<Chat, readonly string[]>>> => {
    const outcome = async (ground: Chat, who: SpeakerKind): Promise<string> => {
      const before = await parley.recorded();
      const seen = await act(ground, who);
      if (isBroken(seen) || seen === "") return `broken: ${seen}`;
      return `${refusalIn(seen) ?? "answered"}${(await parley.recorded()) > before ? ", recorded" : ""}`;
    };
    return {
      slack: [await outcome("slack", "observer"), await outcome("slack", "coordinator")],
      discord: [await outcome("discord", "observer"), await outcome("discord", "coordinator")],
    };
  };
  const both = (...of: readonly string[]): Readonly<Record<Chat, readonly string[]>> => ({ slack: of, discord: of });

  it("is decided for what a forged button carries as for what is typed", async () => {
    for (const [carried, observer, coordinator] of FORGED)
      expect
        .soft(await outcomes((ground, who) => parley.presses(ground, who, carried)), carried.slice(0, 70))
        .toEqual(both(observer, coordinator));
  });

  it("is decided by what a button's request is now, and by which one it was", async () => {
    const press =
      (v: (here: Seen, elsewhere: Seen) => string) =>
      async (ground: Chat, who: SpeakerKind): Promise<string> => {
        const here = await parley.drawn(ground, "waiting");
        const elsewhere = await parley.drawn(ground === "slack" ? "discord" : "slack", "waiting");
        return parley.presses(ground, who, `snooze?request=AID-3&until=now&reason=Why&v=${v(here, elsewhere)}`);
      };
    expect(await outcomes(press(({ version, mark }) => `${version - 1}.${mark}`))).toEqual(
      both("not_allowed", "stale"),
    );
    expect(await outcomes(press(({ version }, { mark }) => `${version}.${mark}`))).toEqual(
      both("not_allowed", "outdated_button"),
    );
    const seen = await press(({ version, mark }) => `${version - 1}.${mark}`)("discord", "coordinator");
    expect(seen).toContain("Since then:");
  });

  it("is decided for free text where there is a list to choose from", async () => {
    for (const [filled, coordinator] of FREE)
      expect
        .soft(await outcomes((ground, who) => parley.fills(ground, who, filled)), Object.values(filled.typed).join())
        .toEqual(both("not_allowed", coordinator));
  });

  it("left nothing half written and nothing broken behind", async () => {
    expect(parley.faults()).toEqual([]);
    expect(await parley.flaws()).toEqual([]);
  });
});
