import { REFUSALS, type RefusalCode } from "../../src/domain/refusal.ts";
import { CATALOGUES } from "../../src/language/say.ts";

/** A message of the catalogue as a pattern: a placeholder is anybody's words, a choice is any of its branches. */
const patternOf = (message: string): string => {
  let at = 0;
  const text = (): string => {
    let made = "";
    while (at < message.length && message[at] !== "}") {
      const sign = message[at] ?? "";
      at += 1;
      made +=
        sign === "{"
          ? placeholder()
          : sign === "#"
            ? String.raw`\d+`
            : sign.replace(/[.*+?^$()|[\]\\]/u, String.raw`\$&`);
    }
    return made;
  };
  const placeholder = (): string => {
    const name = /^\w+/u.exec(message.slice(at))?.[0];
    const branches: string[] = [];
    while (message[at] !== "}") {
      if (message[at] === "{") {
        at += 1;
        branches.push(text());
      }
      at += 1;
    }
    at += 1;
    // Who reads “AID-2: approved; it …” reads no refusal of AID-2.
    if (name === "ref") return "[^:;]*?";
    return branches.length === 0 ? ".*?" : `(?:${branches.join("|")})`;
  };
  return text();
};

const PATTERNS = REFUSALS.map((code) => {
  const source = patternOf(CATALOGUES.en[`refusal.${code}`] ?? "");
  // A line may begin with a sign, or with what a form puts before what is wrong.
  const pattern = new RegExp(String.raw`^[^\p{L}\p{N}“]*${source}`, "u");
  return { code, pattern, weight: source.replaceAll(/\.\*\?|\[\^:;\]\*\?/gu, "").length };
}).toSorted((a, b) => b.weight - a.weight);

/** The refusal that somebody reads in what they see, the one that says most where several would fit; undefined where there is none. */
export const refusalIn = (seen: string): RefusalCode | undefined =>
  seen.split("\n").flatMap((line) => PATTERNS.find(({ pattern }) => pattern.test(line))?.code ?? [])[0];

/** Whether somebody reads that something broke. */
export const isBroken = (seen: string): boolean =>
  seen.includes(CATALOGUES.en["fault.title"] ?? "fault.title") ||
  /did not respond|interaction failed|Something went wrong|failed with the error/u.test(seen);
