import { expect, it } from "vitest";
import { reaching } from "../../src/process/reaching.ts";
import { onEmbedded } from "../support/grounds.ts";
import { LATER, openScene, posted, reminder, SOON } from "../support/scene.ts";

onEmbedded("whether what we say reaches people", (ground) => {
  const says = async () =>
    Object.fromEntries((await reaching(ground().database)).map(({ name, level, says }) => [name, `${level}: ${says}`]));

  it("is told to an operator: nothing is wrong, and what each platform promises", async () => {
    expect(await says()).toMatchObject({ promise: "ok: Nobody is here yet." });
    await openScene(ground().database);
    expect(await says()).toEqual({
      digests: "ok: No digest is in doubt.",
      places: "ok: No place refuses what is said in it.",
      promise: expect.stringMatching(
        /^ok: Reminders: in the terminal a reminder is seen once, but for one that a crash/,
      ),
    });
  });

  it("is told to an operator: digests that may have arrived, and places that refuse, until they do not", async () => {
    const one = await openScene(ground().database);
    await one.register.at("oksana", (desk) => desk.planDigest(one.team, [{ key: "digest:2022-03-08", at: SOON }]));
    await one.settle(await one.take(), { kind: "unknown", why: "missing_scope" });
    await one.plan([reminder("a"), reminder("b", LATER)]);
    await one.settle(await one.take(), { kind: "dead", why: "is_archived", refused: one.here });
    expect(await says()).toMatchObject({
      digests: `warn: Digests that may have arrived and are not sent again: #outreach (missing_scope, since ${SOON}). Look there, or let the bot read the history.`,
      places: expect.stringMatching(
        /^warn: Refused by #outreach \(is_archived, since .*\)\. Not every lead could be told/,
      ),
    });
    await one.deliveries.told(one.ws, one.here);
    expect((await says())["places"]).toContain("The leads know.");
    await one.settle(await one.take(LATER), posted("m1"));
    expect((await says())["places"]).toMatch(/^ok/);
  });
});
