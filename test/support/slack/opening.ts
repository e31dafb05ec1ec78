import { type Fields, listAt, textAt } from "./fields.ts";
import { LASTS, LIMIT } from "./limits.ts";
import type { Installation, OpenView } from "./model.ts";
import { withIds } from "./posting.ts";
import { Refused } from "./refused.ts";
import type { Trigger, World } from "./world.ts";

/** Modals on one person's screen, the one in front last. */
export const stackOf = (world: World, user: string): readonly OpenView[] =>
  [...world.views.values()].filter((view) => view.type === "modal" && view.user === user);

/** The permission in a trigger, spent by asking for it. Throws when it is unknown, late or spent. */
export const spend = (world: World, id: unknown): Trigger => {
  const trigger = world.triggers.get(String(id));
  if (!trigger) throw new Refused("invalid_trigger_id");
  if (trigger.used) throw new Refused("exchanged_trigger_id");
  if (world.clock.now() - trigger.at > LASTS.trigger) throw new Refused("expired_trigger_id");
  trigger.used = true;
  return trigger;
};

/** What an element holds before anybody touches it, as `state.values` has it. */
const initialState = (element: Fields): Fields => {
  const type = textAt(element, "type");
  const initial = Object.entries(element).find(([key]) => key.startsWith("initial_"));
  const none = /^multi_|checkboxes/.test(type) ? [] : null;
  const key = /text_input|number_input/.test(type)
    ? "value"
    : type === "rich_text_input"
      ? "rich_text_value"
      : `selected_${/datetimepicker/.test(type) ? "date_time" : /date/.test(type) ? "date" : /time/.test(type) ? "time" : kindOf(type)}`;
  return { type, [key]: initial?.[1] ?? none };
};

const kindOf = (type: string): string => {
  const many = /^multi_|checkboxes/.test(type) ? "s" : "";
  const kind = /(users|conversations|channels)_select/.exec(type)?.[1]?.slice(0, -1) ?? "option";
  return `${kind}${many}`;
};

/** The elements of a block that hold a value. */
export const holdersIn = (block: Fields): readonly Fields[] => {
  const elements =
    block.type === "actions" ? listAt(block, "elements") : [block.type === "input" ? block.element : block.accessory];
  return elements.filter(
    (one): one is Fields =>
      typeof one === "object" &&
      one !== null &&
      "type" in one &&
      !/^(button|overflow|image|icon_button)$/.test(String(one.type)),
  );
};

/** What was typed stays where block and action are still there under the same names. */
const valuesOf = (view: Fields, before: OpenView["values"] = {}): OpenView["values"] =>
  Object.fromEntries(
    listAt(view, "blocks").flatMap((block) => {
      const id = textAt(block, "block_id");
      const held = holdersIn(block).map((one): readonly [string, Fields] => {
        const action = textAt(one, "action_id");
        const kept = before[id]?.[action];
        return [action, kept && kept.type === one.type ? kept : initialState(one)];
      });
      return held.length === 0 ? [] : [[id, Object.fromEntries(held)] as const];
    }),
  );

const prepared = (world: World, view: Fields): Fields => ({ ...view, blocks: withIds(world, listAt(view, "blocks")) });

const checkExternalId = (world: World, view: Fields, team: string, self?: string): void => {
  const id = textAt(view, "external_id");
  const taken = [...world.views.values()].some(
    (one) => one.team === team && one.id !== self && one.view.external_id === id,
  );
  if (id !== "" && taken) throw new Refused("duplicate_external_id");
};

/** Puts a checked view in front of a person. */
export const open = (
  world: World,
  at: Pick<OpenView, "team" | "user" | "type" | "from">,
  view: Fields,
  previous?: OpenView,
): OpenView => {
  if (at.type === "modal" && stackOf(world, at.user).length >= LIMIT.viewStack) throw new Refused("push_limit_reached");
  checkExternalId(world, view, at.team);
  const id = world.id("V");
  const ready = prepared(world, view);
  const opened: OpenView = {
    ...at,
    id,
    root: previous?.root ?? id,
    previous: previous?.id,
    view: ready,
    hash: `${Math.floor(world.clock.now() / 1_000)}.${id}`,
    values: valuesOf(ready),
    errors: {},
    changed: world.changes(),
  };
  world.views.set(id, opened);
  return opened;
};

/** Replaces what a view shows. Throws when `hash` is of an older state. */
export const change = (world: World, opened: OpenView, view: Fields, hash?: string): void => {
  if (hash !== undefined && hash !== opened.hash) throw new Refused("hash_conflict");
  checkExternalId(world, view, opened.team, opened.id);
  opened.view = prepared(world, view);
  opened.values = valuesOf(opened.view, opened.values);
  opened.errors = {};
  opened.changed = world.changes();
  opened.hash = `${Math.floor(world.clock.now() / 1_000)}.${opened.changed}`;
};

/** Takes modals off a person's screen: one, or all of them. */
export const close = (world: World, views: readonly OpenView[]): void => {
  for (const { id } of views) world.views.delete(id);
  world.changes();
};

/** A view as the Web API and payloads show it. */
export const shownView = (world: World, opened: OpenView, by: Installation): Fields => ({
  id: opened.id,
  team_id: opened.team,
  type: opened.type,
  private_metadata: "",
  callback_id: "",
  external_id: "",
  clear_on_close: false,
  notify_on_close: false,
  close: null,
  submit: null,
  title: { type: "plain_text", text: "View Title", emoji: true },
  ...opened.view,
  state: { values: opened.values },
  hash: opened.hash,
  previous_view_id: opened.previous ?? null,
  root_view_id: opened.root,
  app_id: world.app.id,
  app_installed_team_id: by.team?.id ?? opened.team,
  bot_id: by.botId,
});
