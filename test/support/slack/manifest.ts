import { type Fields, fieldsAt, listAt, textAt } from "./fields.ts";
import {
  anything,
  choice,
  type Flaw,
  flag,
  inWords,
  list,
  matching,
  number,
  object,
  type Shape,
  text,
} from "./kit/shape.ts";
import type { AppSettings } from "./model.ts";
import { refusedShape } from "./refused.ts";

const secure = matching(/^https:\/\/\S+$/, "must be a URL that begins with https://");
const scopes = list(text(255), 200, 0);

const command = object(
  {
    command: matching(/^\/[a-z0-9_-]{1,31}$/, "must begin with / and have at most 32 characters"),
    description: text(2_000),
  },
  { url: secure, usage_hint: text(1_000), should_escape: flag },
);

const shortcut = object({
  name: text(24),
  type: choice("global", "message"),
  callback_id: text(255),
  description: text(150),
});

const features = object(
  {},
  {
    app_home: object({}, { home_tab_enabled: flag, messages_tab_enabled: flag, messages_tab_read_only_enabled: flag }),
    bot_user: object({ display_name: text(80) }, { always_online: flag }),
    slash_commands: list(command, 50),
    shortcuts: list(shortcut, 10),
    unfurl_domains: list(text(255), 5),
  },
);

const settings = object(
  {},
  {
    event_subscriptions: object({}, { request_url: secure, bot_events: list(text(255), 100, 0), user_events: scopes }),
    interactivity: object({ is_enabled: flag }, { request_url: secure, message_menu_options_url: secure }),
    org_deploy_enabled: flag,
    socket_mode_enabled: flag,
    token_rotation_enabled: flag,
    is_hosted: flag,
    hermes_app_type: anything,
    allowed_ip_address_ranges: list(text(100), 10),
  },
);

const MANIFEST: Shape = object(
  {
    display_information: object(
      { name: text(35) },
      {
        description: text(140),
        long_description: text(4_000, 175),
        background_color: matching(/^#([0-9a-fA-F]{3}){1,2}$/, "must be a colour"),
      },
    ),
  },
  {
    $schema: anything,
    _metadata: object({}, { major_version: number(1), minor_version: number(0) }),
    features,
    settings,
    oauth_config: object(
      {},
      {
        redirect_urls: list(secure, 1_000),
        scopes: object({}, { bot: scopes, bot_optional: scopes, user: scopes, user_optional: scopes }),
        token_management_enabled: flag,
        pkce_enabled: flag,
      },
    ),
  },
);

/** Without Socket Mode Slack has to know where to send each kind of request. */
const missingUrls = (manifest: Fields): readonly Flaw[] => {
  const { socket_mode_enabled: socket, event_subscriptions: events, interactivity } = fieldsAt(manifest, "settings");
  if (socket === true) return [];
  const without = (of: unknown, at: string): readonly Flaw[] =>
    textAt(of, "request_url") === ""
      ? [{ at: `/settings/${at}/request_url`, says: "is required without Socket Mode" }]
      : [];
  return [
    ...(events === undefined ? [] : without(events, "event_subscriptions")),
    ...(fieldsAt({ interactivity }, "interactivity").is_enabled === true
      ? without(interactivity, "interactivity")
      : []),
    ...listAt(fieldsAt(manifest, "features"), "slash_commands").flatMap((one, index) =>
      textAt(one, "url") === ""
        ? [{ at: `/features/slash_commands/${index}/url`, says: "is required without Socket Mode" }]
        : [],
    ),
  ];
};

const textsAt = (of: unknown, key: string): readonly string[] => {
  const all = fieldsAt({ of }, "of")[key];
  return Array.isArray(all) ? all.filter((one) => typeof one === "string") : [];
};

/** What whoever installs the app may leave out is part of what it asks for. */
const strayScopes = (manifest: Fields): readonly Flaw[] => {
  const scopes = fieldsAt(fieldsAt(manifest, "oauth_config"), "scopes");
  return (["bot", "user"] as const).flatMap((kind) =>
    textsAt(scopes, `${kind}_optional`)
      .filter((one) => !textsAt(scopes, kind).includes(one))
      .map((one) => ({ at: `/oauth_config/scopes/${kind}_optional`, says: `${one} is not in ${kind}` })),
  );
};

/** Sets an app up as its manifest says. Throws `invalid_manifest` with a pointer to each fault. */
export const applyManifest = (app: AppSettings, manifest: unknown): void => {
  const whole = fieldsAt({ manifest }, "manifest");
  const shape = MANIFEST(manifest, "");
  const flaws = shape.length > 0 ? shape : [...missingUrls(whole), ...strayScopes(whole)];
  if (flaws.length > 0) throw refusedShape("invalid_manifest", inWords(flaws));
  const { features: has, settings: set, oauth_config: oauth } = whole;
  app.name = textAt(fieldsAt(has, "bot_user"), "display_name") || textAt(whole.display_information, "name");
  app.commands = listAt(has, "slash_commands").map((one) => ({
    command: textAt(one, "command"),
    escapes: one.should_escape === true,
  }));
  app.shortcuts = listAt(has, "shortcuts").map((one) => ({
    name: textAt(one, "name"),
    callbackId: textAt(one, "callback_id"),
    on: one.type === "message" ? "message" : "global",
  }));
  app.events = textsAt(fieldsAt(set, "event_subscriptions"), "bot_events");
  app.scopes = textsAt(fieldsAt(oauth, "scopes"), "bot");
  app.redirectUrls = textsAt(oauth, "redirect_urls");
  app.interactive = fieldsAt(set, "interactivity").is_enabled === true;
  const settingsGiven = fieldsAt({ set }, "set");
  app.orgReady = settingsGiven.org_deploy_enabled === true;
  app.rotates = settingsGiven.token_rotation_enabled === true;
};
