import { textAt } from "../fields.ts";
import { reaches, userFor } from "../finding.ts";
import { checkView } from "../kit/whole.ts";
import type { OpenView } from "../model.ts";
import { change, open, shownView, spend } from "../opening.ts";
import { Refused } from "../refused.ts";
import type { Asked, Method } from "./method.ts";

const triggered = { trigger_id: "text", view: "object" } as const;

const openView: Method = {
  takes: "bot",
  tier: 4,
  needs: triggered,
  run: ({ world, given, by }) => {
    const view = checkView(given.view, "modal");
    const { user, team, from, view: pressedIn } = spend(world, given.trigger_id);
    if (!reaches(world, by, team)) throw new Refused("invalid_trigger_id");
    const below = pressedIn === undefined ? undefined : world.views.get(pressedIn);
    const opened = open(world, { team, user, from, type: "modal" }, view, below?.type === "modal" ? below : undefined);
    return { view: shownView(world, opened, by) };
  },
};

const push: Method = {
  takes: "bot",
  tier: 4,
  needs: triggered,
  run: ({ world, given, by }) => {
    const view = checkView(given.view, "modal");
    const { user, team, from, view: pressedIn } = spend(world, given.trigger_id);
    const below = world.views.get(pressedIn ?? "");
    // Only what was pressed in a modal can push onto it.
    if (!reaches(world, by, team) || below?.type !== "modal") throw new Refused("invalid_trigger_id");
    return { view: shownView(world, open(world, { team, user, from, type: "modal" }, view, below), by) };
  },
};

const named = ({ world, given, by }: Asked): OpenView => {
  if (given.view_id === undefined && given.external_id === undefined) throw new Refused("invalid_arguments");
  const found = [...world.views.values()].find(
    (one) =>
      one.id === given.view_id || (given.external_id !== undefined && one.view.external_id === given.external_id),
  );
  if (!found || !reaches(world, by, found.team)) throw new Refused("not_found");
  return found;
};

const update: Method = {
  takes: "bot",
  tier: 4,
  needs: { view: "object" },
  may: { view_id: "text", external_id: "text", hash: "text" },
  run: (asked) => {
    const { world, given, by } = asked;
    const found = named(asked);
    change(
      world,
      found,
      checkView(given.view, found.type),
      given.hash === undefined ? undefined : textAt(given, "hash"),
    );
    return { view: shownView(world, found, by) };
  },
};

const publish: Method = {
  takes: "bot",
  tier: 4,
  needs: { user_id: "text", view: "object" },
  may: { hash: "text" },
  run: ({ world, given, by }) => {
    const view = checkView(given.view, "home");
    const user = userFor(world, by, given.user_id);
    const home = [...world.views.values()].find((one) => one.type === "home" && one.user === user.id);
    if (home) change(world, home, view, given.hash === undefined ? undefined : textAt(given, "hash"));
    const published = home ?? open(world, { team: user.team, user: user.id, type: "home", from: undefined }, view);
    return { view: shownView(world, published, by) };
  },
};

/** `views.*`; none of them needs a scope. */
export const VIEWS: Readonly<Record<string, Method>> = {
  "views.open": openView,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};
