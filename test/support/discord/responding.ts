import type { Upload } from "./attaching.ts";
import { type Fields, fieldsAt, isFields, listAt, textAt } from "./fields.ts";
import { LASTS } from "./judge/limits.ts";
import { modalFlaws } from "./judge/modals.ts";
import { judged } from "./judge/schema.ts";
import { FLAG, type Interaction, type Message, type OpenModal, type World } from "./model.ts";
import { edit, post } from "./posting.ts";
import { refusal, refuseFlaws, under } from "./refused.ts";

/** Discord's numbers for the ways in which an interaction is answered. */
export const CALLBACK = { pong: 1, reply: 4, defer: 5, deferUpdate: 6, update: 7, suggest: 8, modal: 9 } as const;

/** Which answers fit which interaction. */
const allowed = ({ kind, source }: Interaction): readonly number[] => {
  if (kind === "autocomplete") return [8];
  if (kind === "command") return [4, 5, 9];
  if (kind === "component") return [4, 5, 6, 7, 9];
  return source ? [4, 5, 6, 7] : [4, 5];
};

const schemaFor = (type: number): Parameters<typeof judged>[0] => {
  if (type === CALLBACK.suggest) return "suggestions";
  if (type === CALLBACK.modal) return "modal";
  return type === CALLBACK.update || type === CALLBACK.deferUpdate ? "update" : "reply";
};

const initial = (component: Fields): string | readonly string[] | boolean | undefined => {
  if (typeof component.value === "string") return component.value;
  if (component.type === 23) return component.default === true;
  const chosen = listAt(component, "options").filter((option) => option.default === true);
  if (chosen.length > 0) {
    const values = chosen.map((option) => textAt(option, "value"));
    return component.type === 21 ? values[0] : values;
  }
  const defaults = listAt(component, "default_values").map((one) => textAt(one, "id"));
  return defaults.length > 0 ? defaults : undefined;
};

const opened = (world: World, interaction: Interaction, given: Fields): OpenModal => {
  const components = listAt(given, "components");
  const inputs = components.flatMap((one) => [
    ...(isFields(one.component) ? [one.component] : []),
    ...listAt(one, "components"),
  ]);
  return {
    user: interaction.user,
    from: interaction,
    customId: textAt(given, "custom_id"),
    title: textAt(given, "title"),
    components,
    values: new Map(
      inputs.flatMap((input) => {
        const value = initial(input);
        return value === undefined ? [] : [[textAt(input, "custom_id"), value] as const];
      }),
    ),
    error: undefined,
    changed: world.changes(),
  };
};

const channelOf = (world: World, interaction: Interaction) => {
  const channel = world.channels.get(interaction.channel);
  if (!channel) throw refusal("unknownChannel");
  return channel;
};

const saidBy = (world: World, interaction: Interaction, flags: number) => ({
  author: world.app.botUser,
  interaction,
  flags,
  onlyFor: (flags & FLAG.ephemeral) === 0 ? undefined : interaction.user,
});

/** Takes the app's one answer to an interaction. Throws where Discord refuses it; then nothing was answered. */
export const respond = (
  world: World,
  interaction: Interaction,
  body: Fields,
  uploads: readonly Upload[],
): Message | undefined => {
  if (interaction.response) throw refusal("alreadyAcknowledged");
  if (world.clock.now() - interaction.at > LASTS.acknowledgement) throw refusal("unknownInteraction");
  const type = Number(body.type);
  if (!allowed(interaction).includes(type))
    refuseFlaws([
      {
        path: ["type"],
        code: "INTERACTION_CALLBACK_TYPE",
        says: `Value must be one of {${allowed(interaction).join(", ")}}.`,
      },
    ]);
  const given = judged(schemaFor(type), body);
  const data = fieldsAt(given, "data");
  const flags = Number(data.flags ?? 0);
  const take = (message?: Message): Message | undefined => {
    interaction.response = { type, at: world.clock.now(), data };
    interaction.original = message;
    world.changes();
    interaction.answer(type);
    return message;
  };

  switch (type) {
    case CALLBACK.reply:
      return take(
        under("data", () =>
          post(world, channelOf(world, interaction), data, uploads, saidBy(world, interaction, flags)),
        ),
      );
    case CALLBACK.defer: {
      interaction.waiting = true;
      const waiting = { flags: flags & FLAG.ephemeral };
      return take(
        post(
          world,
          channelOf(world, interaction),
          waiting,
          [],
          saidBy(world, interaction, waiting.flags | FLAG.loading),
        ),
      );
    }
    case CALLBACK.deferUpdate:
      return take(interaction.source);
    case CALLBACK.update: {
      const { source } = interaction;
      if (!source || source.deleted) throw refusal("unknownMessage");
      under("data", () => edit(world, source, data, uploads));
      return take(source);
    }
    case CALLBACK.modal:
      under("data", () => refuseFlaws(modalFlaws(data)));
      world.modals.set(interaction.user, opened(world, interaction, data));
      return take();
    default:
      return take();
  }
};

/** The interaction behind a webhook's token, as long as it may be answered. */
export const interactionBy = (world: World, application: string, token: string): Interaction => {
  const found = [...world.interactions.values()].find((one) => one.token === token);
  if (!found || application !== world.app.id || !found.response) throw refusal("unknownWebhook");
  if (world.clock.now() - found.at > LASTS.interaction) throw refusal("expiredToken");
  return found;
};

/** Says more after the answer. Right after a deferral it becomes the answer itself, as Discord keeps it for old apps. */
export const followUp = (world: World, interaction: Interaction, body: Fields, uploads: readonly Upload[]): Message => {
  const given = judged("followUp", body);
  if (interaction.waiting && interaction.original) {
    edit(world, interaction.original, given, uploads);
    interaction.waiting = false;
    return interaction.original;
  }
  return post(
    world,
    channelOf(world, interaction),
    given,
    uploads,
    saidBy(world, interaction, Number(given.flags ?? 0)),
  );
};
