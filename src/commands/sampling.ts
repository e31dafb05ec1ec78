import { type Campaign, SAMPLE } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { refOf } from "../domain/request.ts";
import { dayOf, plusDays } from "../domain/time.ts";
import { type Language, RUNGS } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { likened } from "./text.ts";

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

/** How long each rung of a new campaign's ladder waits, in working days. */
export const LADDER = RUNGS.map((rung) => ({ rung, workingDays: 5 }));

/** Whether the sample can be logged: it is not there, and there is no real work that it could be mistaken for. */
export const wantsSample = async (desk: Desk): Promise<boolean> => (await desk.list({ limit: 1 })).total === 0;

/**
 * Logs the sample by what the ordinary commands do, in one change: two made-up companies and three asks, one of
 * them late and one answered. Only in a register without any request.
 */
export const logSample = async (desk: Desk): Promise<Campaign> => {
  const known = (await desk.campaigns()).some(({ code }) => likened(code) === likened(SAMPLE));
  if (known || !(await wantsSample(desk))) throw new Refusal("name_taken", { name: SAMPLE }, "code");
  const { language, zone } = desk.workspace;
  const words = WORDS[language];
  const ago = (days: number): string => plusDays(dayOf(desk.at, zone), -days);
  const id = desk.id();
  const campaign = await desk.record("campaign", id, [
    { type: "campaign.added", id, code: SAMPLE, name: words.campaign, ladder: LADDER },
  ]);
  if (!campaign) throw new Error("A campaign that was just recorded has no state");
  const ask = async (company: string, options: Readonly<Record<string, string>>): Promise<string> => {
    const typed = request.options.parse({ company, campaign: SAMPLE, "reply-by": "5 working days", ...options });
    return refOf((await request.run(typed, desk)).card.request.ref);
  };
  await ask("Northwind", { title: words.backup, kind: "hosting_backup", channel: "email", at: ago(14) });
  await ask("Contoso", { title: words.terminals, kind: "equipment", channel: "private_letter", at: ago(1) });
  const sales = await ask("Contoso", {
    title: words.sales,
    kind: "sales_suspension",
    channel: "open_letter",
    at: ago(6),
  });
  const answered = { request: sales, outcome: "accepted_partial", extent: "pause_new", text: words.answer };
  await response.run(response.options.parse(answered), desk);
  return campaign;
};
