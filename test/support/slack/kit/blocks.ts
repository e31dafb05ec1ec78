import { LIMIT } from "../limits.ts";
import { chart } from "./chart.ts";
import {
  button,
  image as imageElement,
  inAccessory,
  inActions,
  inContext,
  inContextActions,
  inInput,
} from "./elements.ts";
import { address, eitherText, markup, plain, slackFile } from "./objects.ts";
import { rich } from "./rich-text.ts";
import { also, byType, choice, flag, later, list, number, object, type Shape, text } from "./shape.ts";

const block = (
  type: string,
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape => object({ type: choice(type), ...required }, { block_id: text(LIMIT.id), ...optional });

const section = also(
  block(
    "section",
    {},
    {
      text: eitherText(LIMIT.sectionText),
      fields: list(eitherText(LIMIT.fieldText), LIMIT.sectionFields),
      accessory: inAccessory,
      expand: flag,
    },
  ),
  (one) => (one.text === undefined && one.fields === undefined ? "must define either text or fields" : undefined),
);

const image = also(
  block(
    "image",
    { alt_text: text(LIMIT.altText) },
    { title: plain(LIMIT.altText), image_url: address, slack_file: slackFile },
  ),
  (one) =>
    (one.image_url === undefined) === (one.slack_file === undefined)
      ? "must provide exactly one of image_url, slack_file"
      : undefined,
);

const input = block(
  "input",
  { label: plain(LIMIT.inputLabel), element: inInput },
  { hint: plain(LIMIT.inputLabel), optional: flag, dispatch_action: flag },
);

const cell: Shape = byType({
  raw_text: object({ type: choice("raw_text"), text: text(LIMIT.dataTableText) }),
  raw_number: object({ type: choice("raw_number"), value: number() }, { text: text(LIMIT.dataTableText) }),
  rich_text: rich,
});

const columns = list(object({}, { align: choice("left", "center", "right"), is_wrapped: flag }), LIMIT.tableColumns);

const table = block(
  "table",
  { rows: list(list(cell, LIMIT.tableColumns), LIMIT.tableRows) },
  { column_settings: columns },
);

const dataTable = block(
  "data_table",
  {
    caption: text(LIMIT.altText),
    // The first row is the header.
    rows: list(list(cell, LIMIT.tableColumns), LIMIT.dataTableRows + 1, 2),
  },
  { page_size: number(1), row_header_column_index: number(0, LIMIT.tableColumns - 1) },
);

const card = block(
  "card",
  {},
  {
    hero_image: imageElement,
    icon: imageElement,
    title: markup(150),
    subtitle: markup(150),
    body: markup(200),
    actions: list(button, 3),
  },
);

const COMMON: Readonly<Record<string, Shape>> = {
  actions: block("actions", { elements: list(inActions, LIMIT.actionElements) }),
  context: block("context", { elements: list(inContext, LIMIT.contextElements) }),
  divider: block("divider", {}),
  header: block("header", { text: plain(LIMIT.headerText) }),
  image,
  input,
  rich_text: rich,
  section,
  table,
  container: block(
    "container",
    {
      child_blocks: list(
        later(() => byType(COMMON)),
        10,
      ),
    },
    {
      title: plain(LIMIT.headerText),
      rich_text_title: rich,
      subtitle: eitherText(LIMIT.headerText),
      width: choice("narrow", "standard", "wide", "full"),
      icon: imageElement,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  ),
};

const MESSAGE: Readonly<Record<string, Shape>> = {
  ...COMMON,
  markdown: block("markdown", { text: text(LIMIT.markdownText) }),
  context_actions: block("context_actions", { elements: list(inContextActions, 5) }),
  data_table: dataTable,
  data_visualization: block("data_visualization", { title: text(LIMIT.chartTitle), chart }),
  card,
  carousel: block("carousel", { elements: list(card, 10) }),
};

const MODAL: Readonly<Record<string, Shape>> = {
  ...COMMON,
  alert: block("alert", { text: eitherText(200) }, { level: choice("default", "info", "warning", "error", "success") }),
};

/** Where blocks stand decides which there may be. */
export const BLOCKS_OF = {
  message: { kinds: byType(MESSAGE), most: LIMIT.messageBlocks },
  modal: { kinds: byType(MODAL), most: LIMIT.viewBlocks },
  home: { kinds: byType(COMMON), most: LIMIT.viewBlocks },
} as const;
