import { type Fields, isFields, textAt } from "../fields.ts";
import type { AppSettings, Told } from "../model.ts";

/** Intents that the developer portal has to allow. */
const PRIVILEGED = { GUILD_MEMBERS: 1 << 1, GUILD_PRESENCES: 1 << 8, MESSAGE_CONTENT: 1 << 15 } as const;

/** All intents that there are; others are a mistake. */
const KNOWN = 0b111_1111_1111_1111_1111 | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/** The code with which Discord closes on these intents, or nothing. */
export const closedFor = (app: AppSettings, intents: unknown): 4013 | 4014 | undefined => {
  if (typeof intents !== "number" || (intents & ~KNOWN) !== 0) return 4013;
  const barred = (Object.keys(PRIVILEGED) as (keyof typeof PRIVILEGED)[]) // the keys of a constant are its own
    .some((name) => (intents & PRIVILEGED[name]) !== 0 && !app.privileged.includes(name));
  return barred ? 4014 : undefined;
};

/** What an app with these intents is told; undefined when nothing. */
export const toldWith = (intents: number, { t, d, guild, intent }: Told, bot: string): Fields | undefined => {
  if (intent !== 0 && (intents & intent) === 0) return undefined;
  const says = t === "MESSAGE_CREATE" || t === "MESSAGE_UPDATE";
  if (!says || guild === undefined || (intents & PRIVILEGED.MESSAGE_CONTENT) !== 0) return d;
  const mentions = Array.isArray(d.mentions) ? d.mentions : [];
  const open = textAt(d.author, "id") === bot || mentions.some((one) => isFields(one) && one.id === bot);
  return open ? d : { ...d, content: "", embeds: [], attachments: [], components: [] };
};
