import { isFields, listAt, textAt } from "../fields.ts";
import { LIMIT } from "../limits.ts";
import { also, choice, flag, list, matching, number, object, type Shape, text } from "./shape.ts";

const type = (name: string): Shape => choice(name);

/** Plain text, nothing in it is markup. */
export const plain = (max: number): Shape => object({ type: type("plain_text"), text: text(max) }, { emoji: flag });

const mrkdwn = (max: number): Shape => object({ type: type("mrkdwn"), text: text(max) }, { verbatim: flag });

/** Text of either kind. */
export const eitherText =
  (max: number): Shape =>
  (value, at) =>
    typeof value === "object" && value !== null && "type" in value && value.type === "mrkdwn"
      ? mrkdwn(max)(value, at)
      : plain(max)(value, at);

export const markup = mrkdwn;

/** Where something is on the web. */
export const address = matching(
  new RegExp(`^https?://\\S{1,${LIMIT.url - "https://".length}}$`, "u"),
  `must be a web address of less than ${LIMIT.url + 1} characters`,
);

const optionWith = (label: (max: number) => Shape): Shape =>
  object(
    { text: label(LIMIT.optionText), value: text(LIMIT.optionValue) },
    { description: label(LIMIT.optionDescription), url: address },
  );

export const option = optionWith(plain);

/** Of radio buttons and check boxes, whose labels may be marked up. */
export const richOption = optionWith(eitherText);

const optionGroup = object({ label: plain(LIMIT.optionText), options: list(option, LIMIT.selectOptions) });

/** What is chosen to begin with is one of the options, to the letter; and a value stands for one option only. */
export const amongOptions = (shape: Shape): Shape =>
  also(shape, (value) => {
    const options = [
      ...listAt(value, "options"),
      ...listAt(value, "option_groups").flatMap((group) => listAt(group, "options")),
    ];
    const chosen = [
      ...(isFields(value.initial_option) ? [value.initial_option] : []),
      ...listAt(value, "initial_options"),
    ];
    const known = new Set(options.map((one) => JSON.stringify(one)));
    if (chosen.some((one) => !known.has(JSON.stringify(one)))) return "initial options must be among the options";
    const values = new Set(options.map((one) => textAt(one, "value")));
    return values.size < options.length ? "values of options must be unique" : undefined;
  });

/** A static menu has options or groups of them, never both, never neither. */
export const withOptions = (shape: Shape): Shape =>
  also(amongOptions(shape), (value) =>
    (value.options === undefined) === (value.option_groups === undefined)
      ? "must provide exactly one of options, option_groups"
      : undefined,
  );

/** Options or option groups of a menu. */
export const optionsOrGroups = {
  options: list(option, LIMIT.selectOptions),
  option_groups: list(optionGroup, LIMIT.selectOptions),
};

export const confirmation = object(
  { title: plain(LIMIT.confirmTitle), text: eitherText(LIMIT.confirmText) },
  { confirm: plain(LIMIT.confirmButton), deny: plain(LIMIT.confirmButton), style: choice("primary", "danger") },
);

/** An uploaded picture, by id or by address. */
export const slackFile = also(object({}, { id: text(LIMIT.id), url: address }), (value) =>
  (value.id === undefined) === (value.url === undefined) ? "must provide exactly one of id, url" : undefined,
);

export const dispatching = object(
  {},
  { trigger_actions_on: list(choice("on_enter_pressed", "on_character_entered"), 2) },
);

/** Which conversations a menu offers. */
export const filter = object(
  {},
  {
    include: list(choice("im", "mpim", "private", "public"), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
);

export const count = number(1);
