import type { CommandSpec } from "../../src/commands/command.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { commandWord } from "../../src/view/typed.ts";
import { label } from "../shared/words.ts";
import { MANIFEST } from "./limits.ts";
import { OPTIONAL_SCOPES, SCOPES } from "./scopes.ts";

/** Where Slack finds us below our own address. */
export const PATHS = {
  /** Commands, buttons, forms, suggestions and events. */
  events: "/slack/events",
  /** Where an install begins, and where Slack leads back to. */
  install: "/slack/install",
  redirect: "/slack/oauth_redirect",
} as const;

/** How Slack reaches us: at an address of ours, or over connections that we open. */
export type Transport = { readonly kind: "http"; readonly url: string } | { readonly kind: "socket" };

/** Happenings that Slack tells of. Of what people say it tells what is said to the app: nothing reads a channel. */
const EVENTS = ["app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked"] as const;

/** The shortcuts, by the names under which they come back. */
const SHORTCUTS = [
  { callback_id: "log_request", type: "message" },
  { callback_id: "record_response", type: "message" },
  { callback_id: "aid_request", type: "global" },
] as const;

const namesOf = <S extends string>(scopes: Readonly<Record<S, string>>): S[] =>
  // A record's keys are its names.
  (Object.keys(scopes) as S[]).toSorted();

/** The words that may follow, as far as Slack shows them. */
const hint = (commands: readonly CommandSpec[], language: Language): string => {
  const say = speak(language);
  return label(commands.map(({ name }) => commandWord(name, say)).join(" | "), MANIFEST.commandHint);
};

/**
 * The app's manifest, version 2, as Slack takes it under "From a manifest". Slack shows an app in one
 * language, so it is printed in one. `url` is the address under which the process is reached from outside.
 */
export const manifestOf = (commands: readonly CommandSpec[], transport: Transport, language: Language) => {
  const { words } = speak(language);
  const at = transport.kind === "http" ? new URL(transport.url).href.replace(/\/+$/u, "") : undefined;
  const reached = at === undefined ? {} : { request_url: at + PATHS.events };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: "Aidline",
      description: label(words("slack.manifest.description"), MANIFEST.description),
      long_description: words("slack.manifest.long"),
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Aidline", always_online: true },
      shortcuts: SHORTCUTS.map(({ callback_id, type }) => ({
        name: label(words(`chat.shortcut.${callback_id}`), MANIFEST.shortcutName),
        type,
        callback_id,
        description: label(words(`chat.shortcut.${callback_id}.about`), MANIFEST.shortcutDescription),
      })),
      slash_commands: [
        {
          command: "/aid",
          description: words("slack.manifest.command"),
          usage_hint: hint(commands, language),
          // Mentions arrive as ids: names alone could not be told apart.
          should_escape: true,
          ...(at !== undefined && { url: at + PATHS.events }),
        },
      ],
    },
    oauth_config: {
      ...(at !== undefined && { redirect_urls: [at + PATHS.redirect] }),
      // Slack takes as optional what is among the others, too.
      scopes: { bot: namesOf({ ...SCOPES, ...OPTIONAL_SCOPES }), bot_optional: namesOf(OPTIONAL_SCOPES) },
    },
    settings: {
      event_subscriptions: { ...reached, bot_events: [...EVENTS] },
      interactivity: {
        is_enabled: true,
        ...reached,
        ...(at !== undefined && { message_menu_options_url: at + PATHS.events }),
      },
      org_deploy_enabled: true,
      socket_mode_enabled: at === undefined,
      // Tokens of a socket app stand in its settings, where nobody could renew them.
      token_rotation_enabled: at !== undefined,
    },
  };
};
