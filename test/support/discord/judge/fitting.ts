import { type $ZodType, type $ZodTypes, safeParse } from "zod/v4/core";
import { isFields } from "../fields.ts";
import type { Flaw } from "../refused.ts";
import { flawsOf } from "./flaws.ts";

/** Where zod keeps how long a list may be. */
const INNER = "_zod";

type Path = Flaw["path"];

/** A body as a schema takes it, what is wrong with it, and the paths of properties of which the schema knows nothing. */
interface Fit {
  readonly value: unknown;
  readonly flaws: readonly Flaw[];
  readonly strays: readonly Path[];
}

const defOf = (schema: $ZodType): $ZodTypes["_zod"]["def"] =>
  // Every schema of the package is one of zod-mini's own kinds, which show their definition.
  (schema as $ZodType & { readonly def: $ZodTypes["_zod"]["def"] }).def;

const bare = (schema: $ZodType): $ZodType => {
  const def = defOf(schema);
  if (def.type === "lazy") return bare(def.getter());
  return def.type === "optional" || def.type === "nullable" ? bare(def.innerType) : schema;
};

const literals = (schema: $ZodType | undefined): readonly unknown[] => {
  const def = schema && defOf(bare(schema));
  return def?.type === "literal" ? def.values : [];
};

/** The branch of a union that somebody meant, by its `type`. */
const meant = (options: readonly $ZodType[], value: unknown): $ZodType | undefined =>
  options.find((option) => {
    const def = defOf(bare(option));
    return isFields(value) && def.type === "object" && literals(def.shape.type).includes(Number(value.type));
  });

const NUMERIC = /^-?\d+$/;

const whole = (schema: $ZodType, value: unknown, path: Path): Fit => {
  const { error } = safeParse(schema, value);
  const flaws = (error?.issues ?? []).flatMap((issue) => flawsOf(value, issue));
  return { value, flaws: flaws.map((flaw) => ({ ...flaw, path: [...path, ...flaw.path] })), strays: [] };
};

const joined = (value: unknown, parts: readonly Fit[], strays: readonly Path[] = []): Fit => ({
  value,
  flaws: parts.flatMap(({ flaws }) => flaws),
  strays: [...strays, ...parts.flatMap((part) => part.strays)],
});

/** A list without what is in it: only how long it is remains to be judged. */
const lengthOf = (schema: $ZodType, value: readonly unknown[], path: Path): Fit => {
  const limits = (defOf(schema).checks ?? []).map((check) => check[INNER].def);
  const limit = (key: "minimum" | "maximum"): unknown => limits.map((one) => Reflect.get(one, key)).find(Boolean);
  const [least, most] = [Number(limit("minimum") ?? 0), Number(limit("maximum") ?? Infinity)];
  const says = `Must be between ${least} and ${most} in length.`;
  const fits = value.length >= least && value.length <= most;
  return { value, flaws: fits ? [] : [{ path, code: "BASE_TYPE_BAD_LENGTH", says }], strays: [] };
};

/**
 * Lays a body over a schema, and asks of a union only the branch that is meant: zod would try all, at each depth anew.
 * Discord takes whole numbers written as strings, which the published schemas do not say; where a union has a branch
 * for text, a string stays one.
 */
export const fitted = (schema: $ZodType, value: unknown, path: Path = []): Fit => {
  const def = defOf(schema);
  switch (def.type) {
    case "lazy":
      return fitted(def.getter(), value, path);
    case "optional":
    case "nullable": {
      const blank = def.type === "optional" ? undefined : null;
      return value === blank ? { value, flaws: [], strays: [] } : fitted(def.innerType, value, path);
    }
    case "number":
      return whole(schema, typeof value === "string" && NUMERIC.test(value) ? Number(value) : value, path);
    case "literal":
      return whole(
        schema,
        typeof value === "string" && def.values.includes(Number(value)) ? Number(value) : value,
        path,
      );
    case "array": {
      if (!Array.isArray(value)) return whole(schema, value, path);
      const all = value.map((one: unknown, index) => fitted(def.element, one, [...path, index]));
      const values = all.map((one) => one.value);
      return joined(values, [lengthOf(schema, values, path), ...all]);
    }
    case "object": {
      if (!isFields(value)) return whole(schema, value, path);
      const strays = Object.keys(value).filter((key) => !Object.hasOwn(def.shape, key));
      const parts = Object.entries(def.shape).map(
        ([key, one]) => [key, fitted(one, value[key], [...path, key])] as const,
      );
      const known = parts.filter(([key]) => Object.hasOwn(value, key)).map(([key, part]) => [key, part.value]);
      return joined(
        { ...value, ...Object.fromEntries(known) },
        parts.map(([, part]) => part),
        strays.map((key) => [...path, key]),
      );
    }
    case "union": {
      const branch = meant(def.options, value) ?? def.options.find((option) => safeParse(option, value).success);
      return branch && isFields(value) ? fitted(branch, value, path) : whole(schema, value, path);
    }
    default:
      return whole(schema, value, path);
  }
};
