import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

/** Commands work where the app was never invited, and nothing else does: whoever makes such a channel a team's hears of it at once. */

const WORDS = {
  en: { away: "Aidline is not in #press yet", mend: "/invite @Aidline", here: "Aidline can post here" },
  uk: { away: "Aidline ще немає в #press", mend: "/invite @Aidline", here: "Aidline може писати тут" },
} as const;

describe.each(["en", "uk"] as const)(
  "a channel of Slack that becomes a team's, in %s",
  { timeout: 60_000 },
  (language) => {
    const { away, mend, here } = WORDS[language];
    let database: Database;
    let scene: SlackHouse;
    let person: ReturnType<SlackHouse["office"]["person"]>;

    beforeEach(async () => {
      database = await quickDatabase();
      scene = await openSlackHouse({ database, language });
      person = scene.office.person("olena", { locale: language === "uk" ? "uk-UA" : "en-GB" });
      scene.office.channel("#desk");
    });
    afterEach(async () => {
      await scene.close();
      await database.close();
    });

    const press = (kind: "public" | "private" = "public") => {
      const room = scene.office.channel("#press", { kind });
      void room.invite(person);
      room.kick();
      return room;
    };
    /** What they alone were told. */
    const alone = (): string =>
      scene.slack.world.messages
        .filter(({ onlyFor }) => onlyFor === person.id)
        .map(({ text }) => text)
        .join("\n");

    it.each(["team Press", "request Amazon 'End AWS' kind:other channel:email"])(
      "without the app in it is told of in that channel after %s",
      async (line) => {
        press();
        const olena = person.in("#press");
        await olena.slash(`/aid ${line}`);
        await olena.until(away);
        expect(alone()).toContain(mend);
      },
    );

    it("is told of once it is named elsewhere, and is well when the app is there", async () => {
      const room = press();
      const olena = person.in("#desk");
      await olena.slash("/aid team Desk");
      expect(alone()).not.toContain(mend);
      await olena.slash(`/aid team Desk channel:<#${room.id}|press>`);
      await olena.until(away);
      await room.invite();
      await olena.slash(`/aid team Desk channel:here`);
      await olena.slash(`/aid team Desk channel:<#${room.id}|press>`);
      await person.in("#press").until(here);
      expect(alone().split(away)).toHaveLength(2);
    });

    it("that is private is told of, too", async () => {
      const room = press("private");
      const olena = person.in("#desk");
      await olena.slash(`/aid team Desk channel:<#${room.id}|press>`);
      expect(await olena.until(mend)).not.toContain(here);
    });

    it.each([
      ["is_archived", { en: "The channel is archived", uk: "Канал заархівовано" }],
      ["restricted_action", { en: "Only some may post there", uk: "Писати там можуть не всі" }],
      ["restricted_action_read_only_channel", { en: "Only some may post there", uk: "Писати там можуть не всі" }],
      ["missing_scope", { en: "A permission of the app is missing", uk: "Застосунку бракує дозволу" }],
      ["no_permission", { en: "has to give Aidline access", uk: "має дати Aidline доступ" }],
    ])("that refuses the app with %s is told of with what mends that", async (why, says) => {
      const room = press();
      await room.invite();
      const olena = person.in("#desk");
      scene.slack.faults.plant("chat.postEphemeral", fault.refuses(why), { times: 1 });
      await olena.slash(`/aid team Desk channel:<#${room.id}|press>`);
      expect(await olena.until(says[language])).not.toContain(mend);
    });

    it("is well without a word where its answer stands in it", async () => {
      const olena = person.in("#desk");
      await olena.slash("/aid team Desk");
      expect(olena.news()).toContain("Desk");
      expect(alone()).toBe("");
    });
  },
);
