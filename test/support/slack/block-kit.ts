/**
 * Slack's rules for what an app may send, as far as its documentation (docs.slack.dev/reference/block-kit)
 * and its users' bug reports tell them. Written from those and not from the product's own constants, so
 * that a wrong constant there shows here. Lengths are counted in UTF-16 units: never less than Slack counts.
 */

type Json = Readonly<Record<string, unknown>>;
/** What is wrong with a value that stands at a path; nothing when all is well. */
type Check = (value: unknown, at: string) => readonly string[];

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text =
  (max: number, min = 1): Check =>
  (value, at) =>
    typeof value !== "string"
      ? [`${at}: must be a string`]
      : value.length < min
        ? [`${at}: must have at least ${min} characters`]
        : value.length > max
          ? [`${at}: ${value.length} characters, at most ${max} are allowed`]
          : value.isWellFormed()
            ? []
            : [`${at}: is not well-formed Unicode`];

const matching =
  (pattern: RegExp, what: string): Check =>
  (value, at) =>
    typeof value === "string" && pattern.test(value) ? [] : [`${at}: must be ${what}`];

const bool: Check = (value, at) => (typeof value === "boolean" ? [] : [`${at}: must be true or false`]);
const whole =
  (min: number, max: number): Check =>
  (value, at) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? []
      : [`${at}: must be a whole number from ${min} to ${max}`];
const figure: Check = (value, at) => (Number.isFinite(value) ? [] : [`${at}: must be a number`]);
const word =
  (...words: readonly string[]): Check =>
  (value, at) =>
    words.includes(String(value)) ? [] : [`${at}: "${String(value)}" is none of ${words.join(", ")}`];

const list =
  (each: Check, max: number, min = 1): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return [`${at}: must be a list`];
    const count = value.length < min ? [`${at}: has ${value.length} items, at least ${min} are needed`] : [];
    const most = value.length > max ? [`${at}: has ${value.length} items, at most ${max} are allowed`] : [];
    return [...count, ...most, ...value.flatMap((one, index) => each(one, `${at}[${index}]`))];
  };

/** An object with its type: required and optional properties, and no others. `and` looks at the whole. */
const shape =
  (
    required: Readonly<Record<string, Check>>,
    optional: Readonly<Record<string, Check>> = {},
    and: Check = () => [],
  ): Check =>
  (value, at) => {
    if (!isObject(value)) return [`${at}: must be an object`];
    const missing = Object.keys(required).filter((name) => value[name] === undefined);
    const given = Object.entries(value).filter(([, one]) => one !== undefined);
    return [
      ...missing.map((name) => `${at}: "${name}" is missing`),
      ...given.flatMap(([name, one]) => {
        const check = required[name] ?? optional[name] ?? (name === "type" ? () => [] : undefined);
        return check ? check(one, `${at}.${name}`) : [`${at}: unknown property "${name}"`];
      }),
      ...and(value, at),
    ];
  };

/** One of several shapes, told apart by `type`. */
const typed =
  (kinds: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    const type = isObject(value) ? String(value["type"]) : "";
    const check = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    return check ? check(value, at) : [`${at}: type "${type}" is not allowed here`];
  };

const plainText = (max: number): Check => typed({ plain_text: shape({ text: text(max) }, { emoji: bool }) });
const anyText = (max: number): Check =>
  typed({
    plain_text: shape({ text: text(max) }, { emoji: bool }),
    mrkdwn: shape({ text: text(max) }, { verbatim: bool }),
  });

const ID = text(255);
const URL = matching(/^https?:\/\/.{1,2990}$/u, "a web address of at most 3,000 characters");
const confirm = shape(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: word("primary", "danger") },
);

const option = (label: Check): Check =>
  shape({ text: label, value: text(150) }, { description: plainText(75), url: URL });
const plainOption = option(plainText(75));
const groups = list(shape({ label: plainText(75), options: list(plainOption, 100) }), 100);

const valuesIn = (options: unknown): readonly string[] =>
  Array.isArray(options) ? options.map((one) => JSON.stringify(one)) : [];

/** What is chosen to begin with must be one of the options, to the letter; a value stands for one option only. */
const amongOptions: Check = (value, at) => {
  if (!isObject(value)) return [];
  const nested = Array.isArray(value["option_groups"])
    ? value["option_groups"].flatMap((group: Json) => valuesIn(group["options"]))
    : [];
  const options = [...valuesIn(value["options"]), ...nested];
  const first = value["initial_option"] === undefined ? [] : [JSON.stringify(value["initial_option"])];
  const chosen = [...first, ...valuesIn(value["initial_options"])];
  const values = options.map((one) => String((JSON.parse(one) as Json)["value"]));
  return [
    ...chosen.filter((one) => !options.includes(one)).map((one) => `${at}: ${one} is not among the options`),
    ...values.filter((one, index) => values.indexOf(one) !== index).map((one) => `${at}: value "${one}" twice`),
  ];
};

const oneKindOfOptions: Check = (value, at) =>
  isObject(value) && (value["options"] === undefined) === (value["option_groups"] === undefined)
    ? [`${at}: needs either options or option_groups`]
    : amongOptions(value, at);

const actionable = { action_id: ID };
const asked = { ...actionable, confirm, focus_on_load: bool };
const held = { ...asked, placeholder: plainText(150) };
const dispatch = {
  dispatch_action_config: shape({}, { trigger_actions_on: list(word("on_enter_pressed", "on_character_entered"), 2) }),
};
const filter = shape(
  {},
  {
    include: list(word("im", "mpim", "private", "public"), 4),
    exclude_external_shared_channels: bool,
    exclude_bot_users: bool,
  },
);
const most = { max_selected_items: whole(1, 100) };

const image = shape(
  { alt_text: text(2000) },
  { image_url: URL, slack_file: shape({}, { id: text(50), url: URL }) },
  (value, at) =>
    isObject(value) && (value["image_url"] === undefined) === (value["slack_file"] === undefined)
      ? [`${at}: needs either image_url or slack_file`]
      : [],
);

const BUTTON = shape(
  { text: plainText(75), action_id: ID },
  { value: text(2000), url: URL, style: word("primary", "danger"), confirm, accessibility_label: text(75) },
);

const SELECTS: Readonly<Record<string, Check>> = {
  static_select: shape(
    {},
    { ...held, options: list(plainOption, 100), option_groups: groups, initial_option: plainOption },
    oneKindOfOptions,
  ),
  multi_static_select: shape(
    {},
    {
      ...held,
      ...most,
      options: list(plainOption, 100),
      option_groups: groups,
      initial_options: list(plainOption, 100),
    },
    oneKindOfOptions,
  ),
  external_select: shape({}, { ...held, min_query_length: whole(0, 255), initial_option: plainOption }),
  multi_external_select: shape(
    {},
    { ...held, ...most, min_query_length: whole(0, 255), initial_options: list(plainOption, 100) },
  ),
  users_select: shape({}, { ...held, initial_user: matching(/^[UW][A-Z0-9]+$/u, "a user's id") }),
  multi_users_select: shape(
    {},
    { ...held, ...most, initial_users: list(matching(/^[UW][A-Z0-9]+$/u, "a user's id"), 100) },
  ),
  conversations_select: shape(
    {},
    {
      ...held,
      initial_conversation: matching(/^[CDGU][A-Z0-9]+$/u, "a conversation's id"),
      default_to_current_conversation: bool,
      response_url_enabled: bool,
      filter,
    },
  ),
  channels_select: shape(
    {},
    { ...held, initial_channel: matching(/^C[A-Z0-9]+$/u, "a channel's id"), response_url_enabled: bool },
  ),
};

const PICKERS: Readonly<Record<string, Check>> = {
  datepicker: shape({}, { ...held, initial_date: matching(/^\d{4}-\d\d-\d\d$/u, "a date YYYY-MM-DD") }),
  timepicker: shape({}, { ...held, initial_time: matching(/^\d\d:\d\d$/u, "a time HH:mm"), timezone: text(100) }),
  datetimepicker: shape({}, { ...asked, initial_date_time: whole(1_000_000_000, 9_999_999_999) }),
  checkboxes: shape(
    { options: list(option(anyText(75)), 10) },
    { ...asked, initial_options: list(option(anyText(75)), 10) },
    amongOptions,
  ),
  radio_buttons: shape(
    { options: list(option(anyText(75)), 10) },
    { ...asked, initial_option: option(anyText(75)) },
    amongOptions,
  ),
};

const TYPED_IN: Readonly<Record<string, Check>> = {
  plain_text_input: shape(
    {},
    {
      ...held,
      ...dispatch,
      initial_value: text(3000, 0),
      multiline: bool,
      min_length: whole(0, 3000),
      max_length: whole(1, 3000),
    },
    (value, at) =>
      isObject(value) &&
      typeof value["initial_value"] === "string" &&
      value["initial_value"].length > Number(value["max_length"] ?? 3000)
        ? [`${at}: initial_value is longer than max_length`]
        : [],
  ),
  number_input: shape(
    { is_decimal_allowed: bool },
    {
      ...held,
      ...dispatch,
      initial_value: matching(/^-?\d+(\.\d+)?$/u, "a number in a string"),
      min_value: text(30),
      max_value: text(30),
    },
  ),
  email_text_input: shape({}, { ...held, ...dispatch, initial_value: text(3000, 0) }),
  url_text_input: shape({}, { ...held, ...dispatch, initial_value: text(3000, 0) }),
};

const overflow = shape({ options: list(plainOption, 5) }, { ...actionable, confirm });
const PRESSED = { button: BUTTON, overflow, ...SELECTS, ...PICKERS };

/** Styled text is not bounded piece by piece, but its pieces are known. */
const richText: Check = list(
  typed(
    Object.fromEntries(
      ["rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"].map((type) => [
        type,
        shape(
          { elements: list(() => [], 1000, 0) },
          { style: word("bullet", "ordered"), indent: figure, border: figure },
        ),
      ]),
    ),
  ),
  1000,
);

const cell = typed({
  raw_text: shape({ text: text(10_000) }),
  raw_number: shape({ value: figure, text: text(10_000) }),
  rich_text: shape({ elements: richText }),
});

const table = shape(
  { rows: list(list(cell, 20), 100) },
  {
    block_id: ID,
    column_settings: list(
      (one, at) =>
        one === null ? [] : shape({}, { align: word("left", "center", "right"), is_wrapped: bool })(one, at),
      20,
    ),
  },
  (value, at) =>
    lengthOf(value) > 10_000 ? [`${at}: ${lengthOf(value)} characters in cells, at most 10000 are allowed`] : [],
);

const points = list(shape({ label: text(20), value: figure }), 20);
const unique = (values: readonly unknown[], at: string, what: string): readonly string[] =>
  values.filter((one, index) => values.indexOf(one) !== index).map((one) => `${at}: ${what} "${String(one)}" twice`);

/** Every series has a value for each category, in words of the axis. */
const plotted = shape(
  {
    series: list(shape({ name: text(20), data: points }), 12),
    axis_config: shape({ categories: list(text(20), 20) }, { x_label: text(50), y_label: text(50) }),
  },
  {},
  (value, at) => {
    if (!isObject(value) || !Array.isArray(value["series"]) || !isObject(value["axis_config"])) return [];
    const { categories } = value["axis_config"];
    const series = value["series"] as readonly { readonly name: unknown; readonly data: readonly Json[] }[];
    return [
      ...unique(
        series.map(({ name }) => name),
        at,
        "series",
      ),
      ...series
        .filter(({ data }) => JSON.stringify(data.map(({ label }) => label)) !== JSON.stringify(categories))
        .map(({ name }) => `${at}: the labels of "${String(name)}" are not the categories`),
    ];
  },
);
const pie = shape({
  segments: list(
    shape({
      label: text(20),
      value: (value, at) => (typeof value === "number" && value > 0 ? [] : [`${at}: must be more than 0`]),
    }),
    12,
  ),
});

const BLOCKS: Readonly<Record<string, Check>> = {
  divider: shape({}, { block_id: ID }),
  header: shape({ text: plainText(150) }, { block_id: ID }),
  section: shape(
    {},
    {
      block_id: ID,
      text: anyText(3000),
      fields: list(anyText(2000), 10),
      accessory: typed({ ...PRESSED, image }),
      expand: bool,
    },
    (value, at) =>
      isObject(value) && value["text"] === undefined && value["fields"] === undefined
        ? [`${at}: needs text or fields`]
        : [],
  ),
  context: shape(
    { elements: list(typed({ image, plain_text: anyText(3000), mrkdwn: anyText(3000) }), 10) },
    { block_id: ID },
  ),
  actions: shape({ elements: list(typed(PRESSED), 25) }, { block_id: ID }),
  input: shape(
    { label: plainText(2000), element: typed({ ...SELECTS, ...PICKERS, ...TYPED_IN }) },
    { block_id: ID, hint: plainText(2000), optional: bool, dispatch_action: bool },
  ),
  image: shape(
    { alt_text: text(2000) },
    { block_id: ID, image_url: URL, slack_file: shape({}, { id: text(50), url: URL }), title: plainText(2000) },
  ),
  markdown: shape({ text: text(12_000) }, { block_id: ID }),
  rich_text: shape({ elements: richText }, { block_id: ID }),
};

/** Blocks that Slack shows in messages alone. */
const IN_MESSAGES: Readonly<Record<string, Check>> = {
  table,
  data_visualization: shape(
    { title: text(50), chart: typed({ pie, bar: plotted, line: plotted, area: plotted }) },
    { block_id: ID },
  ),
};
/** And in modals alone. */
const IN_MODALS: Readonly<Record<string, Check>> = {
  alert: shape({ text: anyText(200) }, { block_id: ID, level: word("default", "info", "warning", "error", "success") }),
};

/** Everything below a value that a reader reads, in characters. */
const lengthOf = (value: unknown, key = ""): number => {
  if (typeof value === "string") return key === "text" || key === "title" || key === "label" ? value.length : 0;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOf(one, key), 0);
  return isObject(value) ? Object.entries(value).reduce((sum, [name, one]) => sum + lengthOf(one, name), 0) : 0;
};

/** Each element that can be acted on, and each option, is found by its names: they may not be doubled. */
const names = (blocks: readonly unknown[], at: string): readonly string[] => {
  const all = blocks.filter(isObject);
  const ids = all.flatMap(({ block_id }) => (block_id === undefined ? [] : [block_id]));
  return [
    ...unique(ids, at, "block_id"),
    ...all.flatMap((block) => {
      const elements = Array.isArray(block["elements"]) ? block["elements"].filter(isObject) : [];
      return unique(
        elements.flatMap(({ action_id }) => (action_id === undefined ? [] : [action_id])),
        `${at} ${String(block["block_id"] ?? block["type"])}`,
        "action_id",
      );
    }),
  ];
};

const countOf = (blocks: readonly unknown[], type: string): number =>
  blocks.filter((one) => isObject(one) && one["type"] === type).length;

/** Slack refuses a message's blocks with `msg_blocks_too_long` near this sum (bolt-js #2509, Metabase: 13,202). */
const SUM = 13_200;

/** Everything for which Slack would refuse or cut a message. Empty: it is posted as it is. */
export const faultsOf = (payload: { readonly text?: unknown; readonly blocks?: unknown }): readonly string[] => {
  const { text: words, blocks } = payload;
  const said = words === undefined || words === "";
  const told = said ? [] : text(40_000)(words, "text");
  if (blocks === undefined) return said ? ["text: a message needs text or blocks"] : told;
  if (!Array.isArray(blocks)) return ["blocks: must be a list"];
  const sum = lengthOf(blocks);
  return [
    ...(said ? ["text: is missing, and it is what a screen reader reads instead of the blocks"] : told),
    ...list(typed({ ...BLOCKS, ...IN_MESSAGES }), 50)(blocks, "blocks"),
    ...names(blocks, "blocks"),
    ...(sum > SUM ? [`blocks: ${sum} characters in all, at most ${SUM} are taken (msg_blocks_too_long)`] : []),
    ...(countOf(blocks, "data_visualization") > 2 ? ["blocks: more than 2 charts"] : []),
    ...(countOf(blocks, "table") > 1 ? ["blocks: more than 1 table (only_one_table_allowed)"] : []),
  ];
};

const base = { callback_id: ID, private_metadata: text(3000, 0), external_id: ID };

const modal = shape(
  { title: plainText(24), blocks: list(typed({ ...BLOCKS, ...IN_MODALS }), 100) },
  { ...base, submit: plainText(24), close: plainText(24), clear_on_close: bool, notify_on_close: bool },
  (value, at) => {
    const blocks = isObject(value) && Array.isArray(value["blocks"]) ? value["blocks"] : [];
    const asks = countOf(blocks, "input") > 0;
    return asks && isObject(value) && value["submit"] === undefined ? [`${at}: "submit" is needed with inputs`] : [];
  },
);
const home = shape({ blocks: list(typed(BLOCKS), 100) }, base);

/** Everything for which Slack would refuse a modal or a Home tab. */
export const viewFaults = (view: unknown): readonly string[] => {
  const blocks = isObject(view) && Array.isArray(view["blocks"]) ? view["blocks"] : [];
  const focused = JSON.stringify(blocks).split('"focus_on_load":true').length - 1;
  return [
    ...typed({ modal, home })(view, "view"),
    ...names(blocks, "view"),
    ...(focused > 1 ? ["view: more than one element wants the focus"] : []),
  ];
};

/** Everything for which Slack would not show what an external select was answered. */
export const suggestionFaults = (answer: unknown): readonly string[] =>
  shape({}, { options: list(plainOption, 100, 0), option_groups: groups })(answer, "options");

/** Everything for which Slack would not show the errors that a submitted modal was answered. */
export const errorFaults = (view: unknown, errors: unknown): readonly string[] => {
  const blocks = isObject(view) && Array.isArray(view["blocks"]) ? view["blocks"].filter(isObject) : [];
  const inputs = blocks.flatMap(({ type, block_id }) => (type === "input" ? [block_id] : []));
  if (!isObject(errors) || Object.keys(errors).length === 0) return ["errors: must name at least one block"];
  return Object.entries(errors).flatMap(([id, sentence]) => [
    ...(inputs.includes(id) ? [] : [`errors: "${id}" is no input of this view`]),
    ...text(3000)(sentence, `errors.${id}`),
  ]);
};
