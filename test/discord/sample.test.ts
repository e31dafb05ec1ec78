import { expect, it } from "vitest";
import { specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { readWords } from "../../src/commands/words.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";

it.each(LANGUAGES)("What the greeting gives to type is a request in %s", (language) => {
  const sample = speak(language).words("discord.welcome.sample").replace("/aid line words: ", "");
  expect(readWords(sample, COMMANDS.map(specOf))).toMatchObject({
    command: "request",
    options: { company: "Northwind", kind: "equipment" },
  });
});
