import type { z } from "zod";
import type { Call } from "../call.ts";
import { Refusal } from "../domain/refusal.ts";
import type { AnyCommand } from "./command.ts";
import type { Fault } from "./options.ts";

/** What a command's schema says against a call's options, as refusals that name each its option. */
export const refusalsIn = (error: z.ZodError, command: AnyCommand): readonly Refusal[] =>
  error.issues.map((issue) => {
    const option = String(issue.path[0] ?? "");
    if (issue.code !== "custom") return new Refusal("missing_option", { option, command: command.name }, option);
    // Only options.ts raises custom issues, and it always gives them a Fault.
    const { refusal, params } = issue.params as unknown as Fault;
    return new Refusal(refusal, { ...params, option }, option);
  });

/** Options that were given and cannot be read, each with why: a form asks for them anew, or nobody could put them right there. */
export const unreadable = (call: Call, command: AnyCommand): ReadonlyMap<string, Refusal> => {
  const read = command.options.safeParse(call.options);
  const wrong = read.success ? [] : refusalsIn(read.error, command);
  return new Map(
    wrong.flatMap((refusal) =>
      refusal.option !== undefined && call.options[refusal.option] !== undefined
        ? [[refusal.option, refusal] as const]
        : [],
    ),
  );
};
