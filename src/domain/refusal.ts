/** Values that fill the placeholders of a sentence; keys and words, never finished prose. */
export type Params = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * The rules say no. Carries a code (the catalogue key `refusal.<code>` holds the sentence, and
 * `refusal.<code>.hint` what would work) so that the caller reads it in their own language.
 * Never logged as an error; nothing was written.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly params: Params;
  /** The option at fault, so that a form can show the sentence on its field. */
  readonly option: string | undefined;
  /** Further options at fault in the same call, this one included. */
  readonly others: readonly Refusal[];

  constructor(code: RefusalCode, params: Params = {}, option?: string, others: readonly Refusal[] = []) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.params = params;
    this.option = option;
    this.others = others;
  }
}

/** Every reason for which Aidline says no. */
export const REFUSALS = [
  "unknown_command",
  "unknown_option",
  "unclosed_quote",
  "missing_option",
  "invalid_option",
  "not_a_choice",
  "too_long",
  "empty",
  "unreadable_date",
  "unclear_date",
  "unreadable_amount",
  "unreadable_quantity",
  "unreadable_number",
  "ambiguous_number",
  "not_positive",
  "not_together",
  "no_base_currency",
  "same_currency",
  "unknown_currency",
  "date_out_of_range",
  "date_in_past",
  "date_in_future",
  "no_such_request",
  "no_such_company",
  "no_such_member",
  "no_such_team",
  "no_such_campaign",
  "no_such_response",
  "no_such_approach",
  "no_such_note",
  "not_allowed",
  "stale",
  "already_closed",
  "already_withdrawn",
  "not_open",
  "still_open",
  "no_deadline",
  "already_paused",
  "not_paused",
  "not_sent_yet",
  "nothing_to_undo",
  "undo_others",
  "wrong_outcome",
  "ground_needs_no",
  "nothing_to_change",
  "bad_url",
  "unknown_zone",
  "unknown_country",
  "name_taken",
  "ambiguous",
  "outdated_button",
  "last_admin",
  "no_such_part",
  "circular",
  "pledge_cancelled",
  "instalment_came",
  "delivery_cancelled",
  "no_condition",
  "reading_lower",
  "same_company",
  "listed_twice",
  "nothing_to_confirm",
  "speaks_for_nobody",
  "already_asked",
  "already_sent",
  "not_awaiting",
  "needs_approval",
  "not_there_then",
  "ends_before_signed",
  "ends_before_start",
  "snooze_over",
  "arrived_before_sent",
  "no_such_place",
  "place_for_reminders",
  "code_unknown",
  "code_used",
  "code_expired",
  "code_own",
  "code_wait",
  "code_of_lower_role",
  "code_withdrawn",
  "register_in_use",
  "same_register",
  "outsider",
  "outsider_named",
] as const;
export type RefusalCode = (typeof REFUSALS)[number];
