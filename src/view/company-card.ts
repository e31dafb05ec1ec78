import type { Grade } from "../domain/grade.ts";
import type { RequestLine } from "../domain/overview.ts";
import type { Company, Member } from "../domain/parties.ts";
import type { Id } from "../domain/request.ts";
import { dayOf, type Instant, type Zone } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { agreementsSection } from "./agreements.ts";
import { answerText } from "./answer.ts";
import { buttons, facts, heading, line, list, note } from "./blocks.ts";
import { showNow } from "./buttons.ts";
import { settledRows, settleGifts } from "./claims.ts";
import { contributionsSection, type Given } from "./contributions.ts";
import { gradeRows } from "./grade.ts";
import { noteText } from "./notes.ts";
import { openButton, overviewLine } from "./overview-line.ts";
import { join, short, when } from "./text.ts";
import type { Block, Text, View } from "./view.ts";

/** A company with what was asked of it. */
export interface CompanyCard {
  readonly company: Company;
  readonly parent?: Company;
  readonly subsidiaries?: readonly Company[];
  /** With the name that is withheld, for a reader who may know it. */
  readonly real?: Company;
  /** Open requests to it, the most pressing first. */
  readonly requests: readonly RequestLine[];
  readonly total: number;
  /** Those that are over, the latest first. */
  readonly closed?: { readonly rows: readonly RequestLine[]; readonly total: number };
  /** How far it went upon what it was asked to stop. */
  readonly grade?: Grade;
  readonly at: Instant;
  /** The register's: companies have none of their own. */
  readonly zone: Zone;
  /** The past moment that is looked at. */
  readonly asOf?: Instant;
  /** What has just happened, when the card answers a change. */
  readonly headline?: Text;
  readonly details?: readonly Block[];
  /** Who settled what sources differ on. */
  readonly people?: Readonly<Record<Id, Member>>;
}

/** What it gave outside of any request, and so of any campaign. */
export const givenOf = ({ company, at, zone }: Pick<CompanyCard, "company" | "at" | "zone">): Given => ({
  record: { ...company, zone },
  today: dayOf(at, zone),
  zone,
});

/** Lines per section of the card; the rest is counted. */
const LINES = 10;

const section = (title: Text, items: readonly Text[], total: number, say: Say): readonly Block[] =>
  items.length === 0
    ? []
    : [
        heading(...title),
        ...list(
          items.slice(0, LINES),
          total > LINES ? say("digest.hidden", { count: total - Math.min(LINES, items.length) }) : undefined,
        ),
      ];

const NONE = { rows: [], total: 0 };

/** Who a company is to us: its names, its people, what it did unasked, and what we ask of it. */
export const companyCard = (card: CompanyCard, say: Say): View => {
  const {
    company,
    parent,
    subsidiaries = [],
    real,
    requests,
    total,
    closed = NONE,
    at,
    asOf,
    headline,
    details = [],
  } = card;
  const words = say.words;
  const contacts = company.contacts.map((contact) =>
    join(
      [
        [short(contact.name, 60)],
        contact.role === undefined ? undefined : [short(contact.role, 60)],
        contact.handle === undefined ? undefined : [short(contact.handle, 60)],
        contact.bad ? say("company.bad_contact") : undefined,
      ],
      ", ",
    ),
  );
  const actions = company.responses.map((one) => join([[`#${one.version}`], answerText(one, company.evidence, say)]));
  const notes = company.notes.map((one) => noteText(one, say));
  return {
    title: headline ?? [short(company.name, 120)],
    tone: "plain",
    blocks: [
      ...(asOf === undefined ? [] : [note(...say("list.as_of", { when: when(asOf) }))]),
      ...details,
      ...facts([
        [words("fact.company"), headline === undefined ? undefined : [short(company.name, 120)]],
        [
          words("fact.aliases"),
          company.aliases.length === 0
            ? undefined
            : [
                company.aliases
                  .slice(0, LINES)
                  .map((one) => short(one, 60))
                  .join(", "),
              ],
        ],
        [words("fact.real_name"), real === undefined ? undefined : [short(real.name, 120)]],
        [words("fact.parent"), parent === undefined ? undefined : [short(parent.name, 60)]],
        [
          words("fact.subsidiaries"),
          subsidiaries.length === 0
            ? undefined
            : [
                subsidiaries
                  .slice(0, LINES)
                  .map(({ name }) => short(name, 60))
                  .join(", "),
              ],
        ],
        [words("fact.country"), company.country === undefined ? undefined : [company.country]],
        [words("fact.sector"), company.sector === undefined ? undefined : [short(company.sector, 60)]],
        ...gradeRows(card.grade, say),
        ...settledRows(company, card.people ?? {}, say),
      ]),
      ...section(
        say("company.requests", { count: total }),
        requests.map((row) => overviewLine(row, at, say)),
        total,
        say,
      ),
      ...(requests.length === 0 ? [line(...say("company.no_requests"))] : []),
      ...section(
        say("company.closed", { count: closed.total }),
        closed.rows.map((row) => overviewLine(row, at, say)),
        closed.total,
        say,
      ),
      ...contributionsSection(givenOf(card), say),
      ...agreementsSection(company, say),
      ...section(say("company.actions", { count: actions.length }), actions, actions.length, say),
      ...section(say("company.notes", { count: notes.length }), notes, notes.length, say),
      ...section(say("company.contacts", { count: contacts.length }), contacts, contacts.length, say),
      ...(asOf === undefined
        ? [
            ...buttons(settleGifts(company, { company: company.name }, say)),
            ...buttons([
              {
                label: words("button.request"),
                weight: "main",
                call: { command: "request", options: { company: company.name } },
              },
              ...requests.slice(0, 4).map(openButton),
            ]),
          ]
        : buttons([showNow("company", { name: company.name }, say)])),
    ],
  };
};
