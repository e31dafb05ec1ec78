import type { Speaker } from "../call.ts";
import { fold } from "../domain/company.ts";
import { joinedAs } from "../domain/newcomer.ts";
import type { Campaign, Company, Member, Team } from "../domain/parties.ts";
import { placesOf, teamAt } from "../domain/places.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Request, refOf, type Seen, wasSeen } from "../domain/request.ts";
import { may, type Role } from "../domain/vocabulary.ts";
import { speak } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import type { Help } from "../view/refusal.ts";
import { accountIn, memberAt } from "./mentions.ts";
import { nearest } from "./nearest.ts";
import { Question } from "./question.ts";
import { likened } from "./text.ts";
import { Unmet } from "./unmet.ts";

/** A refusal with what is known of it only here: who it was, what changed since the button was drawn. */
export class Explained extends Refusal {
  readonly help: Help;

  constructor({ code, params, option }: Refusal, help: Help) {
    super(code, params, option);
    this.help = help;
  }
}

/** Facts recorded after the version a person last saw, with the people behind them. */
const since = async (desk: Desk, request: Request, v: number): Promise<Help> => {
  const entries = await desk.timeline("request", request.id);
  const unseen = new Set([...new Set(entries.map(({ change }) => change))].slice(v));
  const changed = entries.filter(({ change }) => unseen.has(change));
  const people: Record<string, Member> = {};
  for (const by of new Set(changed.map((entry) => entry.by))) {
    const member = by === "system" ? undefined : await desk.member(by);
    if (member) people[by] = member;
  }
  return { changed, people, show: { command: "show", options: { request: refOf(request.ref) } } };
};

/**
 * The request a person named. A button carries the version it was drawn from: when the request has
 * changed since, the button is refused with a pointer to what changed.
 */
export const theRequest = async (
  desk: Desk,
  { request: ref, v }: { request: number; v?: Seen | undefined },
): Promise<Request> => {
  const found = await desk.request(ref);
  if (!found) throw new Refusal("no_such_request", { ref: refOf(ref) }, "request");
  if (v !== undefined && !wasSeen(found, v)) throw new Refusal("outdated_button");
  if (v !== undefined && v.version < found.version)
    throw new Explained(new Refusal("stale", { ref: refOf(ref) }), await since(desk, found, v.version));
  return found;
};

/** For commands that anybody may use to look, but that only some may use to change. */
export const mustReach = (desk: Desk, need: Role, command: string): void => {
  if (!may(desk.me.role, need)) throw new Refusal("not_allowed", { command, need, role: desk.me.role });
};

/** Guests, and people of other organisations, take part where a lead has let them in. */
export const mustTakePart = ({ workspace }: Pick<Desk, "workspace">, { outsider = false }: Speaker): void => {
  if (outsider && !workspace.guests) throw new Refusal("outsider");
};

const oneOf = <T extends { readonly name: string }>(found: readonly T[], typed: string): T | undefined => {
  if (found.length > 1) throw new Refusal("ambiguous", { typed, choices: found.slice(0, 5).map(({ name }) => name) });
  return found[0];
};

/** A name as it is compared, with or without the `@` before it. */
const nameIn = (typed: string): string => likened(typed.replace(/^@/u, ""));

/** Somebody mentioned whom the register does not know, as the platform does. Throws Unmet where it was not asked yet. */
const mentioned = (desk: Desk, typed: string): Speaker | undefined => {
  const account = accountIn(typed);
  if (account === undefined) return undefined;
  if (!desk.named.has(account)) throw new Unmet([account]);
  return desk.named.get(account);
};

/** The member whom a name, `@name`, a platform's mention (`<@U1>`) or "me" means; undefined for nobody here. */
const knownMember = async (desk: Desk, typed: string): Promise<Member | undefined> => {
  const name = nameIn(typed);
  if (["me", "я", "мене", "мені"].includes(name)) return desk.me;
  const account = accountIn(typed);
  const members = await desk.members();
  return (
    (account === undefined ? undefined : memberAt(members, desk, account)) ??
    oneOf(
      members.filter((member) => likened(member.name) === name),
      typed,
    )
  );
};

const noSuchMember = async (desk: Desk, typed: string, option: string): Promise<Refusal> => {
  const { name = typed } = mentioned(desk, typed) ?? {};
  // People are often called by one of their names.
  const near = nearest(
    nameIn(typed),
    (await desk.members()).filter(({ active }) => active),
    (member) => [likened(member.name), ...likened(member.name).split(" ")],
  );
  return new Refusal("no_such_member", { name, nearest: near?.name ?? "" }, option);
};

/** What whoever was typed is called, also before they have joined. */
export const calledAs = async (desk: Desk, typed: string): Promise<string> =>
  (await knownMember(desk, typed))?.name ?? mentioned(desk, typed)?.name ?? typed;

/** A member by name, `@name`, a platform's mention (`<@U1>`), or "me". */
export const theMember = async (desk: Desk, typed: string, option = "member"): Promise<Member> => {
  const member = await knownMember(desk, typed);
  if (!member) throw await noSuchMember(desk, typed, option);
  return member;
};

/**
 * A member who is given something. Whom the platform knows and the register does not, joins by being mentioned as they
 * would by speaking; whoever could not speak here is refused.
 */
export const memberFor = async (desk: Desk, typed: string, option = "member"): Promise<Member> => {
  const member = await knownMember(desk, typed);
  if (member) return member;
  const someone = mentioned(desk, typed);
  if (!someone) throw await noSuchMember(desk, typed, option);
  if (someone.app || (someone.outsider && !desk.workspace.guests))
    throw new Refusal("outsider_named", { name: someone.name }, option);
  const id = desk.id();
  const joined = await desk.record("member", id, [joinedAs(id, desk.via, someone, desk.workspace.newcomers)]);
  return joined as Member; // a record that was just added has a state
};

/** A team by its name or its channel. */
export const theTeam = async (desk: Desk, typed: string): Promise<Team> => {
  const teams = await desk.teams();
  const found = teams.find(
    (team) =>
      likened(team.name) === likened(typed) || placesOf(team).some(({ name }) => likened(name) === likened(typed)),
  );
  if (found) return found;
  const near = nearest(typed, teams, (team) => [team.name, ...placesOf(team).map(({ name }) => name)].map(likened));
  throw new Refusal("no_such_team", { name: typed, nearest: near?.name ?? "" }, "team");
};

/** Says that no campaign is called so, and which one was probably meant. */
export const noSuchCampaign = (campaigns: readonly Campaign[], typed: string, option: string): Refusal => {
  const near = nearest(typed, campaigns, ({ code, name }) => [code, name].map(likened));
  return new Refusal("no_such_campaign", { name: typed, nearest: near?.code ?? "" }, option);
};

/** A campaign by its code or name. */
export const theCampaign = async (desk: Desk, typed: string): Promise<Campaign> => {
  const campaigns = await desk.campaigns();
  const found = campaigns.find(
    ({ code, name }) => likened(code) === likened(typed) || likened(name) === likened(typed),
  );
  if (!found) throw noSuchCampaign(campaigns, typed, "campaign");
  return found;
};

/** A company that must exist already; a near-miss is named in the refusal. */
export const theCompany = async (desk: Desk, typed: string, option = "company"): Promise<Company> => {
  // More than one, since a withheld name may be left out of them.
  const [best] = await desk.companiesLike(typed, 4);
  if (best?.likeness === 1) return best.company;
  throw new Refusal("no_such_company", { name: typed, nearest: best?.company.name ?? "" }, option);
};

/**
 * The company a new record is about: found by name or alias, or added. A name that only resembles
 * one asks first, since a second Amazon splits a register in two. `isNew` is the answer to that.
 */
export const companyFor = async (
  desk: Desk,
  typed: string,
  isNew: boolean,
): Promise<{ company: Company; added: boolean }> => {
  const matches = await desk.companiesLike(typed, 3);
  const [best] = matches;
  const same = (candidate: Company): boolean =>
    [candidate.name, ...candidate.aliases].some((name) => likened(name) === likened(typed));
  // Of a withheld name no spelling is shown to compare with: what was matched is what was meant.
  const exact = matches.find(({ company, likeness }) => same(company) || (likeness === 1 && company.redacted));
  if (exact) return { company: exact.company, added: false };
  if (!isNew && best) {
    throw new Question("question.company_near", { typed, name: best.company.name }, [
      ...matches.map(
        ({ company }) =>
          ({
            label: "choice.use_company",
            fillings: { name: company.name },
            weight: "main",
            set: { company: company.name },
          }) as const,
      ),
      { label: "choice.new_company", fillings: { name: typed }, weight: "plain", set: { new: "yes" } },
    ]);
  }
  if (fold(typed) === "") throw new Refusal("invalid_option", { typed, min: 1, max: 120 }, "company");
  const id = desk.id();
  const company = await desk.record("company", id, [{ type: "company.added", id, name: typed }]);
  return { company: company as Company, added: true }; // a record that was just added has a state
};

/** With what a team begins that has its home here, until somebody says otherwise. */
export const newTeamHere = ({ place, workspace }: Desk): Omit<Team, "id" | "version" | "name"> => ({
  place,
  zone: workspace.zone,
  country: workspace.country,
  daysOff: {},
  workdays: [1, 2, 3, 4, 5],
  morning: "09:00",
  quietFrom: "20:00",
  quietTo: "08:00",
  language: workspace.language,
  digestDay: 1,
});

/** What a first team is called before somebody names it: as its channel, unless nobody told us what that is called. */
const firstName = ({ place, workspace }: Desk): string =>
  place.name === `#${place.id}` ? speak(workspace.language).words("team.first") : place.name.replace(/^#/u, "");

/** The team of this channel; else the first team; else a new one that has its home here. */
export const teamHere = async (desk: Desk): Promise<Team> => {
  const teams = await desk.teams();
  const here = teamAt(teams, desk.place) ?? teams[0];
  if (here) return here;
  const id = desk.id();
  const team = await desk.record("team", id, [{ type: "team.added", id, name: firstName(desk), ...newTeamHere(desk) }]);
  return team as Team; // as above
};
