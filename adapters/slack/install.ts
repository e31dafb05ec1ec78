import { createHash } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { z } from "zod";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Key, speak } from "../../src/language/say.ts";
import type { InstallBook, Log, Random } from "../../src/ports.ts";
import type { Routes } from "./http.ts";
import { showPage } from "./install-page.ts";
import type { Grant, Install, Installs } from "./installs.ts";
import { PATHS } from "./manifest.ts";
import { tokensIn } from "./renew.ts";
import { OPTIONAL_SCOPES, SCOPES } from "./scopes.ts";
import type { Call } from "./web.ts";

/** What installing works with. */
export interface InstallParts {
  readonly client: { readonly id: string; readonly secret: string };
  /** Where browsers reach us. */
  readonly url: string;
  readonly apiUrl: string;
  readonly call: Call;
  readonly installs: Installs;
  readonly book: Pick<InstallBook, "begin" | "find" | "finish">;
  readonly random: Random;
  readonly log: Log;
  readonly language: Language;
  /** Greets whoever installed it: `again` where that Slack workspace had it before. */
  welcome(install: Install, again: boolean): Promise<void>;
}

/** Minutes that somebody may take to read what they agree to. */
const MINUTES = 15;

const COOKIE = "aidline_install";

/** As much of Slack's answer to a code as we keep. */
const GRANTED = z.object({
  team: z.object({ id: z.string(), name: z.string().default("") }).nullish(),
  enterprise: z.object({ id: z.string(), name: z.string().default("") }).nullish(),
  is_enterprise_install: z.boolean().nullish(),
  bot_user_id: z.string(),
  scope: z.string(),
  authed_user: z.object({ id: z.string().optional() }).nullish(),
});

const grantIn = (answer: object): Grant => {
  const { team, enterprise, is_enterprise_install, bot_user_id, scope, authed_user } = GRANTED.parse(answer);
  const where = is_enterprise_install ? enterprise : (team ?? enterprise);
  if (!where) throw new Error("Slack named neither a workspace nor an organisation");
  return {
    team: where.id,
    name: where.name === "" ? where.id : where.name,
    enterprise: enterprise?.id,
    botUser: bot_user_id,
    installer: authed_user?.id,
    scopes: scope.split(","),
    ...tokensIn(answer),
  };
};

const cookieOf = ({ headers }: IncomingMessage): string =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{32})(?:;|$)`, "u").exec(headers.cookie ?? "")?.[1] ?? "";

/**
 * The way by which Slack workspaces install the app. What the browser brings back is good once, for a
 * quarter of an hour, and only in the browser that began: nobody can be made to finish another's install.
 */
export const installRoutes = (parts: InstallParts): Routes => {
  const { client, url, apiUrl, call, installs, book, random, log, language } = parts;
  const redirect = url + PATHS.redirect;
  const fresh = (): string => Buffer.from(random.bytes(24)).toString("base64url");
  const digestOf = (state: string, cookie: string): string =>
    createHash("sha256").update(`${state}/${cookie}`).digest("hex");
  const say = (response: ServerResponse, status: number, ...keys: readonly Key[]): void =>
    showPage(
      response,
      status,
      keys.map((key) => speak(language).words(key)),
    );

  const begin = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A browser keeps the cookie that it has: another of its windows may be on its way with it.
    const [state, cookie] = [fresh(), cookieOf(request) || fresh()];
    await book.begin(digestOf(state, cookie), MINUTES);
    const consent = new URL("/oauth/v2/authorize", apiUrl);
    const asked = {
      client_id: client.id,
      scope: Object.keys({ ...SCOPES, ...OPTIONAL_SCOPES }).join(","),
      redirect_uri: redirect,
      state,
    };
    for (const [name, value] of Object.entries(asked)) consent.searchParams.set(name, value);
    const secure = url.startsWith("https:") ? "; Secure" : "";
    const kept = `${COOKIE}=${cookie}; Path=/slack; HttpOnly; SameSite=Lax; Max-Age=${MINUTES * 60}${secure}`;
    response.writeHead(302, { location: consent.href, "set-cookie": kept, "cache-control": "no-store" }).end();
  };

  const finish = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const query = new URL(request.url ?? "/", url).searchParams;
    const [state, code] = [query.get("state") ?? "", query.get("code") ?? ""];
    // From the page of an organisation's apps Slack leads here without having asked us: nobody knows whose browser began.
    if (!query.has("state") && code !== "") return begin(request, response);
    if (!(await book.finish(digestOf(state, cookieOf(request)))))
      return say(response, 400, "slack.install.stale", "slack.install.again");
    if (query.has("error") || code === "") return say(response, 200, "slack.install.declined");
    const answer = await call("oauth.v2.access", undefined, {
      client_id: client.id,
      client_secret: client.secret,
      code,
      redirect_uri: redirect,
    });
    const grant = grantIn(answer);
    const before = await book.find(grant.team);
    const install = await installs.add(grant);
    log.info("slack.installed", { workspace: install.workspace });
    await parts
      .welcome(install, before !== undefined)
      .catch((error: unknown) => log.warn("slack.unwelcomed", { error }));
    return say(response, 200, "slack.install.done", "slack.install.next");
  };

  const safely =
    (work: (request: IncomingMessage, response: ServerResponse) => Promise<void>): RequestListener =>
    (request, response) => {
      work(request, response).catch((error: unknown) => {
        log.error("slack.install", { error });
        if (!response.headersSent) say(response, 502, "slack.install.failed", "slack.install.again");
      });
    };

  return { [PATHS.install]: safely(begin), [PATHS.redirect]: safely(finish) };
};
