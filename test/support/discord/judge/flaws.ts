import type { $ZodIssue } from "zod/v4/core";
import { isFields } from "../fields.ts";
import type { Flaw } from "../refused.ts";

/** What stands somewhere in a body. */
export const atPath = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (isFields(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined),
    body,
  );

const says = (issue: $ZodIssue, given: unknown): Pick<Flaw, "code" | "says"> => {
  switch (issue.code) {
    case "too_big":
      if (issue.origin === "string")
        return { code: "BASE_TYPE_MAX_LENGTH", says: `Must be ${issue.maximum} or fewer in length.` };
      if (issue.origin === "array")
        return { code: "BASE_TYPE_BAD_LENGTH", says: `Must be ${issue.maximum} or fewer in length.` };
      return { code: "NUMBER_TYPE_MAX", says: `int value should be less than or equal to ${issue.maximum}.` };
    case "too_small":
      if (issue.origin === "string")
        return { code: "BASE_TYPE_MIN_LENGTH", says: `Must be ${issue.minimum} or more in length.` };
      if (issue.origin === "array")
        return { code: "BASE_TYPE_BAD_LENGTH", says: `Must be ${issue.minimum} or more in length.` };
      return { code: "NUMBER_TYPE_MIN", says: `int value should be greater than or equal to ${issue.minimum}.` };
    case "invalid_type":
      if (given === undefined || given === null) return { code: "BASE_TYPE_REQUIRED", says: "This field is required" };
      return { code: "BASE_TYPE_INVALID", says: `Could not interpret ${JSON.stringify(given)} as ${issue.expected}.` };
    case "invalid_value":
      return given === undefined
        ? { code: "BASE_TYPE_REQUIRED", says: "This field is required" }
        : { code: "BASE_TYPE_CHOICES", says: `Value must be one of {${issue.values.map(String).join(", ")}}.` };
    case "invalid_format":
      return issue.format === "url"
        ? { code: "URL_TYPE_INVALID_URL", says: "Not a well formed URL." }
        : { code: "NUMBER_TYPE_COERCE", says: `Value ${JSON.stringify(given)} is not ${issue.format}.` };
    default:
      return { code: "BASE_TYPE_INVALID", says: issue.message };
  }
};

const plainPath = (path: readonly PropertyKey[]): readonly (string | number)[] =>
  path.map((key) => (typeof key === "symbol" ? String(key) : key));

/** Flaws of one issue; of a union those of the branch that somebody meant. */
export const flawsOf = (body: unknown, issue: $ZodIssue, under: readonly PropertyKey[] = []): readonly Flaw[] => {
  const path = [...under, ...issue.path];
  if (issue.code === "invalid_union") {
    const branches = issue.errors.filter((branch) => !branch.some((one) => one.path.at(-1) === "type"));
    const [closest] = branches.toSorted((a, b) => a.length - b.length);
    if (closest && closest.length > 0) return closest.flatMap((one) => flawsOf(body, one, path));
    return [{ path: plainPath(path), code: "UNION_TYPE_CHOICES", says: "Nothing that may stand here has this form." }];
  }
  return [{ path: plainPath(path), ...says(issue, atPath(body, path)) }];
};
