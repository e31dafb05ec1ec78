import { type Fields, isFields } from "../fields.ts";

/** What is wrong, as Slack says it, and where, as a JSON pointer. */
export interface Flaw {
  readonly at: string;
  readonly says: string;
}

/** Finds what is wrong with a value; nothing found means that Slack takes it. */
export type Shape = (value: unknown, at: string) => readonly Flaw[];

const flaw = (at: string, says: string): readonly Flaw[] => [{ at, says }];

export const text =
  (max: number, min = 1): Shape =>
  (value, at) => {
    if (typeof value !== "string") return flaw(at, "must be a string");
    if (!value.isWellFormed()) return flaw(at, "must be valid Unicode");
    if (value.length < min) return flaw(at, `must be more than ${min - 1} characters`);
    return value.length > max ? flaw(at, `must be less than ${max + 1} characters`) : [];
  };

export const flag: Shape = (value, at) => (typeof value === "boolean" ? [] : flaw(at, "must be a boolean"));

export const number =
  (min = -Infinity, max = Infinity): Shape =>
  (value, at) =>
    typeof value === "number" && value >= min && value <= max ? [] : flaw(at, "must be a valid number");

export const matching =
  (pattern: RegExp, says: string): Shape =>
  (value, at) =>
    typeof value === "string" && pattern.test(value) ? [] : flaw(at, says);

export const choice =
  (...values: readonly string[]): Shape =>
  (value, at) =>
    typeof value === "string" && values.includes(value) ? [] : flaw(at, `must be one of: ${values.join(", ")}`);

export const list =
  (of: Shape, max: number, min = 1): Shape =>
  (value, at) => {
    if (!Array.isArray(value)) return flaw(at, "must be an array");
    if (value.length < min) return flaw(at, `no fewer than ${min} items allowed`);
    if (value.length > max) return flaw(at, `no more than ${max} items allowed`);
    return value.flatMap((one, index) => of(one, `${at}/${index}`));
  };

/** An object with exactly these fields. */
export const object =
  (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  (value, at) => {
    if (!isFields(value)) return flaw(at, "must be an object");
    const shapes = { ...required, ...optional };
    return [
      ...Object.keys(required)
        .filter((key) => value[key] === undefined || value[key] === null)
        .flatMap((key) => flaw(at, `missing required field: ${key}`)),
      ...Object.entries(value).flatMap(([key, one]) => {
        const shape = shapes[key];
        if (!shape) return flaw(at, `invalid additional property: ${key}`);
        return one === undefined || one === null ? [] : shape(one, `${at}/${key}`);
      }),
    ];
  };

/** One of several objects, told apart by `type`. */
export const byType =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, at) => {
    if (!isFields(value)) return flaw(at, "must be an object");
    const shape = typeof value.type === "string" && Object.hasOwn(shapes, value.type) ? shapes[value.type] : undefined;
    return shape ? shape(value, at) : flaw(`${at}/type`, `unsupported type: ${String(value.type)}`);
  };

/** A shape and one thing more that must hold of an object which has that shape. */
export const also =
  (shape: Shape, holds: (value: Fields) => string | undefined): Shape =>
  (value, at) => {
    const found = shape(value, at);
    if (found.length > 0 || !isFields(value)) return found;
    const says = holds(value);
    return says === undefined ? [] : flaw(at, says);
  };

export const anything: Shape = () => [];

/** Puts off looking at a shape until it is needed, for shapes that contain each other. */
export const later =
  (shape: () => Shape): Shape =>
  (value, at) =>
    shape()(value, at);

/** Flaws as Slack writes them. */
export const inWords = (flaws: readonly Flaw[]): readonly string[] =>
  flaws.map(({ at, says }) => `${says} [json-pointer:${at || "/"}]`);
