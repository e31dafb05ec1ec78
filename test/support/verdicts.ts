import { createBot } from "../../src/bot.ts";
import type { Call, Invocation } from "../../src/call.ts";
import { Refusal, type RefusalCode } from "../../src/domain/refusal.ts";
import type { Answer, Bot, Log, Random, Store } from "../../src/ports.ts";

/** What came of something that a person did: it was done, it was asked about first, or why not. */
export type Verdict = "allowed" | "asked" | RefusalCode;

/** In which state a request is found, with what is said to bring it there; `REF` stands for its number. */
export const STATES = {
  draft: [],
  awaiting: ["approve REF ask:yes"],
  waiting: ['approach REF email reply-by:"5 working days"'],
  answered: ['approach REF email reply-by:"5 working days"', 'response REF deferred "Next month"'],
  paused: ['approach REF email reply-by:"5 working days"', 'pause REF "They asked which ones"'],
  snoozed: ['approach REF email reply-by:"5 working days"', 'snooze REF until:tomorrow reason:"A holiday"'],
  given: [
    "approach REF email",
    'response REF accepted_full "All of it"',
    'pledge REF "500 terminals" lines:"500 terminals"',
    'delivery REF "500 terminals" mode:physical state:received',
  ],
  closed: ["approach REF email", 'close REF "All is done"'],
  withdrawn: ["approach REF email", 'withdraw REF "The wrong entity"'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** One of them. */
export type State = keyof typeof STATES;

/** Who speaks: by role, as a guest of the platform, or as an admin who was taken out of the work. */
export const SPEAKERS = ["guest", "observer", "liaison", "coordinator", "lead", "admin", "left"] as const;

/** One of them. */
export type SpeakerKind = (typeof SPEAKERS)[number];

/** What is done to one request, a command a line; the request is filled in. */
export const STEPS = {
  response: { outcome: "declined", ground: "legal" },
  approach: { channel: "call" },
  chase: { channel: "call" },
  promise: { when: "2022-03-18" },
  note: { kind: "remark", text: "They called" },
  evidence: { url: "https://example.org/a" },
  claim: { response: "1", field: "date", value: "March", source: "A paper" },
  pledge: { title: "Tents", lines: "50 tents" },
  delivery: { title: "Boxes", mode: "physical", state: "received" },
  leg: { delivery: "1", direction: "out", to: "Kyiv" },
  progress: { metric: "data", quantity: "10 GB" },
  agreement: { title: "A paper" },
  confirm: { delivery: "1", quote: "All here", by: "The ministry" },
  due: { when: "2022-03-21" },
  pause: { reason: "They asked" },
  resume: {},
  snooze: { until: "2022-03-09", reason: "A holiday" },
  assign: { member: "me" },
  approve: {},
  "approve ask": { ask: "yes" },
  edit: { title: "Other words" },
  close: { reason: "Enough" },
  reopen: {},
  withdraw: { reason: "Not theirs" },
  undo: {},
} as const satisfies Readonly<Record<string, Call["options"]>>;

/** One of them. */
export type Step = keyof typeof STEPS;

/** What is done to no request in particular. */
export const ELSEWHERE = {
  request: { company: "Contoso", title: "Tents", kind: "equipment" },
  batch: { companies: "Contoso", title: "Boats", kind: "equipment", channel: "email" },
  "chase late": { all: "late" },
  company: { name: "Contoso", country: "US" },
  campaign: { code: "WINTER", name: "Winter" },
  team: { name: "Press" },
  "team look": {},
  role: { member: "observer", role: "coordinator" },
  "role admin": { member: "me", role: "admin" },
  "settings all": { all: "yes", zone: "Europe/Kyiv" },
  settings: { language: "en" },
  link: {},
  "link server": { server: "yes" },
} as const satisfies Readonly<Record<string, Call["options"]>>;

/** The call of a deed; its name may go on after the command's. */
export const callOf = (deed: string, options: Call["options"], ref?: string): Call => ({
  command: deed.split(" ")[0] ?? "",
  options: { ...(ref !== undefined && { request: ref }), ...options },
});

/** A bot on a store whose transactions are all taken back, so that every deed finds the same register; and its verdicts. */
export interface Judge {
  readonly bot: Bot;
  /** Of one deed at a time. */
  verdict(invocation: Invocation): Promise<Verdict>;
}

/** Makes a judge on somebody's store. */
export const judgeOn = ({ store, random, log }: { store: Store; random: Random; log: Log }): Judge => {
  let refusal: RefusalCode | undefined;
  const takenBack: Store = {
    ...store,
    answer: async (invocation, work, options) => {
      let said: Answer | undefined;
      const end = new Error("taken back");
      try {
        return await store.answer(
          invocation,
          async (desk) => {
            said = await work(desk);
            throw end;
          },
          options,
        );
      } catch (error) {
        if (error === end && said) return said;
        refusal = error instanceof Refusal ? error.code : undefined;
        throw error;
      }
    },
  };
  const bot = createBot({ store: takenBack, random, log, language: "en" });
  return {
    bot,
    verdict: async (invocation) => {
      refusal = undefined;
      const { view, audience, fault } = await bot.handle(invocation);
      if (fault !== undefined) throw new Error(`a fault, not a verdict: ${JSON.stringify(invocation.input)}`);
      if (view.tone === "refused") return refusal ?? "unknown_command";
      const name = typeof invocation.input === "string" ? "" : invocation.input.command;
      const own = bot.commands.find((command) => command.name === name)?.audience;
      return audience === own ? "allowed" : "asked";
    },
  };
};
