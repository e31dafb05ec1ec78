import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import type { Flaw } from "../refused.ts";
import { LIMIT } from "./limits.ts";

/** Discord's numbers for the components that we name. */
export const COMPONENT = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

const SELECTS: readonly unknown[] = [3, 5, 6, 7, 8];

/** A component, and where it stands. */
export interface Placed {
  readonly path: readonly (string | number)[];
  readonly component: Fields;
}

/** Every component of a tree, outer ones first. */
export const placed = (
  components: readonly unknown[],
  path: readonly (string | number)[] = ["components"],
): readonly Placed[] =>
  components.filter(isFields).flatMap((component, index) => {
    const here = [...path, index];
    const inner = (key: string): readonly Placed[] => {
      const one = component[key];
      return isFields(one)
        ? [{ path: [...here, key], component: one }, ...placed(listAt(one, "components"), [...here, key, "components"])]
        : [];
    };
    return [
      { path: here, component },
      ...placed(listAt(component, "components"), [...here, "components"]),
      ...inner("accessory"),
      ...inner("component"),
    ];
  });

const twice = (all: readonly Placed[], key: string, code: string, says: string): readonly Flaw[] => {
  const seen = new Set<unknown>();
  return all.flatMap(({ path, component }) => {
    const value = component[key];
    if (value === undefined || value === null || value === 0) return [];
    if (seen.has(value)) return [{ path: [...path, key], code, says }];
    seen.add(value);
    return [];
  });
};

const buttonFlaws = ({ path, component }: Placed): readonly Flaw[] => {
  const link = component.style === 5;
  const needs = link ? "url" : "custom_id";
  const bars = link ? "custom_id" : "url";
  const bare = textAt(component, "label") === "" && !isFields(component.emoji);
  return [
    ...(component.style !== 6 && textAt(component, needs) === ""
      ? [{ path: [...path, needs], code: "BASE_TYPE_REQUIRED", says: "This field is required" }]
      : []),
    ...(textAt(component, bars) === ""
      ? []
      : [
          {
            path,
            code: "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
            says: "A custom id and url cannot both be specified",
          },
        ]),
    ...(bare && component.style !== 6
      ? [{ path, code: "BUTTON_COMPONENT_INVALID_EMOJI", says: "A button needs a label or an emoji" }]
      : []),
  ];
};

const selectFlaws = ({ path, component }: Placed): readonly Flaw[] => {
  const options = listAt(component, "options");
  const values = options.map((option) => textAt(option, "value"));
  const least = Number(component.min_values ?? 1);
  const most = Number(component.max_values ?? 1);
  const chosen = options.filter((option) => option.default === true).length;
  return [
    ...(new Set(values).size < values.length
      ? [
          {
            path: [...path, "options"],
            code: "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            says: "The specified option value is already used",
          },
        ]
      : []),
    ...(component.type === COMPONENT.stringSelect && options.length === 0
      ? [{ path: [...path, "options"], code: "BASE_TYPE_BAD_LENGTH", says: "Must be between 1 and 25 in length." }]
      : []),
    ...(least > most || (options.length > 0 && most > options.length)
      ? [{ path: [...path, "max_values"], code: "SELECT_COMPONENT_MAX_VALUES", says: "More than can be chosen" }]
      : []),
    ...(chosen > most
      ? [
          {
            path: [...path, "options"],
            code: "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
            says: "More defaults than can be chosen",
          },
        ]
      : []),
  ];
};

const rowFlaws = ({ path, component }: Placed): readonly Flaw[] => {
  const inside = listAt(component, "components");
  const selects = inside.filter(({ type }) => SELECTS.includes(type)).length;
  return selects > 0 && inside.length > 1
    ? [
        {
          path: [...path, "components"],
          code: "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
          says: "The specified component exceeds the maximum width",
        },
      ]
    : [];
};

/** Rules for whatever people can press and choose, in messages and forms alike. */
export const interactiveFlaws = (all: readonly Placed[]): readonly Flaw[] => [
  ...twice(all, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"),
  ...twice(all, "id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"),
  ...all.flatMap((one) => {
    if (one.component.type === COMPONENT.button) return buttonFlaws(one);
    if (SELECTS.includes(one.component.type)) return selectFlaws(one);
    return one.component.type === COMPONENT.row ? rowFlaws(one) : [];
  }),
];

const mediaIn = (component: Fields): readonly Fields[] => [
  fieldsAt(component, "media"),
  fieldsAt(component, "file"),
  ...listAt(component, "items").map((item) => fieldsAt(item, "media")),
];

/** The rules of a message's components; `files` are the names that `attachment://` may mean. */
export const componentFlaws = (
  components: readonly unknown[],
  v2: boolean,
  files: readonly string[],
): readonly Flaw[] => {
  const all = placed(components);
  const path = ["components"];
  if (!v2) {
    const odd = all.filter(({ path: at, component }) => at.length === 2 && component.type !== COMPONENT.row);
    return [
      ...odd.map((one) => ({
        path: [...one.path, "type"],
        code: "UNION_TYPE_CHOICES",
        says: 'Value of field "type" must be one of (1,).',
      })),
      ...(components.length > LIMIT.rows
        ? [{ path, code: "BASE_TYPE_BAD_LENGTH", says: "Must be between 1 and 5 in length." }]
        : []),
      ...interactiveFlaws(all),
    ];
  }
  const blank = all.filter(
    ({ component }) => component.type === COMPONENT.text && textAt(component, "content").trim() === "",
  );
  const text = all
    .filter(({ component }) => component.type === COMPONENT.text)
    .reduce((sum, { component }) => sum + textAt(component, "content").length, 0);
  const missing = all.flatMap((one) =>
    mediaIn(one.component)
      .map((media) => textAt(media, "url"))
      .filter((url) => url.startsWith("attachment://") && !files.includes(url.slice("attachment://".length)))
      .map((url) => ({
        path: one.path,
        code: "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
        says: `The attachment ${url} was not found`,
      })),
  );
  return [
    ...(all.length > LIMIT.components
      ? [
          {
            path,
            code: "BASE_TYPE_BAD_LENGTH",
            says: `Must be between 1 and ${LIMIT.components} in length, nested components included.`,
          },
        ]
      : []),
    ...(text > LIMIT.textDisplays
      ? [
          {
            path,
            code: "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            says: `Text of all components must be ${LIMIT.textDisplays} or fewer in length.`,
          },
        ]
      : []),
    ...missing,
    ...blank.map((one) => ({
      path: [...one.path, "content"],
      code: "BASE_TYPE_REQUIRED",
      says: "This field is required",
    })),
    ...interactiveFlaws(all),
  ];
};
