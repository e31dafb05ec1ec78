import type { Channel, Guild, Message, World } from "./model.ts";
import type { Person } from "./people/person.ts";
import { bits, type Permission } from "./permissions.ts";
import { shownChannel } from "./shown/places.ts";

/** Whom an exception of a channel is about. */
export interface Subject {
  readonly id: string;
  readonly on: "role" | "member";
}

/** A channel as those manage it who may. */
export interface Room {
  readonly id: string;
  readonly channel: Channel;
  /** What a role, a person or the app may here beyond the guild's own rules, or may not. `everyone` and `app` are names, too. */
  overwrite(
    whom: string | Person,
    change: { readonly allow?: readonly Permission[]; readonly deny?: readonly Permission[] },
  ): void;
  rename(name: string): void;
  delete(): void;
  /** A thread or a post here, as moderators treat it. */
  thread(name: string): {
    archive(): void;
    lock(): void;
    tag(id: string): void;
    delete(): void;
  };
  /** Everything that was posted here, raw, for tests about what was sent. */
  messages(): readonly Message[];
}

/** A channel in somebody's hands. The app is told of it, and of every change. */
export const roomOf = (
  world: World,
  guild: Guild,
  channel: Channel,
  subject: (whom: string | Person) => Subject,
): Room => {
  const tell = (t: "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE"): void =>
    world.tell({ t, d: shownChannel(world, channel), guild: guild.id, intent: 1 });
  tell("CHANNEL_CREATE");
  return {
    id: channel.id,
    channel,
    overwrite: (whom, { allow = [], deny = [] }) => {
      const found = subject(whom);
      channel.overwrites.set(found.id, { ...found, allow: bits(allow), deny: bits(deny) });
      world.changes();
      tell("CHANNEL_UPDATE");
    },
    rename: (next) => {
      channel.name = next.replace(/^#/, "");
      tell("CHANNEL_UPDATE");
    },
    delete: () => {
      world.channels.delete(channel.id);
      world.changes();
      tell("CHANNEL_DELETE");
    },
    thread: (name) => {
      const found = [...world.channels.values()].find((one) => one.parent === channel.id && one.name.includes(name));
      if (!found?.thread) throw new Error(`There is no thread "${name}" in #${channel.name}`);
      const { thread } = found;
      const changed = (): void => {
        thread.archivedAt = world.clock.now();
        world.changes();
        world.tell({ t: "THREAD_UPDATE", d: shownChannel(world, found), guild: guild.id, intent: 1 });
      };
      return {
        archive: () => {
          thread.archived = true;
          changed();
        },
        tag: (id) => {
          thread.tags = [...thread.tags, id];
          changed();
        },
        lock: () => {
          thread.locked = true;
          changed();
        },
        delete: () => {
          world.channels.delete(found.id);
          world.changes();
          world.tell({ t: "THREAD_DELETE", d: shownChannel(world, found), guild: guild.id, intent: 1 });
        },
      };
    },
    messages: () => world.messages.filter((one) => one.channel === channel.id && !one.deleted && !one.remark),
  };
};
