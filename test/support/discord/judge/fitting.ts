import { type $ZodType, type $ZodTypes, safeParse } from "zod/v4/core";
import { isFields } from "../fields.ts";

/** A body as a schema takes it, and the paths of properties of which the schema knows nothing. */
interface Fit {
  readonly value: unknown;
  readonly strays: readonly (readonly (string | number)[])[];
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

/** The branch of a union that somebody meant: by its `type`, else the first that takes it. */
const meant = (options: readonly $ZodType[], value: unknown): $ZodType | undefined => {
  const typed = options.find((option) => {
    const def = defOf(bare(option));
    return isFields(value) && def.type === "object" && literals(def.shape.type).includes(Number(value.type));
  });
  return typed ?? options.find((option) => safeParse(option, value).success);
};

const NUMERIC = /^-?\d+$/;

/**
 * Lays a body over a schema. Discord takes whole numbers written as strings, which the published schemas do not say;
 * where a union has a branch for text, a string stays one.
 */
export const fitted = (schema: $ZodType, value: unknown): Fit => {
  const def = defOf(bare(schema));
  const as = (given: unknown): Fit => ({ value: given, strays: [] });
  switch (def.type) {
    case "number":
      return as(typeof value === "string" && NUMERIC.test(value) ? Number(value) : value);
    case "literal":
      return as(typeof value === "string" && def.values.includes(Number(value)) ? Number(value) : value);
    case "array": {
      if (!Array.isArray(value)) return as(value);
      const all = value.map((one: unknown) => fitted(def.element, one));
      return {
        value: all.map((one) => one.value),
        strays: all.flatMap(({ strays }, index) => strays.map((path) => [index, ...path])),
      };
    }
    case "object": {
      if (!isFields(value)) return as(value);
      const parts = Object.entries(value).map(([key, one]) => {
        const known = def.shape[key];
        return { key, ...(known ? fitted(known, one) : { value: one, strays: [[]] }) };
      });
      return {
        value: Object.fromEntries(parts.map((part) => [part.key, part.value])),
        strays: parts.flatMap(({ key, strays }) => strays.map((path) => [key, ...path])),
      };
    }
    case "union": {
      const text = def.options.some((option) => defOf(bare(option)).type === "string");
      if (text && typeof value === "string") return as(value);
      const branch = meant(def.options, value);
      return branch ? fitted(branch, value) : as(value);
    }
    default:
      return as(value);
  }
};
