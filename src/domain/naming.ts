import { latinWords } from "./latin.ts";

/** Tells which words name somebody, in whatever case or alphabet. */
export interface Naming {
  /** What somebody is called, and nothing else. */
  is(text: string): boolean;
  /**
   * A text that is about persons: who is sought is named in it as a whole, "Jane Doe" in "Jane Doe, VP". A name of one
   * word is also that of others, so it has to stand alone there.
   */
  names(text: string): boolean;
  /** Any text, in which a name of one word may mean somebody else. */
  holds(text: string): boolean;
}

/** Undefined for what is no name: less than two letters or digits. */
export const namingOf = (name: string): Naming | undefined => {
  const words = latinWords(name);
  const sought = words.join(" ");
  if (sought.length < 2) return undefined;
  const is = (text: string): boolean => latinWords(text).join(" ") === sought;
  const holds = (text: string): boolean => ` ${latinWords(text).join(" ")} `.includes(` ${sought} `);
  return { is, names: words.length > 1 ? holds : is, holds };
};

/** Every text in a value of JSON, but for the names of platforms, which are nobody's. */
export const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === "platform" ? [] : textsIn(each)));
};
