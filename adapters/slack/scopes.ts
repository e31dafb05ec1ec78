/** What the app may do in a Slack workspace, each with what would not work without it. */
export const SCOPES = {
  commands: "people type /aid and use the shortcuts of messages",
  "chat:write": "cards, reminders and answers are posted and edited where the app was invited",
  "im:write": "who asked for reminders as direct messages, and who installed the app, is written to",
  "users:read": "a person's name, language and time zone are known, and guests are told from members",
  "app_mentions:read": "what is said to the app in a thread is heard, where slash commands do not work",
} as const;

/**
 * What whoever installs the app may leave out. With it a reminder of which Slack did not say whether it took it is
 * looked for among the app's own messages before it is sent again; without it, it is sent again and says that it
 * may be a repeat. So nothing else is read, and only where the app was invited; and what people write to the app
 * itself is theirs to be heard. A manifest names them twice: among all, and as what may be left out.
 */
export const OPTIONAL_SCOPES = {
  "channels:history": "a reminder in a public channel that may have arrived is not said twice",
  "groups:history": "a reminder in a private channel that may have arrived is not said twice",
  "im:history":
    "what is written to the app directly is heard, and a direct reminder that may have arrived is not said twice",
} as const;
