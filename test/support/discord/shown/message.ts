import type { Fields } from "../fields.ts";
import { FLAG, type Interaction, type Message, type World } from "../model.ts";
import { shownComponents, shownEmbeds } from "./components.ts";
import { shownFile } from "./files.ts";
import { userById } from "./people.ts";
import { shownChannel } from "./places.ts";

const iso = (at: number): string => new Date(at).toISOString();

const KIND: Readonly<Record<Interaction["kind"], number>> = { command: 2, component: 3, autocomplete: 4, modal: 5 };

const metadata = (world: World, interaction: Interaction): Fields => ({
  id: interaction.id,
  type: KIND[interaction.kind],
  user: userById(world, interaction.user),
  authorizing_integration_owners: { "0": interaction.guild ?? "0" },
  ...(interaction.kind === "component" && { interacted_message_id: interaction.source?.id }),
  ...(interaction.kind === "modal" && {
    triggering_interaction_metadata: {
      id: interaction.id,
      type: interaction.source ? 3 : 2,
      user: userById(world, interaction.user),
      authorizing_integration_owners: { "0": interaction.guild ?? "0" },
      ...(interaction.source && { interacted_message_id: interaction.source.id }),
    },
  }),
});

/** What a forwarded message keeps of it: neither who said it nor where. */
const snapshotOf = ({
  type,
  content,
  embeds,
  attachments,
  timestamp,
  edited_timestamp,
  flags,
  mentions,
}: Fields): Fields => ({
  type,
  content,
  embeds,
  attachments,
  timestamp,
  edited_timestamp,
  flags,
  mentions,
  mention_roles: [],
  components: [],
});

/** A message as answers and events show it. */
export const shown = (world: World, message: Message): Fields => {
  const thread = world.channels.get(message.id);
  const { interaction } = message;
  const answers =
    message.reference === undefined ? undefined : world.messages.find(({ id }) => id === message.reference);
  return {
    id: message.id,
    type: message.reference !== undefined ? 19 : interaction?.kind === "command" ? 20 : 0,
    channel_id: message.channel,
    author: userById(world, message.author),
    content: message.content,
    timestamp: iso(message.at),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: message.mentions.filter((id) => world.users.has(id)).map((id) => userById(world, id)),
    mention_roles: message.pings.roles,
    attachments: message.attachments
      .flatMap((id) => world.files.get(id) ?? [])
      .map((file) => shownFile(world, file, message.onlyFor !== undefined)),
    embeds: shownEmbeds(world, message.attachments, message.embeds),
    components: shownComponents(world, message.attachments, message.components),
    pinned: false,
    flags: message.flags | (thread ? FLAG.hasThread : 0),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(interaction && {
      application_id: world.app.id,
      webhook_id: world.app.id,
      interaction_metadata: metadata(world, interaction),
    }),
    ...(message.reference !== undefined && {
      message_reference: { type: 0, channel_id: message.channel, message_id: message.reference },
      ...(answers && { referenced_message: shown(world, answers) }),
    }),
    ...(message.forwarded && {
      message_reference: { type: 1, channel_id: message.forwarded.channel_id, message_id: message.forwarded.id },
      message_snapshots: [{ message: snapshotOf(message.forwarded) }],
    }),
    ...(thread && { thread: shownChannel(world, thread) }),
  };
};
