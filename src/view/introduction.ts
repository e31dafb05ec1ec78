import { refOf } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, line, note } from "./blocks.ts";
import type { Card } from "./card.ts";
import { opening } from "./request-card.ts";
import { placed, short } from "./text.ts";
import type { View } from "./view.ts";

/** What somebody reads, once, who was given a request for the first time: what it is, and what will happen. */
export const introductionView = (card: Card, say: Say): View => {
  const { request, company, team } = card;
  const ref = refOf(request.ref);
  return {
    title: say("introduction.title", { ref, company: short(company.name, 60) }),
    tone: "plain",
    blocks: [
      ...facts([[say.words("introduction.what"), [short(request.title, 120)]]]),
      ...opening(card, say),
      line(...say("introduction.happens", { place: placed(team.place) })),
      line(...say("introduction.record")),
      ...buttons([
        { label: say.words("button.show"), weight: "main", call: { command: "show", options: { request: ref } } },
        {
          label: say.words("introduction.direct"),
          weight: "plain",
          call: { command: "settings", options: { direct: "yes" } },
        },
        { label: say.words("button.mine"), weight: "plain", call: { command: "mine", options: {} } },
      ]),
      note(...say("introduction.once")),
    ],
  };
};
