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
  "other",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** How pressing a request is. */
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Where a request is in its life. */
export const STATUSES = ["draft", "awaiting_approval", "open", "closed", "withdrawn"] as const;
export type Status = (typeof STATUSES)[number];

/** Whose move it is. */
export const MOVES = ["ours", "theirs", "nobody"] as const;
export type Move = (typeof MOVES)[number];

/** Why the move is ours; on an overview this is the one next step. */
export const WAITS = ["send", "read", "decide", "answer_them", "approve", "close"] as const;
export type WaitsFor = (typeof WAITS)[number];

/** Rising order: each role may do all that the ones before it may. */
export const ROLES = ["observer", "coordinator", "lead", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whether `role` reaches `need`. */
export const may = (role: Role, need: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(need);

/** The languages that Aidline speaks. */
export const LANGUAGES = ["en", "uk"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The places where Aidline can be talked to. */
const PLATFORMS = ["console", "slack", "discord", "web"] as const;
export type Platform = (typeof PLATFORMS)[number];

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
