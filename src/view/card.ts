import type { Campaign, Company, Member, Team } from "../domain/parties.ts";
import type { Id, Request } from "../domain/request.ts";
import type { Standing } from "../domain/standing.ts";
import type { Instant } from "../domain/time.ts";

/** Everything a view may say about one request at one moment. */
export interface Card {
  readonly request: Request;
  readonly standing: Standing;
  readonly company: Company;
  readonly campaign?: Campaign;
  readonly team: Team;
  /** By id; a person who is missing here is shown without a name, never guessed. */
  readonly people: Readonly<Record<Id, Member>>;
  readonly at: Instant;
  /** The past moment that is looked at: then nothing can be done from the card but to go back to the present. */
  readonly asOf?: Instant;
  /** Working days left until the deadline, by the team's calendar; calendar days are shown without it. */
  readonly workingDaysLeft?: number;
}
