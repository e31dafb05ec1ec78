import type { IncomingHttpHeaders } from "node:http";
import { type Fields, isFields, textAt } from "./fields.ts";
import { reaches } from "./finding.ts";
import type { ArgumentKind, Asked, Method } from "./methods/method.ts";
import { needScope } from "./methods/scopes.ts";
import type { Installation, Token } from "./model.ts";
import type { Rates } from "./rates.ts";
import { Refused, refusedShape } from "./refused.ts";
import type { World } from "./world.ts";

/** One request to the Web API as it came in. */
export interface Request {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly given: Fields;
}

const parsed = (kind: ArgumentKind, value: unknown): unknown => {
  if (kind === "number") return typeof value === "string" && value !== "" ? Number(value) : value;
  if (kind === "flag")
    return value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : value;
  if ((kind === "list" || kind === "object") && typeof value === "string") {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  return value;
};

const FITS: Readonly<Record<ArgumentKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  flag: (value) => typeof value === "boolean",
  list: (value) => Array.isArray(value),
  object: isFields,
};

/** Arguments by their kinds. Throws for one that is missing, unknown or of another kind. */
const argumentsOf = ({ needs = {}, may = {} }: Method, given: Fields): Fields => {
  // Bolt's own client names the workspace in every call.
  const kinds: Readonly<Record<string, ArgumentKind>> = { team_id: "text", ...needs, ...may };
  const { token: _, ...all } = given;
  const read = Object.entries(all).map(([name, value]) => {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) throw refusedShape("invalid_arguments", [`no such argument: ${name} [json-pointer:/${name}]`]);
    const is = parsed(kind, value);
    if (FITS[kind](is)) return [name, is] as const;
    if (name === "blocks") throw refusedShape("invalid_blocks_format", []);
    throw refusedShape("invalid_arguments", [`must be a ${kind} [json-pointer:/${name}]`]);
  });
  const missing = Object.keys(needs).filter((name) => all[name] === undefined || all[name] === "");
  if (missing.length > 0)
    throw refusedShape(
      "invalid_arguments",
      missing.map((name) => `missing required field: ${name}`),
    );
  return Object.fromEntries(read);
};

/** What a caller showed: the token in its header, or among the arguments. */
export const shownToken = ({ headers, given }: Request): string =>
  /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? textAt(given, "token");

const tokenOf = (world: World, takes: Method["takes"], shown: string): Token | undefined => {
  if (takes === "secret") return undefined;
  if (shown === "") throw new Refused("not_authed");
  const token = world.tokens.get(shown);
  if (!token) throw new Refused("invalid_auth");
  if (token.kind !== takes) throw new Refused("not_allowed_token_type");
  if (token.revoked) throw new Refused("token_revoked");
  if (token.installation?.removed === true) throw new Refused("account_inactive");
  if (token.expires !== undefined && world.clock.now() >= token.expires) throw new Refused("token_expired");
  return token;
};

const noInstallation = (): never => {
  throw new Refused("not_allowed_token_type");
};

/** Client id and secret may also come as HTTP's own user name and password. */
const withBasic = ({ headers, given }: Request): Fields => {
  const [, encoded] = /^Basic (\S+)$/.exec(headers.authorization ?? "") ?? [];
  if (encoded === undefined) return given;
  const [id, secret] = Buffer.from(encoded, "base64").toString().split(":");
  return { client_id: id, client_secret: secret, ...given };
};

/** Lets a call in, or throws Refused in the order in which Slack looks: token, budget, scope, arguments. */
export const admit = (world: World, rates: Rates, method: Method, request: Request): Asked => {
  const token = tokenOf(world, method.takes, shownToken(request));
  const by = token?.installation;
  const caller = by?.team?.id ?? by?.org?.id ?? world.app.id;
  rates.spend(request.method, method.tier, caller, textAt(request.given, "channel"));
  if (by && method.scope !== undefined) needScope(by, method.scope);
  const given = argumentsOf(method, method.takes === "secret" ? withBasic(request) : request.given);
  if (by && given.team_id !== undefined && !reaches(world, by, textAt(given, "team_id")))
    throw new Refused("team_not_found");
  return {
    world,
    given,
    token,
    get by(): Installation {
      return by ?? noInstallation();
    },
  };
};
