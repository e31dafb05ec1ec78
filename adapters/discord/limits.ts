/**
 * How much Discord takes. Lengths are in characters, and ours are UTF-16 units, which are never fewer
 * than Discord counts. Unless a line says otherwise the source is docs.discord.com/developers; a line
 * that says "unpublished schema" is not in Discord's OpenAPI document, so nothing but this checks it.
 */

/** Of one message of components (the flag IS_COMPONENTS_V2), which has neither content nor embeds. */
export const MESSAGE = {
  /** Nested ones count (components/reference; unpublished schema). */
  components: 40,
  /** Over all text displays together (JDA's `MAX_CONTENT_LENGTH_COMPONENT_V2`, and Discord's refusal; unpublished schema). */
  text: 4_000,
  /** Users in `allowed_mentions`. */
  mentions: 100,
  /** What tells a repeated post from a new one: as long as our tokens may be. */
  nonce: 25,
} as const;

/** Of a row of buttons. */
export const ROW = 5;

/** Of a button: its words, and what comes back when it is pressed, which is also all that a form can carry. */
export const BUTTON = { label: 80, id: 100 } as const;

/** Of a form. */
export const MODAL = {
  title: 45,
  /** Top-level components, words among them (interactions/receiving-and-responding; unpublished schema). */
  components: 5,
  /** Of a label: the question, and what is said below it. */
  label: 45,
  description: 100,
} as const;

/** Of a text input: what can be typed or filled in, and the words in an empty one. */
export const INPUT = { text: 4_000, placeholder: 100 } as const;

/** Of a select: how many options, and the words and value of one. */
export const OPTIONS = { count: 25, text: 100, value: 100 } as const;

/** Of a group of radio buttons: Discord takes no fewer than two. */
export const RADIO = { least: 2, most: 10 } as const;

/** Of what is offered while somebody types: how many, and the words and value of one. */
export const SUGGESTIONS = { count: 25, text: 100, value: 100 } as const;

/** Of an application command. */
export const COMMAND = {
  name: 32,
  description: 100,
  /** Options of a command, a group or a subcommand; groups and subcommands are options, too. */
  options: 25,
  /** Names, descriptions and values of a whole command, each in its longest language (unpublished schema). */
  characters: 8_000,
} as const;

/** Of the title of a thread or a post in a forum. */
export const THREAD_NAME = 100;

/** Of tags: how many a forum has, how many a post bears, and the name of one (resources/channel). */
export const TAG = { available: 20, applied: 5, name: 20 } as const;
