/** Limits that Discord's documentation states and its published schemas do not. */
export const LIMIT = {
  content: 2_000,
  embedTotal: 6_000,
  rows: 5,
  buttonsInRow: 5,
  components: 40,
  /** Of all text displays of a message together; from the libraries' documentation, not Discord's. */
  textDisplays: 4_000,
  altText: 1_024,
  modalComponents: 5,
  commandCharacters: 8_000,
  commands: { 1: 100, 2: 15, 3: 15 },
  createsADay: 200,
  tagsOnPost: 5,
  tagsInForum: 20,
  tagName: 20,
  requestBytes: 25 * 1_024 * 1_024,
  fileBytes: 10 * 1_024 * 1_024,
  nonce: 25,
} as const;

/** How long things last, in milliseconds of Discord's clock. */
export const LASTS = {
  acknowledgement: 3_000,
  interaction: 15 * 60_000,
  /** "The past few minutes", says Discord. */
  nonce: 5 * 60_000,
  /** Edits of a message are free for so long. */
  freshMessage: 60 * 60_000,
  attachment: 24 * 60 * 60_000,
} as const;
