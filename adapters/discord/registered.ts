/** What a command or an option says of itself. All else Discord adds: ids, versions, defaults. */
const OURS: readonly string[] = [
  "type name name_localizations description description_localizations options",
  "autocomplete channel_types choices value",
  "contexts integration_types default_member_permissions",
].flatMap((names) => names.split(" "));

/** Values that mean the same as none. */
const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** The same for the same meaning: properties in one order, without what says nothing and what is Discord's. */
const bare = (value: unknown, isOurs = (name: string): boolean => OURS.includes(name)): unknown => {
  if (Array.isArray(value)) return value.map((one: unknown) => bare(one));
  if (typeof value !== "object" || value === null) return value;
  return (
    Object.entries(value)
      .filter(([name, held]) => isOurs(name) && !isNothing(held))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      // Localizations are named by languages.
      .map(([name, held]) => [name, name.endsWith("_localizations") ? bare(held, () => true) : bare(held)])
  );
};

const spelt = (commands: readonly unknown[]): readonly string[] =>
  commands
    // A command typed is the kind that Discord assumes.
    .map((command) => JSON.stringify(bare({ type: 1, ...(typeof command === "object" ? command : {}) })))
    .toSorted();

/**
 * Whether the commands that Discord has (asked `with_localizations`) are those that we want: then nothing
 * has to be registered, which Discord limits and which takes people's commands away for a moment.
 */
export const sameCommands = (registered: readonly unknown[], wanted: readonly unknown[]): boolean =>
  JSON.stringify(spelt(registered)) === JSON.stringify(spelt(wanted));
