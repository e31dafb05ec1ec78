import { describe, expect, it } from "vitest";
import { type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import { type Adapter, Undeliverable } from "../../src/ports.ts";
import { type Fate, scriptedAdapter } from "../support/scripted-adapter.ts";
import { asked, companyNamed, MONDAY, OLENA, PLACE, requestOf, scene, TARAS, WORKSPACE } from "./scene.ts";

const DUE_DAY: Instant = "2022-03-09T07:00:00.000Z";
const LATE: Instant = "2022-03-10T07:00:00.000Z";
const minutes = (count: number): number => count * 60_000;

/** Requests to as many companies, all planned on Monday and due on Wednesday. */
const many = (count: number, options: Parameters<typeof scene>[1] = {}) => {
  const companies = Array.from({ length: count }, (_, at) => companyNamed(`Company${at + 1}`));
  const made = scene(
    companies.map(({ id }, at) => requestOf(asked({ ref: at + 1, company: id }))),
    { companies, ...options },
  );
  made.plan();
  return made;
};
const one = (options: Parameters<typeof scene>[1] = {}) => many(1, options);

describe("a platform's limits", () => {
  /** One message a second, two at once. */
  const narrow = (platform: Adapter): Adapter => ({
    ...platform,
    budgets: (_, { id }, deed) => [{ key: `${deed}/${id}`, perSecond: 1, burst: 2 }],
  });
  const paced = (count: number, fates: readonly Fate[] = []) => {
    const platform = scriptedAdapter("console", fates);
    const made = many(count, { adapters: [narrow(platform.adapter)] });
    return { ...made, shown: platform.shown, tried: platform.tried };
  };

  it("leave the rest due, with one alarm for the moment at which it may go, and nobody waits", async () => {
    const made = paced(3);
    expect(await made.round(DUE_DAY)).toBe(2);
    expect(await made.round(DUE_DAY, made.another())).toBe(0);
    const next = plusMilliseconds(DUE_DAY, 1_000);
    expect(await made.deliveries.nextDue(DUE_DAY)).toBe(next);
    expect(await made.round(next, made.another())).toBe(1);
    expect(made.shown).toHaveLength(3);
  });

  it("lose nothing to a look that finds nothing to send", async () => {
    const made = paced(1);
    for (let nth = 0; nth < 5; nth += 1) await made.courier.serve(WORKSPACE.id, PLACE, MONDAY);
    expect(await made.round(DUE_DAY)).toBe(1);
  });

  it("hold for every process once the platform wants to be left alone", async () => {
    const made = paced(3, [{ retryAfter: 300 }]);
    await made.round(DUE_DAY);
    await made.round(plusMilliseconds(DUE_DAY, minutes(4)), made.another());
    expect(made.tried).toHaveLength(1);
    expect(await made.round(plusMilliseconds(DUE_DAY, minutes(5)), made.another())).toBe(2);
  });
});

describe("a place that refuses", () => {
  const lead = { ...TARAS, role: "lead", accounts: [...TARAS.accounts, { platform: "slack", account: "U2" }] } as const;

  it("is told to the leads directly, once, in their language, and to nobody else", async () => {
    const made = one({ fates: ["permanent"], members: [OLENA, { ...lead, language: "uk" }] });
    await made.round(DUE_DAY);
    await made.round(LATE);
    const told = made.shown.filter(({ place }) => place.id.startsWith("@"));
    expect(told).toMatchObject([{ place: { platform: "console", id: "@taras" }, language: "uk" }]);
    expect(told[0]?.text).toContain("#outreach");
    expect(told[0]?.text).toContain("channel is archived");
    expect(made.logged).toContainEqual({
      event: "refusal.told",
      fields: { workspace: "w", platform: "console", why: "channel is archived", people: 1, reached: 1 },
    });
  });

  it("is told on another platform where all of this one refuses, and what is due there waits", async () => {
    const slack = scriptedAdapter("slack");
    const gone = scriptedAdapter("console");
    const budgets = [{ key: "console", perSecond: 1, burst: 9 }];
    const refusing: Adapter = {
      ...gone.adapter,
      budgets: () => budgets,
      post: async ({ place }) => {
        gone.tried.push(place);
        throw new Undeliverable("token_revoked", { permanent: true, refuses: "workspace" });
      },
    };
    const made = many(3, { members: [OLENA, lead], adapters: [refusing, slack.adapter] });
    for (let minute = 0; minute < 10; minute += 1) await made.round(plusMilliseconds(DUE_DAY, minutes(minute)));
    expect(gone.tried).toHaveLength(1);
    expect(slack.shown).toMatchObject([{ place: { platform: "slack", id: "@U2" } }]);
    expect(slack.shown[0]?.text).toContain("token_revoked");
    expect(made.state().some((state) => state.includes("dead"))).toBe(false);
  });

  it("is said in the log where nobody can be told, and tried again", async () => {
    const made = one({ fates: ["permanent"] });
    await made.round(DUE_DAY);
    const untold = () => made.logged.filter(({ event }) => event === "refusal.untold").length;
    expect(untold()).toBe(1);
    made.wait(plusMilliseconds(DUE_DAY, minutes(9)));
    await made.courier.tell(plusMilliseconds(DUE_DAY, minutes(9)));
    expect(untold()).toBe(1);
    made.wait(plusMilliseconds(DUE_DAY, minutes(10)));
    await made.courier.tell(plusMilliseconds(DUE_DAY, minutes(10)));
    expect(untold()).toBe(2);
  });
});

describe("a platform that takes a second post for the first", () => {
  it("is asked at once, and a refusal of the second says nothing about the first", async () => {
    const nonces = (fates: readonly Fate[]) => {
      const platform = scriptedAdapter("console", fates);
      const adapter = { ...platform.adapter, capabilities: { ...platform.adapter.capabilities, nonceSeconds: 60 } };
      return { ...one({ adapters: [adapter] }), tried: platform.tried };
    };
    const sure = nonces(["lost"]);
    await sure.round(DUE_DAY);
    expect([sure.tried.length, sure.state()[0]]).toEqual([2, "today sent"]);
    const unsure = nonces(["late", { retryAfter: 9 }]);
    await unsure.round(DUE_DAY);
    expect([unsure.tried.length, unsure.state()[0]]).toEqual([2, "today unknown: Error"]);
  });
});
