import type { z } from "zod";
import type { Role } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import type { FieldKind, View } from "../view/view.ts";
import type { OptionMeta } from "./options.ts";

/**
 * One command of `/aid`, defined once. The one-liner's words, the form, the platform's own options,
 * help, and the README's table are all derived from this value; a command never mentions a platform.
 */
export interface Command<S extends z.ZodObject = z.ZodObject, R = unknown> {
  /** The word after `/aid`. Its summary and its Ukrainian name are `command.<name>…` in the catalogues. */
  readonly name: string;
  readonly group: "ask" | "hear" | "receive" | "steer" | "look" | "report" | "setup";
  /** The least role that may run it. Checked once, in the bot. */
  readonly needs: Role;
  /**
   * What it takes. `.meta({ kind })` picks the widget; labels are `option.<name>` in the catalogues.
   * Required options that are missing open the form.
   */
  readonly options: S;
  /** Options that may be given by position, in order; the last takes all words that are left. */
  readonly positional: readonly (keyof z.input<S> & string)[];
  /** Options that the others make necessary; those that zod requires need not be named. */
  wants?(typed: Readonly<Record<string, string>>): readonly string[];
  /** What its form offers besides; where it does not say, the options whose `meta` says `form`. */
  offers?(typed: Readonly<Record<string, string>>): readonly string[];
  /** Whether it changes the register: then a stale button is refused and the answer offers undo. */
  readonly changes: boolean;
  /** One-liners that work; printed in help, executed by the tests. */
  readonly examples: readonly [string, ...string[]];
  /** Who sees the answer: `caller` alone, or the channel. */
  readonly audience: "caller" | "channel";
  run(options: z.output<S>, desk: Desk): Promise<R>;
  present(result: R, say: Say): View;
  /** What a repeat of the same event is answered instead, where the answer says something that must not be kept. */
  repeated?(result: R, say: Say): View | undefined;
}

/** An option as every surface needs to know it. */
export interface OptionSpec {
  readonly name: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly choices?: readonly string[];
  /** The catalogue's list that labels the choices: `outcome` for `outcome.declined`. */
  readonly list?: string;
  /** Shown in the form although it may be left out. */
  readonly form?: boolean;
  /** Another option that takes this one's place: named, it leaves this position to the next. */
  readonly unless?: string;
  /** Carried by buttons only; nobody types it. */
  readonly hidden?: boolean;
  /** Several values, separated by commas or line breaks. */
  readonly several?: boolean;
  /** Position in the one-liner, when it has one. */
  readonly position?: number;
}

/** A command without its behaviour: what adapters register, help prints and the README shows. */
export interface CommandSpec {
  readonly name: string;
  readonly group: Command["group"];
  readonly needs: Role;
  readonly changes: boolean;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  readonly audience: "caller" | "channel";
}

/** Gives a command its types: `run` gets what the schemas read, `present` what `run` returned. */
export const command = <S extends z.ZodObject, R>(definition: Command<S, R>): Command<S, R> => definition;

/** What a schema says of itself. */
// Every option of ours is made in options.ts, which gives it an OptionMeta.
const metaOf = (schema: z.ZodType): OptionMeta => (schema.meta() ?? { kind: "text" }) as unknown as OptionMeta;

const specs = new WeakMap<AnyCommand, CommandSpec>();

/** Derives what every surface needs to know of a command; a definition never changes, so once. */
export const specOf = (of: AnyCommand): CommandSpec => {
  const known = specs.get(of) ?? derived(of);
  specs.set(of, known);
  return known;
};

const derived = (of: AnyCommand): CommandSpec => ({
  name: of.name,
  group: of.group,
  needs: of.needs,
  changes: of.changes,
  examples: of.examples,
  audience: of.audience,
  // A zod object's shape is a record of schemas, whatever their types.
  options: Object.entries(of.options.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const { kind, choices, list, form, unless, hidden, several } = metaOf(schema);
    const position = of.positional.indexOf(name);
    return {
      name,
      kind,
      required: !schema.safeParse(undefined).success,
      ...(choices && { choices }),
      ...(list && { list }),
      ...(form && { form }),
      ...(unless && { unless }),
      ...(hidden && { hidden }),
      ...(several && { several }),
      ...(position >= 0 && { position }),
    };
  }),
});

/** A command whose own types are set aside, as the list of all commands needs it. */
export type AnyCommand = Command;

const isBlank = (value: string | undefined): boolean => value === undefined || value.trim() === "";

/** Names of the options that a call still lacks: with any, the form opens. */
export const lacking = (of: AnyCommand, typed: Readonly<Record<string, string>>): readonly string[] => {
  const required = specOf(of)
    .options.filter((option) => option.required)
    .map(({ name }) => name);
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => !isBlank(value)));
  return [...new Set([...required, ...(of.wants?.(given) ?? [])])].filter((name) => given[name] === undefined);
};
