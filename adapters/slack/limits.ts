/**
 * How much Slack takes. Lengths are in characters, and ours are UTF-16 units, which are never fewer
 * than Slack counts. Unless a line says otherwise the source is docs.slack.dev/reference/block-kit.
 */

/** Of one message. */
export const MESSAGE = {
  blocks: 50,
  /**
   * Text in all blocks. Slack documents no sum and refuses with `msg_blocks_too_long` near 13,200 (bolt-js
   * #2509; 13,202 in Metabase). Messages of many blocks were refused at 11,341 and taken at 9,597 (bolt-js
   * #2867), so this is what is known to pass.
   */
  text: 9_500,
  /** The same blocks as JSON: 15,561 were taken, 17,694 refused (bolt-js #2867). */
  json: 15_500,
  /** The text beside the blocks: advised for posting, and all that chat.update takes (`msg_too_long`, reference/methods/chat.update). */
  spoken: 4_000,
} as const;

/** Of a modal or the Home tab. */
export const VIEW = {
  blocks: 100,
  /**
   * As JSON. More than 250 kB is refused (reference/methods/views.open, `view_too_large`), and a Cyrillic
   * letter may travel as six bytes.
   */
  json: 40_000,
  title: 24,
  /** The words to submit and to close. */
  button: 24,
  /** `private_metadata`, which a view carries unseen. */
  metadata: 3_000,
} as const;

/** Of a section: its text, or fields in two columns. An element of a context block takes as much text. */
export const SECTION = { text: 3_000, fields: 10, field: 2_000 } as const;

/** Plain text of a header block. */
export const HEADER_TEXT = 150;

/** Elements of an actions block. */
export const ACTIONS = 25;

/** Of a button: its words, the value that comes back when it is pressed, and what a screen reader says instead of the words. */
export const BUTTON = { text: 75, value: 2_000, spoken: 75 } as const;

/** Of a select: how many options, and the words and value of one. */
export const OPTIONS = { count: 100, text: 75, value: 150 } as const;

/** Of an input: its label, its hint, the words in an empty field, and what can be typed. */
export const INPUT = { label: 2_000, hint: 2_000, placeholder: 150, text: 3_000 } as const;

/** An address behind words, or of a button. */
export const ADDRESS = 3_000;

/** Of a native chart (`data_visualization`), by the older and narrower of two copies of its page. */
export const CHART = { title: 50, series: 6, points: 20, label: 20 } as const;

/** Of the app's manifest (github.com/slackapi/manifest-schema). */
export const MANIFEST = {
  name: 35,
  description: 140,
  commandHint: 1_000,
  shortcutName: 24,
  shortcutDescription: 150,
} as const;
