import { expect, it } from "vitest";
import { specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { request } from "../../src/commands/request.ts";
import { readWords } from "../../src/commands/words.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";

it.each(LANGUAGES)("What the greeting gives to type is a request in %s", (language) => {
  const sample = speak(language).words("discord.welcome.sample").replace("/aid line words: ", "");
  const { command, options } = readWords(sample, COMMANDS.map(specOf));
  expect(command).toBe("request");
  expect(request.options.parse(options)).toMatchObject({ company: "Northwind", kind: "equipment" });
});
