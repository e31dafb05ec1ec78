/** Slack's documented numbers, in characters, items or milliseconds. The fake keeps its own copy, so that it can catch ours. */
export const LIMIT = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Undocumented: all text in one message's blocks. */
  blocksText: 13_200,
  messageText: 40_000,
  markdownText: 12_000,
  sectionText: 3_000,
  sectionFields: 10,
  fieldText: 2_000,
  headerText: 150,
  plainText: 3_000,
  contextElements: 10,
  actionElements: 25,
  id: 255,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  accessibilityLabel: 75,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  selectOptions: 100,
  overflowOptions: 5,
  checkboxes: 10,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewTitle: 24,
  viewBytes: 250_000,
  privateMetadata: 3_000,
  inputLabel: 2_000,
  inputText: 3_000,
  altText: 2_000,
  tableRows: 100,
  tableColumns: 20,
  dataTableRows: 100,
  dataTableText: 20_000,
  chartTitle: 50,
  chartsInMessage: 2,
  tablesInMessage: 1,
  chartSeries: 12,
  chartPoints: 20,
  chartLabel: 20,
  chartAxisLabel: 50,
  viewStack: 3,
  socketConnections: 10,
} as const;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long things last. */
export const LASTS = {
  /** For the bot to acknowledge, and for a trigger to be used. */
  acknowledgement: 3 * SECOND,
  trigger: 3 * SECOND,
  responseUrl: 30 * MINUTE,
  responseUrlUses: 5,
  token: 12 * HOUR,
  code: 10 * MINUTE,
  /** Pauses before Slack sends an event again. */
  eventRetries: [0, MINUTE, 5 * MINUTE],
  socketTicket: 30 * SECOND,
} as const;

/** Requests a minute that each tier allows, and messages a second that a channel takes. */
export const RATE = { tier1: 1, tier2: 20, tier3: 50, tier4: 100, channelPerSecond: 1, postsPerMinute: 300 } as const;
