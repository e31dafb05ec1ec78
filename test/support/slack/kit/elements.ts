import { textAt } from "../fields.ts";
import { LIMIT } from "../limits.ts";
import {
  address,
  amongOptions,
  confirmation,
  count,
  dispatching,
  eitherText,
  filter,
  option,
  optionsOrGroups,
  plain,
  richOption,
  slackFile,
  withOptions,
} from "./objects.ts";
import { also, anything, byType, choice, flag, list, matching, number, object, type Shape, text } from "./shape.ts";

const common = { action_id: text(LIMIT.id), confirm: confirmation, focus_on_load: flag };
const hinted = { ...common, placeholder: plain(LIMIT.placeholder) };
const style = choice("primary", "danger");
const day = matching(/^\d{4}-\d{2}-\d{2}$/, "must be a date in the format YYYY-MM-DD");
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time in the format HH:mm");
const ids = list(text(LIMIT.id), LIMIT.selectOptions);
/** An initial value may be empty, unlike any other text. */
const value = text(LIMIT.inputText, 0);

const figure = matching(/^-?\d+(\.\d+)?$/, "must be a number in a string");

const element = (
  type: string,
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>>,
): readonly [string, Shape] => [type, object({ type: choice(type), ...required }, optional)];

const menu = (
  kind: string,
  own: Readonly<Record<string, Shape>>,
  one: string,
  initial: Shape,
): readonly (readonly [string, Shape])[] => [
  element(`${kind}_select`, {}, { ...hinted, ...own, [`initial_${one}`]: initial }),
  element(
    `multi_${kind}_select`,
    {},
    { ...hinted, ...own, [`initial_${one}s`]: list(initial, LIMIT.selectOptions), max_selected_items: count },
  ),
];

const choosing = (type: string, initial: Readonly<Record<string, Shape>>): readonly [string, Shape] => {
  const [, shape] = element(type, { options: list(richOption, LIMIT.checkboxes) }, { ...common, ...initial });
  return [type, amongOptions(shape)];
};

const staticMenus = menu("static", optionsOrGroups, "option", option).map(([type, shape]): readonly [string, Shape] => [
  type,
  withOptions(shape),
]);

const picture = object(
  { type: choice("image"), alt_text: text(LIMIT.altText) },
  { image_url: address, slack_file: slackFile },
);

/** A picture says where it is in exactly one way. */
export const image = also(picture, (one) =>
  (one.image_url === undefined) === (one.slack_file === undefined)
    ? "must provide exactly one of image_url, slack_file"
    : undefined,
);

const feedback = object(
  { text: plain(LIMIT.buttonText), value: text(LIMIT.buttonValue) },
  { accessibility_label: text(LIMIT.accessibilityLabel) },
);

/** What stands in a field to begin with is no longer than what may be typed there. */
const typedIn: readonly [string, Shape] = [
  "plain_text_input",
  also(
    element(
      "plain_text_input",
      {},
      {
        ...hinted,
        initial_value: value,
        multiline: flag,
        min_length: number(0, LIMIT.inputText),
        max_length: number(1, LIMIT.inputText),
        dispatch_action_config: dispatching,
      },
    )[1],
    (one) =>
      textAt(one, "initial_value").length > Number(one.max_length ?? LIMIT.inputText)
        ? "initial_value must not be longer than max_length"
        : undefined,
  ),
];

const ALL: Readonly<Record<string, Shape>> = Object.fromEntries([
  element(
    "button",
    { text: plain(LIMIT.buttonText) },
    {
      action_id: common.action_id,
      confirm: confirmation,
      style,
      value: text(LIMIT.buttonValue),
      url: address,
      accessibility_label: text(LIMIT.accessibilityLabel),
    },
  ),
  element(
    "icon_button",
    { icon: text(LIMIT.id), text: plain(LIMIT.buttonText) },
    {
      action_id: common.action_id,
      confirm: confirmation,
      value: text(LIMIT.buttonValue),
      accessibility_label: text(LIMIT.accessibilityLabel),
      visible_to_user_ids: ids,
    },
  ),
  element(
    "feedback_buttons",
    { positive_button: feedback, negative_button: feedback },
    { action_id: common.action_id },
  ),
  choosing("checkboxes", { initial_options: list(richOption, LIMIT.checkboxes) }),
  choosing("radio_buttons", { initial_option: richOption }),
  element(
    "overflow",
    { options: list(option, LIMIT.overflowOptions) },
    { action_id: common.action_id, confirm: confirmation },
  ),
  element("datepicker", {}, { ...hinted, initial_date: day }),
  element("timepicker", {}, { ...hinted, initial_time: time, timezone: text(LIMIT.id) }),
  element("datetimepicker", {}, { ...common, initial_date_time: number(1_000_000_000, 9_999_999_999) }),
  ...staticMenus,
  ...menu("external", { min_query_length: number(0) }, "option", option),
  ...menu("users", {}, "user", text(LIMIT.id)),
  ...menu(
    "conversations",
    { default_to_current_conversation: flag, filter, response_url_enabled: flag },
    "conversation",
    text(LIMIT.id),
  ),
  ...menu("channels", { response_url_enabled: flag }, "channel", text(LIMIT.id)),
  typedIn,
  element(
    "number_input",
    { is_decimal_allowed: flag },
    { ...hinted, initial_value: figure, min_value: value, max_value: value, dispatch_action_config: dispatching },
  ),
  element("email_text_input", {}, { ...hinted, initial_value: value, dispatch_action_config: dispatching }),
  element("url_text_input", {}, { ...hinted, initial_value: value, dispatch_action_config: dispatching }),
  element("rich_text_input", {}, { ...hinted, initial_value: anything, dispatch_action_config: dispatching }),
  element("file_input", {}, { action_id: common.action_id, filetypes: ids, max_files: number(1, 10) }),
]);

const of = (...types: readonly string[]): Shape => {
  const known = types.map((type) => [type, ALL[type]] as const);
  return byType({
    ...Object.fromEntries(known.flatMap(([type, shape]) => (shape ? [[type, shape]] : []))),
    ...(types.includes("image") && { image }),
  });
};

const MENUS = ["static", "external", "users", "conversations", "channels"].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
]);
const PICKERS = ["checkboxes", "radio_buttons", "datepicker", "timepicker", ...MENUS];

export const inActions = of("button", "overflow", "datetimepicker", "rich_text_input", ...PICKERS);
export const inAccessory = of("button", "overflow", "image", ...PICKERS);
export const inInput = of(
  "plain_text_input",
  "number_input",
  "email_text_input",
  "url_text_input",
  "rich_text_input",
  "file_input",
  "datetimepicker",
  ...PICKERS,
);
export const inContextActions = of("icon_button", "feedback_buttons");
export const button = of("button");

/** In a context block: a picture or text, told apart by `type`. */
export const inContext: Shape = (one, at) =>
  typeof one === "object" && one !== null && "type" in one && one.type === "image"
    ? image(one, at)
    : eitherText(LIMIT.plainText)(one, at);
