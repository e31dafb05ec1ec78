import { z } from "zod";
import type { ContributionIntent, NewAgreement } from "../domain/intent.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Zone } from "../domain/time.ts";
import { AGREEMENT_KINDS } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { agreementText } from "../view/agreements.ts";
import { facts } from "../view/blocks.ts";
import type { View } from "../view/view.ts";
import { command } from "./command.ts";
import { daysNamed, happened } from "./dating.ts";
import { teamFor } from "./giving.ts";
import { about, aboutWhat, heardView, record } from "./hearing.ts";
import { choice, line, long, maybe, moment, nth } from "./options.ts";
import { oneLine } from "./text.ts";

const options = z.object({
  ...about(),
  title: maybe(line(), { form: true }),
  kind: maybe(choice("agreement_kind", AGREEMENT_KINDS), { form: true }),
  parties: maybe(long(), { form: true }),
  signatories: maybe(long(), { form: true }),
  signed: maybe(moment(), { form: true }),
  until: maybe(moment()),
  renews: maybe(line()),
  agreement: maybe(nth()),
});
type Typed = z.output<typeof options>;

const MOST = 50;
const LONGEST = 120;

/** Names one after the other: "Ministry; Amazon Web Services, Inc." are two, since a comma may be part of a name. */
const namesIn = (typed: string, option: string): readonly string[] => {
  const names = [...new Set(typed.split(/[;\n]/u).map(oneLine))].filter((name) => name !== "");
  if (names.length === 0) throw new Refusal("empty", {}, option);
  if (names.length > MOST)
    throw new Refusal("invalid_option", { typed: String(names.length), min: 1, max: MOST }, option);
  const longest = names.find((name) => name.length > LONGEST);
  if (longest) throw new Refusal("too_long", { max: LONGEST, length: longest.length }, option);
  return names;
};

/** What was said of the paper; what was left out stays out. */
const fieldsOf = (typed: Typed, desk: Desk, zone: Zone): Partial<NewAgreement> => {
  const { title, kind, parties, signatories, signed, until, renews } = typed;
  return {
    ...(title && { title }),
    ...(kind && { kind }),
    ...(parties && { parties: namesIn(parties, "parties") }),
    ...(signatories && { signatories: namesIn(signatories, "signatories") }),
    ...(signed && { signed: happened(desk, zone, signed, "signed", "either") }),
    ...(until && { until: daysNamed(desk, zone, until, "until", "future")[1] }),
    ...(renews && { renews }),
  };
};

const intentOf = ({ agreement: no }: Typed, fields: Partial<NewAgreement>): [ContributionIntent, Key] =>
  no === undefined
    ? // `wants` asks for a title where there is no number.
      [
        {
          do: "agree",
          agreement: { title: "", kind: "other", parties: [], signatories: [], ...fields },
        },
        "did.agreement",
      ]
    : [{ do: "edit_agreement", no, changes: fields }, "did.agreement_edited"];

/** What a button or a form carries of a change; anything else is what is to be changed. */
const CARRIED = ["request", "company", "v", "agreement"];

/** Records a paper that was signed or is to be: between whom, by whom, until when; or changes one. */
export const agreement = command({
  name: "agreement",
  group: "receive",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request", "title"],
  examples: [
    'agreement AID-1 "Memorandum on digital cooperation" kind:memorandum parties:"Ministry; Northwind" signed:2022-03-01 until:2022-12-31 renews:"the plan of February"',
    "agreement company:Northwind agreement:1 until:2023-12-31",
  ],
  wants(typed) {
    const subject = typed["company"] ? [] : ["request"];
    const changes = Object.keys(typed).some((option) => !CARRIED.includes(option));
    return typed["agreement"] && changes ? subject : [...subject, "title"];
  },
  options,
  async run(typed, desk) {
    const what = await aboutWhat(desk, typed);
    const { zone } = await teamFor(desk, what);
    const [intent, headline] = intentOf(typed, fieldsOf(typed, desk, zone));
    return { heard: await record(desk, what, intent), headline, no: typed.agreement };
  },
  present({ heard, headline, no }, say: Say): View {
    const dossier = "card" in heard ? heard.card.request : heard.firm.company;
    const one = no === undefined ? dossier.agreements.at(-1) : dossier.agreements.find((each) => each.no === no);
    const label = say.words("agreement.number", { number: one?.no ?? 0 });
    return heardView(heard, headline, say, facts([[label, one && agreementText(dossier, one, say)]]));
  },
});
