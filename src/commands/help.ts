import { z } from "zod";
import { helpView } from "../view/help.ts";
import { type AnyCommand, type CommandSpec, command, specOf } from "./command.ts";
import { line, maybe } from "./options.ts";
import { commandNamed } from "./words.ts";

/** What people may be told of a command: everything but what only buttons carry. */
const told = (spec: CommandSpec): CommandSpec => ({ ...spec, options: spec.options.filter(({ hidden }) => !hidden) });

/** Tells what can be typed, from the definitions of the commands themselves. */
export const helpOn = (commands: () => readonly AnyCommand[]) =>
  command({
    name: "help",
    group: "look",
    needs: "observer",
    changes: false,
    audience: "caller",
    positional: ["topic"],
    examples: ["help", "help request"],
    options: z.object({ topic: maybe(line(60)) }),
    async run({ topic }) {
      const specs = commands()
        .map(specOf)
        .filter(({ name }) => name !== "menu")
        .map(told);
      if (topic === undefined) return { specs, topic: undefined };
      const named = commandNamed(topic, specs);
      return { specs, topic: named };
    },
    present: ({ specs, topic }, say) => helpView(specs, topic, say),
  });
