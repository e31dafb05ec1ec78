import { type Fields, isFields, listAt, textAt } from "../fields.ts";
import { fieldsOf, type ModalField } from "../judge/modals.ts";
import type { OpenModal } from "../model.ts";
import { shownFile } from "../shown/files.ts";
import type { Doing } from "./payloads.ts";
import { resolve } from "./resolving.ts";

/** What somebody puts into a field: a text, one or several choices, a tick, or files. */
export type Value = string | boolean | readonly string[] | readonly PickedFile[];

/** A file from somebody's own machine. */
interface PickedFile {
  readonly name: string;
  readonly type?: string;
  readonly bytes: Buffer;
}

const refuse = (says: string): never => {
  throw new Error(`Discord's own window refuses: ${says}`);
};

/** The field that a person means: by its label, or by its custom id. */
const fieldNamed = (modal: OpenModal, name: string): ModalField => {
  const fields = fieldsOf(modal.components);
  const low = name.toLowerCase();
  const begins = fields.filter(({ label }) => label.toLowerCase().startsWith(low));
  const found =
    fields.find(({ label }) => label.toLowerCase() === low) ??
    fields.find(({ component }) => component.custom_id === name) ??
    (begins.length === 1 ? begins[0] : undefined);
  if (found) return found;
  throw new Error(
    `There is no field "${name}", but: ${fields.map(({ label }) => `"${label}"`).join(", ") || "none at all"}`,
  );
};

const chosen = (field: Fields, names: readonly string[]): readonly string[] => {
  const options = listAt(field, "options");
  return names.map((name) => {
    const found = options.find(({ label }) => label === name) ?? options.find(({ value }) => value === name);
    return found
      ? textAt(found, "value")
      : refuse(`there is no option "${name}", but: ${options.map(({ label }) => `"${String(label)}"`).join(", ")}`);
  });
};

const KINDS: Readonly<Record<number, "user" | "role" | "mentionable" | "channel">> = {
  5: "user",
  6: "role",
  7: "mentionable",
  8: "channel",
};

const isFile = (one: unknown): one is PickedFile => isFields(one) && Buffer.isBuffer(one.bytes);

const stored = ({ world, channel }: Doing, files: readonly unknown[]): readonly string[] =>
  files.filter(isFile).map(({ name, type = "application/octet-stream", bytes }) => {
    const id = world.id();
    world.files.set(id, { id, name, type, bytes, channel: channel.id, description: undefined });
    return id;
  });

/** Puts a value into a field as Discord's own window would take it. */
export const put = (doing: Doing, modal: OpenModal, name: string, value: Value): void => {
  const { component } = fieldNamed(modal, name);
  const type = Number(component.type);
  const several: readonly unknown[] = Array.isArray(value) ? value : value === "" ? [] : [value];
  const texts = several.filter((one) => typeof one === "string");
  const kind = KINDS[type];
  const held = (): string | boolean | readonly string[] => {
    if (type === 4) return typeof value === "string" ? value : refuse(`${name} is a text`);
    if (type === 23) return typeof value === "boolean" ? value : refuse(`${name} is ticked or not`);
    if (type === 19) return stored(doing, several);
    if (kind) return resolve(doing.world, doing.channel, kind, texts).ids;
    const values = chosen(component, texts);
    return type === 21 ? (values[0] ?? "") : values;
  };
  modal.values.set(textAt(component, "custom_id"), held());
  modal.changed = doing.world.changes();
};

/** Throws where Discord's own window keeps a form back: something required is missing, too short or too long. */
export const checkFilled = (modal: OpenModal): void => {
  for (const { label, component } of fieldsOf(modal.components)) {
    const value = modal.values.get(textAt(component, "custom_id"));
    const type = Number(component.type);
    if (type === 23) continue;
    const size = typeof value === "string" || Array.isArray(value) ? value.length : 0;
    if (size === 0) {
      const optional = component.required === false || (type === 4 ? false : component.min_values === 0);
      if (!optional) refuse(`"${label}" is required`);
      continue;
    }
    const [low, high] = type === 4 ? ["min_length", "max_length"] : ["min_values", "max_values"];
    const most = Number(component[high ?? ""] ?? (type === 4 ? 4_000 : type === 22 ? Infinity : 1));
    const least = Number(component[low ?? ""] ?? 0);
    if (type !== 21 && (size < least || size > most)) refuse(`"${label}" takes ${least} to ${most}, not ${size}`);
  }
};

const submitted = (modal: OpenModal, field: Fields, id: number): Fields => {
  const customId = textAt(field, "custom_id");
  const value = modal.values.get(customId);
  const common = { type: field.type, id, custom_id: customId };
  switch (field.type) {
    case 4:
      return { ...common, value: value ?? "" };
    case 21:
      return { ...common, value: value === undefined || value === "" ? null : value };
    case 23:
      return { ...common, value: value === true };
    default:
      return { ...common, values: Array.isArray(value) ? value : [] };
  }
};

const resolvedIn = ({ world, channel }: Doing, modal: OpenModal): Fields => {
  const all = fieldsOf(modal.components).map(({ component }): Fields => {
    const value = modal.values.get(textAt(component, "custom_id"));
    const ids = Array.isArray(value) ? value.map(String) : [];
    const kind = KINDS[Number(component.type)];
    if (kind && ids.length > 0) return resolve(world, channel, kind, ids).resolved;
    if (component.type !== 19 || ids.length === 0) return {};
    const files = ids.flatMap((id) => {
      const file = world.files.get(id);
      return file ? [[id, shownFile(world, file, true)]] : [];
    });
    return { attachments: Object.fromEntries(files) };
  });
  return all.reduce<Fields>(
    (sum, one) => ({
      ...sum,
      ...Object.fromEntries(
        Object.entries(one).map(([key, value]) => [
          key,
          { ...(isFields(sum[key]) ? sum[key] : {}), ...(isFields(value) ? value : {}) },
        ]),
      ),
    }),
    {},
  );
};

/** What a form carries when it is sent. */
export const submission = (doing: Doing, modal: OpenModal): Fields => {
  let last = 0;
  const next = (): number => {
    last += 1;
    return last;
  };
  const components = modal.components.map((one): Fields => {
    const id = typeof one.id === "number" && one.id > 0 ? one.id : next();
    if (isFields(one.component)) return { type: one.type, id, component: submitted(modal, one.component, next()) };
    if (one.type === 10) return { type: 10, id };
    return {
      type: one.type,
      id,
      components: listAt(one, "components").map((field) => submitted(modal, field, next())),
    };
  });
  const resolved = resolvedIn(doing, modal);
  return { custom_id: modal.customId, components, ...(Object.keys(resolved).length > 0 && { resolved }) };
};
