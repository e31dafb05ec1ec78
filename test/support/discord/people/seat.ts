import { type Fields, listAt, textAt } from "../fields.ts";
import { type Placed, placed } from "../judge/components.ts";
import { CHANNEL, type Channel, type Message } from "../model.ts";
import { post } from "../posting.ts";
import { shown } from "../shown/message.ts";
import type { Done, Hands, Surroundings } from "./acting.ts";
import { commandBody, commandNamed, pathOf, type Typed } from "./commanding.ts";
import type { Doing } from "./payloads.ts";
import type { Person } from "./person.ts";
import { resolve } from "./resolving.ts";
import { canSee, captionOf, messagesFor, showChannel, showContent } from "./showing.ts";

/** A person in a channel, in a thread, or in a direct conversation. */
export interface Seat extends Omit<Person, "in"> {
  readonly channel: Channel;
  /** `slash("aid request", { company: "Contoso" })`. Throws where Discord's own window would refuse it. */
  slash(line: string, options?: Readonly<Record<string, Typed>>): Promise<Done>;
  /** What the app offers while somebody types into an option, with what stands in the others. Picking one is `slash` with its caption. */
  offers(
    line: string,
    option: string,
    typed: string,
    others?: Readonly<Record<string, Typed>>,
  ): Promise<readonly string[]>;
  /** Presses a button of the latest message here that has it (and contains `on`). */
  press(caption: string, on?: string): Promise<Done>;
  /** Picks from the menu with that placeholder or custom id, in the latest message here that has it. */
  select(menu: string, values: string | readonly string[], on?: string): Promise<Done>;
  /** A command of a message's menu, on the latest message here that contains `on`. */
  messageMenu(name: string, on: string): Promise<Done>;
  /** A command of a member's menu. */
  userMenu(name: string, who: Person): Promise<Done>;
  /** Says something. Names of members, roles and channels are typed with @ and #. */
  says(text: string): Promise<Message>;
  /** Forwards to here what was said elsewhere. */
  forwards(said: Message): Promise<Message>;
  /** In the thread of that name, or on the latest message here that contains it. */
  thread(name: string): Seat;
  /** All that stands here for this person, oldest first. */
  sees(): string;
  /** What appeared or changed here, or in front of this person, since they last did something. */
  news(): string;
  /** Captions of all buttons that stand here and can be pressed, the latest message first. */
  buttons(): readonly string[];
  /** Resolves once the text stands here or in the form, with all that is seen. */
  until(text: string | RegExp): Promise<string>;
}

const isButton = ({ component }: Placed): boolean => component.type === 2;
const isSelect = ({ component }: Placed): boolean => [3, 5, 6, 7, 8].includes(Number(component.type));

const KINDS = { 5: "user", 6: "role", 7: "mentionable", 8: "channel" } as const;

/** Seats a person in a channel. */
export const seatIn = (around: Surroundings, hands: Hands, person: Person, channel: Channel): Seat => {
  const { world, until } = around;
  const { user, acting } = hands;
  const reader = { world, user };
  const doing: Doing = { world, user, channel };
  const here = channel.type === CHANNEL.dm ? "the direct conversation" : `#${channel.name}`;
  const offers = new Map<string, string | number>();

  const messages = (): readonly Message[] => messagesFor(world, user, channel);
  const none = (what: string): Error => new Error(`There is no ${what} in ${here}, but:\n${seat.sees()}`);
  const containing = (text: string): Message => {
    const found = messages().findLast((one) => !one.remark && showContent(reader, one).includes(text));
    if (!found) throw none(`message with "${text}"`);
    return found;
  };
  const find = (fits: (one: Placed) => boolean, on: string) =>
    messages()
      .toReversed()
      .filter((message) => showContent(reader, message).includes(on))
      .flatMap((message) =>
        placed(message.components)
          .filter(fits)
          .map(({ component }) => ({ component, message })),
      )[0];

  const picked = (
    component: Fields,
    names: readonly string[],
  ): { readonly values: readonly string[]; readonly resolved?: Fields } => {
    const type = Number(component.type);
    const most = Number(component.max_values ?? 1);
    const least = Number(component.min_values ?? 1);
    if (names.length < least || names.length > most)
      throw new Error(`Discord's own window refuses: ${names.length} choices, not ${least} to ${most}`);
    if (type === 5 || type === 6 || type === 7 || type === 8) {
      const { ids, resolved } = resolve(world, channel, KINDS[type], names);
      return { values: ids, resolved };
    }
    const options = listAt(component, "options");
    return {
      values: names.map((name) => {
        const option = options.find((one) => one.label === name || one.value === name);
        if (!option)
          throw new Error(`There is no option "${name}", but: ${options.map(({ label }) => String(label)).join(", ")}`);
        return textAt(option, "value");
      }),
    };
  };

  const typed = (text: string): string =>
    text
      .replaceAll(/@([\p{L}\p{N}_.-]+)/gu, (all, handle: string) => {
        const found = [...world.users.values()].find((one) => one.handle === handle);
        return found ? `<@${found.id}>` : all;
      })
      .replaceAll(/#([\p{L}\p{N}_-]+)/gu, (all, name: string) => {
        const found = [...world.channels.values()].find((one) => one.guild === channel.guild && one.name === name);
        return found ? `<#${found.id}>` : all;
      });

  const seat: Seat = {
    ...person,
    channel,
    slash: (line, options = {}) =>
      acting(() => {
        const path = pathOf(doing, line);
        const meant = Object.entries(options).map(([name, value]) => [
          name,
          offers.get(`${name} ${String(value)}`) ?? value,
        ]);
        return hands.send(doing, "command", path.command.name, commandBody(doing, path, Object.fromEntries(meant)));
      }),
    offers: async (line, option, text, others = {}) => {
      const path = pathOf(doing, line);
      const found = await hands.offered(
        doing,
        path.command.name,
        commandBody(doing, path, others, { option, typed: text }),
      );
      for (const [caption, value] of found) offers.set(`${option} ${caption}`, value);
      return [...found.keys()];
    },
    press: (caption, on = "") =>
      acting(() => {
        const found = find((one) => isButton(one) && captionOf(one.component) === caption, on);
        if (!found) throw none(`"${caption}" to press`);
        const { component, message } = found;
        if (component.disabled === true) throw new Error(`"${caption}" is disabled`);
        if (component.style === 5)
          throw new Error(`"${caption}" leads to ${textAt(component, "url")}, and tells nobody`);
        const body = { custom_id: component.custom_id, component_type: 2, id: component.id };
        return hands.send(doing, "component", textAt(component, "custom_id"), body, message);
      }),
    select: (menu, values, on = "") =>
      acting(() => {
        const found = find(
          (one) => isSelect(one) && [one.component.placeholder, one.component.custom_id].includes(menu),
          on,
        );
        if (!found) throw none(`menu "${menu}"`);
        const { component, message } = found;
        if (component.disabled === true) throw new Error(`"${menu}" is disabled`);
        const body = {
          custom_id: component.custom_id,
          component_type: component.type,
          id: component.id,
          ...picked(component, typeof values === "string" ? [values] : values),
        };
        return hands.send(doing, "component", textAt(component, "custom_id"), body, message);
      }),
    messageMenu: (name, on) =>
      acting(() => {
        const command = commandNamed(doing, 3, name);
        const message = containing(on);
        return hands.send(doing, "command", command.name, {
          id: command.id,
          name: command.name,
          type: 3,
          target_id: message.id,
          resolved: { messages: { [message.id]: shown(world, message) } },
        });
      }),
    userMenu: (name, who) =>
      acting(() => {
        const command = commandNamed(doing, 2, name);
        const { resolved } = resolve(world, channel, "user", [who.id]);
        return hands.send(doing, "command", command.name, {
          id: command.id,
          name: command.name,
          type: 2,
          target_id: who.id,
          resolved,
        });
      }),
    says: (text) => acting(async () => post(world, channel, { content: typed(text) }, [], { author: user.id })),
    forwards: (said) =>
      acting(async () => post(world, channel, { content: "" }, [], { author: user.id, forwarded: shown(world, said) })),
    thread: (name) => {
      const threads = [...world.channels.values()].filter(({ parent, thread }) => parent === channel.id && thread);
      const called = threads.find((one) => one.name === name);
      const on = called ?? threads.find(({ id }) => id === containing(name).id);
      if (!on || !canSee(world, user, on)) throw none(`thread "${name}"`);
      return seatIn(around, hands, person, on);
    },
    sees: () => (canSee(world, user, channel) ? showChannel(reader, channel) : ""),
    news: () => {
      const changed = messages().filter((one) => one.changed > hands.mark() && one.author !== user.id);
      const remarks = messages().filter((one) => one.remark && one.changed > hands.mark());
      const modal = world.modals.get(user.id);
      return [
        ...[...changed, ...remarks].map((one) => showContent(reader, one)),
        ...(modal && modal.changed > hands.mark() ? [person.modal.sees()] : []),
      ].join("\n");
    },
    buttons: () =>
      messages()
        .toReversed()
        .flatMap((one) => placed(one.components))
        .filter((one) => isButton(one) && one.component.disabled !== true)
        .map(({ component }) => captionOf(component)),
    until: async (text) => {
      const all = (): string => [seat.sees(), person.modal.sees()].filter(Boolean).join("\n");
      await until(
        () => (typeof text === "string" ? all().includes(text) : text.test(all())),
        () => `${user.handle} never saw ${String(text)}, but:\n${all()}`,
      );
      return all();
    },
  };
  return seat;
};
