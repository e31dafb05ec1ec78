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
 * runs no code of a package's. Each cast names the member that has the number; a test holds them together.
 */

/** Components of messages and forms. */
export const COMPONENT = {
  row: 1 as ComponentType.ActionRow,
  button: 2 as ComponentType.Button,
  select: 3 as ComponentType.StringSelect,
  input: 4 as ComponentType.TextInput,
  user: 5 as ComponentType.UserSelect,
  channel: 8 as ComponentType.ChannelSelect,
  text: 10 as ComponentType.TextDisplay,
  rule: 14 as ComponentType.Separator,
  container: 17 as ComponentType.Container,
  label: 18 as ComponentType.Label,
  radio: 21 as ComponentType.RadioGroup,
  checkbox: 23 as ComponentType.Checkbox,
} as const;

/** How a button looks. */
export const STYLE = {
  primary: 1 as ButtonStyle.Primary,
  secondary: 2 as ButtonStyle.Secondary,
  danger: 4 as ButtonStyle.Danger,
} as const;

/** Whether a text input has one line. */
export const LINES = { one: 1 as TextInputStyle.Short, many: 2 as TextInputStyle.Paragraph } as const;

/** Options of commands. */
export const OPTION = {
  subcommand: 1 as OptionType.Subcommand,
  group: 2 as OptionType.SubcommandGroup,
  string: 3 as OptionType.String,
  integer: 4 as OptionType.Integer,
  boolean: 5 as OptionType.Boolean,
  user: 6 as OptionType.User,
  channel: 7 as OptionType.Channel,
} as const;

/** Where a command is found: typed, in a person's menu, in a message's. */
export const COMMAND_KIND = {
  typed: 1 as CommandType.ChatInput,
  user: 2 as CommandType.User,
  message: 3 as CommandType.Message,
} as const;

/** Channels in which a team can have its home: words are posted there, or posts about them. */
export const HOMES: readonly (ChannelType.GuildText | ChannelType.GuildAnnouncement | ChannelType.GuildForum)[] = [
  0, 5, 15,
];

/** Where commands can be used: in servers, in direct messages with the app. */
export const CONTEXT = { server: 0 as Context.Guild, direct: 1 as Context.BotDM } as const;
/** For whom the app is installed. */
export const INSTALL = { server: 0 as Install.GuildInstall } as const;

/** What a select has chosen from the beginning. */
export const DEFAULT = { user: "user" as Default.User, channel: "channel" as Default.Channel } as const;
