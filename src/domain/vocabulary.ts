/**
 * The closed word lists of the domain, each in one place: zod schemas, database checks, catalogues
 * and the adapters' menus are all built from these arrays.
 */

/** What can be asked of a company so that it stops something. */
const RESTRICT_KINDS = ["service_suspension", "sales_suspension", "content_moderation", "public_statement"] as const;

/** What can be asked of a company so that it gives something. */
const CONTRIBUTE_KINDS = [
  "equipment",
  "hosting_backup",
  "cybersecurity",
  "technical_assistance",
  "supplies",
  "funding",
  "logistics",
  "expertise",
  "other",
] as const;

/** Everything that can be asked of a company. */
export const KINDS = [...RESTRICT_KINDS, ...CONTRIBUTE_KINDS] as const;
export type Kind = (typeof KINDS)[number];

/** Whether an ask is answered by stopping or by giving: it decides what counts as fulfilled. */
export type Family = "restrict" | "contribute";

/** Which of the two families an ask belongs to. */
export const familyOf = (kind: Kind): Family =>
  RESTRICT_KINDS.some((restrict) => restrict === kind) ? "restrict" : "contribute";

/** The ways in which a request is put to a company. */
export const CHANNELS = [
  "open_letter",
  "private_letter",
  "email",
  "call",
  "meeting",
  "social_public",
  "social_direct",
  "embassy",
  "intermediary",
  "web_form",
  "event",
  "press_statement",
] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a company's answer amounts to. Silence is not in the list: it is computed, never typed. */
export const OUTCOMES = [
  "acknowledged",
  "deferred",
  "declined",
  "counter_offer",
  "accepted_partial",
  "accepted_full",
  "reversed",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How far a restriction goes, from nothing to leaving; the order is the ranking. */
export const EXTENTS = ["none", "pause_new", "reduce", "suspend", "exit"] as const;
export type Extent = (typeof EXTENTS)[number];

/** Why a company says no; each has a next step that may turn it. */
export const GROUNDS = [
  "legal",
  "staff_safety",
  "contract",
  "neutrality",
  "no_capacity",
  "needs_formal_request",
  "wrong_entity",
  "not_applicable",
  "unstated",
] as const;
export type Ground = (typeof GROUNDS)[number];

/** What made a company speak: our ask, a newspaper's question, its own idea. */
export const TRIGGERS = ["our_request", "press_inquiry", "public_pressure", "own_initiative", "unknown"] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** What a note is about. */
export const NOTE_KINDS = [
  "remark",
  "concern",
  "support",
  "question",
  "policy",
  "exposure",
  "counter_measure",
  "interest",
  "recognition",
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** What a piece of evidence is. */
export const EVIDENCE_KINDS = [
  "web_page",
  "press",
  "letter",
  "email",
  "social_post",
  "document",
  "photo",
  "call_record",
  "confirmation",
  "other",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Whether a pledge is money or something else. */
export const FORMS = ["cash", "in_kind"] as const;
export type Form = (typeof FORMS)[number];

/**
 * How binding a promise of a contribution is: a word in public, or an undertaking. What arrives is
 * neither but a delivery, a record of its own (FTS pledge and commitment; IATI 13 and 11).
 */
export const STAGES = ["announced", "committed"] as const;
export type Stage = (typeof STAGES)[number];

/** In what way something is delivered. */
export const MODES = ["physical", "digital", "cash"] as const;
export type Mode = (typeof MODES)[number];

/** How far a delivery has come. Verified, returning and returned are computed, never typed. */
export const DELIVERY_STATES = ["planned", "dispatched", "received", "cancelled", "lost_or_damaged"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Which way a leg of a delivery goes: to the recipient, or back with what carried it. */
export const DIRECTIONS = ["out", "return"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Whose word a piece of evidence is. */
export const VOICES = ["donor", "recipient", "press", "third_party"] as const;
export type Voice = (typeof VOICES)[number];

/** How well something is known, computed from its evidence; the order is the ranking. */
export const LEVELS = ["claimed", "reported", "donor_confirmed", "recipient_confirmed", "documented"] as const;
export type Level = (typeof LEVELS)[number];

/** What kind of paper was signed. */
export const AGREEMENT_KINDS = ["memorandum", "contract", "grant", "letter_of_intent", "other"] as const;
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];

/** What of a record evidence supports and claims are made about. */
export const PARTS = ["approach", "response", "pledge", "delivery", "reading", "agreement", "note"] as const;
export type Part = (typeof PARTS)[number];

/** On what sources may say different things. */
export const CLAIM_FIELDS = [
  "outcome",
  "extent",
  "date",
  "scope",
  "amount",
  "quantity",
  "form",
  "recipients",
  "other",
] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];

/** Which requests a lead reads before they go out: those through a public channel, or none. */
export const APPROVALS = ["none", "public"] as const;
export type ApprovalRule = (typeof APPROVALS)[number];

/** Channels through which a request is heard by everybody. */
export const PUBLIC_CHANNELS: readonly Channel[] = ["open_letter", "social_public", "press_statement"];

/** How pressing a request is. */
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Where a request is in its life. */
export const STATUSES = ["draft", "awaiting_approval", "open", "closed", "withdrawn"] as const;
export type Status = (typeof STATUSES)[number];

/** A request in one of these still wants something of somebody. */
export const LIVE = ["draft", "awaiting_approval", "open"] as const satisfies readonly Status[];
/** A request in one of these is over, unless it is reopened. */
export const OVER = ["closed", "withdrawn"] as const satisfies readonly Status[];

/** How a request stands, in one of so few words that a list of requests can be sorted by them. */
export const PHASES = [
  "draft",
  "approval",
  "to_send",
  "waiting",
  "late",
  "answered",
  "promised",
  "fulfilled",
  "closed",
  "withdrawn",
] as const;
export type Phase = (typeof PHASES)[number];

/** Whose move it is. */
export const MOVES = ["ours", "theirs", "nobody"] as const;
export type Move = (typeof MOVES)[number];

/** Why the move is ours; on an overview this is the one next step. */
export const WAITS = ["send", "read", "decide", "answer_them", "approve", "confirm", "close"] as const;
export type WaitsFor = (typeof WAITS)[number];

/** Rising order: each role may do all that the ones before it may. A liaison speaks for a recipient. */
export const ROLES = ["observer", "liaison", "coordinator", "lead", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whether `role` reaches `need`. */
export const may = (role: Role, need: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(need);

/** The languages that Aidline speaks. */
export const LANGUAGES = ["en", "uk"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The places where Aidline can be talked to. */
export const PLATFORMS = ["console", "slack", "discord", "web"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Where each request has a card of its own that is edited in place; elsewhere the answers are the cards. */
export const CARD_PLATFORMS: readonly Platform[] = ["slack", "discord"];

/** How exactly a moment is known. "Last week" is a fact too, and must not be sharpened into a date. */
export const PRECISIONS = ["instant", "day", "week", "month", "unknown"] as const;

/** The escalation ladder's default rungs, mildest first. */
export const RUNGS = ["letter", "executive", "public_post", "higher_call", "partner_government"] as const;
export type Rung = (typeof RUNGS)[number];

/** How sure a number is: "27" is exact, "more than 27" at least, "up to 27" at most; "dozens" is unknown. */
export const BOUNDS = ["exact", "at_least", "at_most", "about", "unknown"] as const;
export type Bound = (typeof BOUNDS)[number];

/** By whose yardstick a gift in kind was given its price. */
export const VALUATIONS = [
  "donor_book",
  "donor_list_price",
  "donor_estimate",
  "market",
  "recipient_estimate",
  "unknown",
] as const;
export type Valuation = (typeof VALUATIONS)[number];
