/** What the app may do in a Slack workspace, each with what would not work without it. */
export const SCOPES = {
  commands: "people type /aid and use the shortcuts of messages",
  "chat:write": "cards, reminders and answers are posted and edited where the app was invited",
  "im:write": "who asked for reminders as direct messages, and who installed the app, is written to",
  "users:read": "a person's name, language and time zone are known, and guests are told from members",
  "app_mentions:read": "what is said to the app in a thread is heard, where slash commands do not work",
} as const;
