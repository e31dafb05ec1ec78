import type { z } from "zod";
import { CALL_LIMIT, type Call, decodeCall, encodeCall, type Invocation } from "./call.ts";
import { planned } from "./clockwork/planned.ts";
import type { AnyCommand, CommandSpec } from "./commands/command.ts";
import { lacking, specOf } from "./commands/command.ts";
import { Explained, mustTakePart } from "./commands/finding.ts";
import { formFor } from "./commands/form.ts";
import { COMMANDS } from "./commands/index.ts";
import { withNames } from "./commands/mentions.ts";
import { Question } from "./commands/question.ts";
import { suggestions } from "./commands/suggest.ts";
import { refusalsIn } from "./commands/unreadable.ts";
import { commandNamed, readWords } from "./commands/words.ts";
import { isDirect, teamAt } from "./domain/places.ts";
import { Refusal } from "./domain/refusal.ts";
import { type Language, may } from "./domain/vocabulary.ts";
import { knowing } from "./knowing.ts";
import { type Say, speak } from "./language/say.ts";
import type { Answer, Bot, Desk, Log, Met, Random, Store, Who } from "./ports.ts";
import { faultView } from "./view/fault.ts";
import { questionView } from "./view/question.ts";
import { refusalView, refusalWords } from "./view/refusal.ts";
import type { View } from "./view/view.ts";

/** What a bot is made of. `language` speaks to those whose language nobody knows yet. */
export interface BotParts {
  readonly store: Store;
  readonly random: Random;
  readonly log: Log;
  readonly language: Language;
  readonly commands?: readonly AnyCommand[];
}

/** Stands for a call that is too long for a button; see Desk.park. */
const PARKED = "parked";

/** The language of an answer: the caller's own where nobody else reads it, the channel's for a public one. */
const sayTo = async (desk: Desk, invocation: Invocation, audience: Answer["audience"]): Promise<Say> => {
  if (audience === "caller" || isDirect(invocation.place))
    return speak(desk.me.language ?? invocation.speaker.language ?? desk.workspace.language);
  const here = teamAt(await desk.teams(), invocation.place);
  return speak(here?.language ?? desk.workspace.language);
};

/** Reads a call's options by the command's schema; every fault at once, the first as the refusal. */
const parse = (command: AnyCommand, call: Call): { options: z.output<AnyCommand["options"]> } | { faults: Refusal } => {
  const read = command.options.safeParse(call.options);
  if (read.success) return { options: read.data };
  const faults = refusalsIn(read.error, command);
  const first = faults[0] as Refusal; // a failed parse has at least one issue
  return { faults: new Refusal(first.code, first.params, first.option, faults) };
};

/** Replaces every call that does not fit on a button by a short one that stands for it. */
const fitted = async (view: View, desk: Desk): Promise<View> => {
  const fit = async (call: Call): Promise<Call> =>
    encodeCall(call).length <= CALL_LIMIT
      ? call
      : { command: PARKED, options: { key: await desk.park(encodeCall(call)) } };
  const blocks = [];
  for (const block of view.blocks) {
    if (block.kind !== "buttons") blocks.push(block);
    else {
      const buttons = [];
      for (const button of block.buttons) buttons.push({ ...button, call: await fit(button.call) });
      blocks.push({ ...block, buttons });
    }
  }
  return { ...view, blocks };
};

const unparked = async (call: Call, desk: Desk): Promise<Call> => {
  if (call.command !== PARKED) return call;
  const kept = await desk.parked(call.options["key"] ?? "");
  if (kept === undefined) throw new Refusal("outdated_button");
  return decodeCall(kept);
};

/** A refusal as the caller reads it: privately, and each sentence on the field that it is about. */
const refused = (refusal: Refusal, say: Say): Answer => {
  const all = refusal.others.length > 0 ? refusal.others : [refusal];
  const faults = Object.fromEntries(
    all.flatMap((each) => (each.option ? [[each.option, refusalWords(each, say)]] : [])),
  );
  return {
    view: refusalView(refusal, say, refusal instanceof Explained ? refusal.help : {}),
    audience: "caller",
    language: say.language,
    ...(Object.keys(faults).length > 0 && { faults }),
  };
};

/** Where a platform knows nobody besides those who speak. */
const nobody: Who = async () => undefined;

const BASE32 = "abcdefghjkmnpqrstuvwxyz23456789";

/** The command core: find, authorise, parse, run, present; and the one place where faults are caught. */
export const createBot = ({ store, random, log, language, commands = COMMANDS }: BotParts): Bot => {
  const specs: readonly CommandSpec[] = commands.map(specOf);
  const byName = new Map(commands.map((command) => [command.name, command]));

  /** What is asked for, or why that cannot be read. */
  const callIn = ({ input }: Invocation): Call | Refusal => {
    if (typeof input !== "string") return input;
    try {
      return readWords(input, specs);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  };

  const find = (name: string): AnyCommand =>
    byName.get(name) ?? (byName.get(commandNamed(name, specs).name) as AnyCommand); // specs and byName hold the same names

  const run = async (call: Call, desk: Desk, invocation: Invocation): Promise<Answer> => {
    const command = find(call.command);
    if (!may(desk.me.role, command.needs)) {
      throw new Refusal("not_allowed", { command: command.name, need: command.needs, role: desk.me.role });
    }
    const [missing] = lacking(command, call.options);
    if (missing !== undefined) throw new Refusal("missing_option", { option: missing, command: command.name }, missing);
    const parsed = parse(command, await withNames(call, specOf(command), desk));
    if ("faults" in parsed) throw parsed.faults;
    const plan = planned(desk);
    const result: unknown = await command.run(parsed.options, plan.desk);
    const { carded: all, homes } = await plan.carryOut();
    const [carded, ...others] = all;
    // Read afterwards: whoever has just chosen a language is answered in it.
    const say = await sayTo({ ...desk, me: (await desk.member(desk.me.id)) ?? desk.me }, invocation, command.audience);
    const replaces = typeof invocation.input !== "string" && command.changes && command.audience === "channel";
    const kept = command.repeated?.(result, say);
    return {
      view: command.present(result, say),
      ...(kept && { kept }),
      audience: command.audience,
      language: say.language,
      ...(replaces && { replaces }),
      ...(homes.length > 0 && { homes }),
      ...(carded !== undefined &&
        others.length === 0 && { touched: { workspace: desk.workspace.id, request: carded, at: desk.at } }),
    };
  };

  const meet = async ({ key: _, ...invocation }: Invocation): Promise<Met> => {
    let say = speak(invocation.speaker.language ?? language);
    try {
      return await store.look(invocation, async (desk) => {
        say = await sayTo(desk, invocation, "caller");
        mustTakePart(desk, invocation.speaker);
        return { language: say.language, ...((await desk.teams()).length === 0 && { isNew: true }) };
      });
    } catch (error) {
      if (error instanceof Refusal) return { language: say.language, away: refused(error, say) };
      // Whatever they go on to do is decided again, and fails in words.
      log.warn("meet", { error });
      return { language: say.language };
    }
  };

  const ask = (question: Question, call: Call, say: Say): Answer => ({
    view: questionView(
      {
        key: question.key,
        params: question.fillings,
        details: question.details,
        choices: question.choices.map(({ label, fillings, weight, set, call: other }) => ({
          label: say.words(label, fillings),
          weight,
          call: other ?? { command: call.command, options: { ...call.options, ...set } },
        })),
      },
      say,
    ),
    audience: "caller",
    language: say.language,
  });

  return {
    commands: specs,

    form(invocation, spoken = invocation.speaker.language ?? language) {
      const call = callIn(invocation);
      // What cannot be read is refused by `handle`, with what would work.
      return call instanceof Refusal ? undefined : formFor(call, byName.get(call.command), speak(spoken));
    },

    meet,

    suggest: (invocation, option, typed) => suggestions({ store, specs, log }, invocation, option, typed),

    async handle(invocation, who = nobody) {
      let say = speak(invocation.speaker.language ?? language);
      try {
        const call = callIn(invocation);
        if (call instanceof Refusal) {
          const met = await meet(invocation);
          return met.away ?? refused(call, speak(met.language));
        }
        const writes = call.command === PARKED || (byName.get(call.command)?.changes ?? false);
        const work = async (desk: Desk): Promise<Answer> => {
          say = await sayTo(desk, invocation, "caller");
          mustTakePart(desk, invocation.speaker);
          const real = await unparked(call, desk);
          const answer = await run(real, desk, invocation).catch((error: unknown) => {
            if (error instanceof Question) return ask(error, real, say);
            throw error;
          });
          return { ...answer, view: await fitted(answer.view, desk) };
        };
        return await knowing((named) => store.answer({ ...invocation, named }, work, { writes }), who, log);
      } catch (error) {
        if (error instanceof Refusal) return refused(error, say);
        const reference = [...random.bytes(4)].map((byte) => BASE32[byte % BASE32.length]).join("");
        log.error("fault", { reference, error });
        return { view: faultView(reference, say), audience: "caller", language: say.language, fault: reference };
      }
    },
  };
};
