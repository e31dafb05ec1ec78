import { resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { lacking, specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { readWords } from "../../src/commands/words.ts";
import { repository } from "../support/tree.ts";

const specs = COMMANDS.map(specOf);

/** One-liners in tests: strings in quotes, and what stories type. */
const typedInTests = repository(resolve(import.meta.dirname, ".."))
  .flatMap(({ path, text, nodes }) => {
    if (path.endsWith(".story")) return [...text.matchAll(/\/aid .*/g)].map(([line]) => line);
    if (!path.endsWith(".test.ts")) return [];
    return nodes.filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateHead(node)).map((node) => node.text);
  })
  .map((text) => text.replace(/^\/aid /, "").split(" ")[0]);

describe.each(COMMANDS.map((command) => ({ name: command.name, command })))(
  "The command $name",
  ({ name, command }) => {
    it("is typed in a test or a story", () => {
      expect(typedInTests.includes(name), `No test and no story types /aid ${name}`).toBe(true);
    });

    it.each(command.examples)("has an example that reads as a complete call: %s", (example) => {
      const call = readWords(example, specs);
      expect(call.command).toBe(name);
      expect(lacking(command, call.options)).toEqual([]);
      expect(command.options.safeParse(call.options).error).toBeUndefined();
    });
  },
);
