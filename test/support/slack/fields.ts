/** What came over a socket: nothing about it is known until it is asked. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const fieldsAt = (of: unknown, key: string): Fields => {
  const value = isFields(of) ? of[key] : undefined;
  return isFields(value) ? value : {};
};

export const listAt = (of: unknown, key: string): readonly Fields[] => {
  const value = isFields(of) ? of[key] : undefined;
  return Array.isArray(value) ? value.filter(isFields) : [];
};

export const textAt = (of: unknown, key: string): string => {
  const value = isFields(of) ? of[key] : undefined;
  return typeof value === "string" ? value : "";
};

/** Every object in a tree, the tree itself first. */
export const everyObject = (tree: unknown): readonly Fields[] => {
  if (Array.isArray(tree)) return tree.flatMap(everyObject);
  return isFields(tree) ? [tree, ...Object.values(tree).flatMap(everyObject)] : [];
};
