import { judged } from "../judge/schema.ts";
import type { Interaction, Message, World } from "../model.ts";
import { edit, remove } from "../posting.ts";
import { refusal } from "../refused.ts";
import { CALLBACK, followUp, interactionBy, respond } from "../responding.ts";
import { shown } from "../shown/message.ts";
import type { Asked, Route } from "./route.ts";

const NUMBER: Readonly<Record<Interaction["kind"], number>> = { command: 2, component: 3, autocomplete: 4, modal: 5 };

const callback = ({ world, at, query, body, uploads }: Asked) => {
  const interaction = world.interactions.get(at("interaction"));
  if (!interaction || interaction.token !== at("token")) throw refusal("unknownInteraction");
  const message = respond(world, interaction, body, uploads);
  if (query.get("with_response") !== "true") return {};
  const type = Number(body.type);
  const withMessage = message !== undefined && type !== CALLBACK.deferUpdate;
  return {
    status: 200,
    body: {
      interaction: {
        id: interaction.id,
        type: NUMBER[interaction.kind],
        ...(message && {
          response_message_id: message.id,
          response_message_loading: (message.flags & 128) !== 0,
          response_message_ephemeral: message.onlyFor !== undefined,
          channel_id: message.channel,
        }),
      },
      ...(withMessage && {
        resource: { type: type === CALLBACK.update ? 7 : 4, message: shown(world, message) },
      }),
    },
  };
};

/** A message of an interaction: its original, or a follow-up of its own. */
const messageOf = (world: World, interaction: Interaction, id: string): Message => {
  const original = id === "@original";
  const message = original
    ? interaction.original
    : world.messages.find((one) => one.id === id && one.interaction === interaction);
  if (!message || message.deleted) throw refusal("unknownMessage");
  return message;
};

const found = ({ world, at }: Asked) => {
  const interaction = interactionBy(world, at("application"), at("token"));
  return { interaction, message: messageOf(world, interaction, at("message")) };
};

/** What an app answers, and says after it has answered. The token in the path is all that it needs. */
export const INTERACTIONS: readonly Route[] = [
  { route: "POST /interactions/{interaction}/{token}/callback", answers: "callback", open: true, run: callback },
  {
    route: "POST /webhooks/{application}/{token}",
    answers: "message",
    open: true,
    rate: [5, 2],
    run: ({ world, at, body, uploads }) => {
      const interaction = interactionBy(world, at("application"), at("token"));
      return { body: shown(world, followUp(world, interaction, body, uploads)) };
    },
  },
  {
    route: "GET /webhooks/{application}/{token}/messages/{message}",
    answers: "message",
    open: true,
    run: (asked) => ({ body: shown(asked.world, found(asked).message) }),
  },
  {
    route: "PATCH /webhooks/{application}/{token}/messages/{message}",
    answers: "message",
    open: true,
    rate: [5, 2],
    run: (asked) => {
      const { interaction, message } = found(asked);
      edit(asked.world, message, judged("replyEdit", asked.body), asked.uploads);
      if (message === interaction.original) interaction.waiting = false;
      return { body: shown(asked.world, message) };
    },
  },
  {
    route: "DELETE /webhooks/{application}/{token}/messages/{message}",
    open: true,
    rate: [5, 2],
    run: (asked) => {
      const { interaction, message } = found(asked);
      remove(asked.world, message);
      // What is said after that is said anew, to whom it is for.
      if (message === interaction.original) interaction.waiting = false;
      return {};
    },
  },
];
