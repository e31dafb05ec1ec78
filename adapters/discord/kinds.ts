import type {
  ButtonStyle,
  ChannelType,
  ApplicationCommandType as CommandType,
  ComponentType,
  InteractionContextType as Context,
  SelectMenuDefaultValueType as Default,
  ApplicationIntegrationType as Install,
  ApplicationCommandOptionType as OptionType,
  TextInputStyle,
} from "discord-api-types/v10";

/**
 * Discord's numbers for its kinds of things. discord-api-types has them as code, and what makes plain data
 * runs no code of a package's: so a type names the member, and the compiler holds the number to it.
 */

/** Components of messages and forms. */
export const COMPONENT: {
  readonly row: ComponentType.ActionRow;
  readonly button: ComponentType.Button;
  readonly select: ComponentType.StringSelect;
  readonly input: ComponentType.TextInput;
  readonly user: ComponentType.UserSelect;
  readonly channel: ComponentType.ChannelSelect;
  readonly text: ComponentType.TextDisplay;
  readonly rule: ComponentType.Separator;
  readonly container: ComponentType.Container;
  readonly label: ComponentType.Label;
  readonly radio: ComponentType.RadioGroup;
  readonly checkbox: ComponentType.Checkbox;
} = {
  row: 1,
  button: 2,
  select: 3,
  input: 4,
  user: 5,
  channel: 8,
  text: 10,
  rule: 14,
  container: 17,
  label: 18,
  radio: 21,
  checkbox: 23,
};

/** How a button looks. */
export const STYLE: {
  readonly primary: ButtonStyle.Primary;
  readonly secondary: ButtonStyle.Secondary;
  readonly danger: ButtonStyle.Danger;
} = { primary: 1, secondary: 2, danger: 4 };

/** Whether a text input has one line. */
export const LINES: { readonly one: TextInputStyle.Short; readonly many: TextInputStyle.Paragraph } = {
  one: 1,
  many: 2,
};

/** What a select has chosen from the beginning. */
export const DEFAULT = {
  // No literal is a member of an enumeration of words; this is its word.
  user: "user" as Default.User,
  // The same.
  channel: "channel" as Default.Channel,
} as const;

/** Options of commands. */
export const OPTION: {
  readonly subcommand: OptionType.Subcommand;
  readonly group: OptionType.SubcommandGroup;
  readonly string: OptionType.String;
  readonly integer: OptionType.Integer;
  readonly boolean: OptionType.Boolean;
  readonly user: OptionType.User;
  readonly channel: OptionType.Channel;
} = { subcommand: 1, group: 2, string: 3, integer: 4, boolean: 5, user: 6, channel: 7 };

/** Where a command is found: typed, in a person's menu, in a message's. */
export const COMMAND_KIND: {
  readonly typed: CommandType.ChatInput;
  readonly user: CommandType.User;
  readonly message: CommandType.Message;
} = { typed: 1, user: 2, message: 3 };

/** Where commands can be used: in servers, in direct messages with the app. */
export const CONTEXT: { readonly server: Context.Guild; readonly direct: Context.BotDM } = { server: 0, direct: 1 };

/** For whom the app is installed. */
export const INSTALL: { readonly server: Install.GuildInstall } = { server: 0 };

/** Channels in which a team can have its home: those in which messages stand, or posts. */
export const HOMES: readonly [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum] = [
  0, 5, 15,
];

// A number of Discord's own is any number until it is compared.
const [, , FORUM]: readonly number[] = HOMES;
const HOME_KINDS: readonly number[] = HOMES;

/** Whether a channel of this kind can be a team's home. */
export const isHome = (type: number): boolean => HOME_KINDS.includes(type);

/** Whether a channel's number is a forum's. */
export const isForum = (type: number): boolean => type === FORUM;
