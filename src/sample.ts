import type { Call } from "./call.ts";
import { SAMPLE } from "./domain/parties.ts";
import { dayOf, type Instant, plusDays, type Zone } from "./domain/time.ts";
import type { Language } from "./domain/vocabulary.ts";

interface Words {
  readonly campaign: string;
  readonly backup: string;
  readonly terminals: string;
  readonly sales: string;
  readonly answer: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    campaign: "Sample",
    backup: "Host a second copy of the land register",
    terminals: "500 satellite terminals",
    sales: "Stop new sales to the aggressor",
    answer: "New sales are paused, existing contracts run on.",
  },
  uk: {
    campaign: "Приклад",
    backup: "Розмістити другу копію земельного реєстру",
    terminals: "500 супутникових терміналів",
    sales: "Зупинити нові продажі агресору",
    answer: "Нові продажі призупинено, чинні договори тривають.",
  },
};

/** What a first start logs, by ordinary commands: two made-up companies and three asks, one of them late. */
export const sampleCalls = (now: Instant, zone: Zone, language: Language): readonly Call[] => {
  const words = WORDS[language];
  const day = (ago: number): string => plusDays(dayOf(now, zone), -ago);
  const ask = (options: Call["options"]): Call => ({ command: "request", options: { ...options, campaign: SAMPLE } });
  return [
    { command: "campaign", options: { code: SAMPLE, name: words.campaign } },
    ask({
      company: "Northwind",
      title: words.backup,
      kind: "hosting_backup",
      channel: "email",
      at: day(14),
      "reply-by": "5 working days",
    }),
    ask({
      company: "Contoso",
      title: words.terminals,
      kind: "equipment",
      channel: "private_letter",
      at: day(1),
      "reply-by": "5 working days",
    }),
    ask({
      company: "Contoso",
      title: words.sales,
      kind: "sales_suspension",
      channel: "open_letter",
      at: day(6),
      "reply-by": "5 working days",
    }),
    {
      command: "response",
      options: { request: "AID-3", outcome: "accepted_partial", extent: "pause_new", text: words.answer },
    },
  ];
};
