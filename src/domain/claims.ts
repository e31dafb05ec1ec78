import type { Request } from "./request.ts";
import type { Claim } from "./response.ts";

/** The lists of a record whose items sources may describe otherwise. */
type Claimed = Pick<Request, "responses" | "pledges" | "deliveries" | "readings" | "agreements"> &
  Partial<Pick<Request, "approaches">>;

/** Every claim on a request or a company, whatever part it is about. */
export const claimsIn = (record: Claimed): readonly Claim[] =>
  [
    ...(record.approaches ?? []),
    ...record.responses,
    ...record.pledges,
    ...record.deliveries,
    ...record.readings,
    ...record.agreements,
  ].flatMap(({ claims }) => claims);
