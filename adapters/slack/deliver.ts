import type { Posted } from "../../src/domain/delivery.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Outgoing, Undeliverable } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import type { Where } from "./arrival.ts";
import { type Message, messagesOf } from "./blocks.ts";
import type { Installs } from "./installs.ts";
import type { Reader } from "./mrkdwn.ts";
import type { Pen } from "./write.ts";

const HERE = /^(?<channel>[A-Z0-9]+)\/(?<ts>[0-9.]+)$/u;

/** A posted message's id names its channel too: a direct conversation is known by the person alone. */
const idOf = ({ channel, ts }: Where): string => `${channel}/${ts}`;

const whereIs = ({ id }: Posted): Where => {
  const { channel, ts } = HERE.exec(id)?.groups ?? {};
  if (channel === undefined || ts === undefined) throw new Undeliverable("no message of Slack's", { permanent: true });
  return { channel, ts };
};

/** The courier's side of the adapter: posts and edits by itself, in answer to nobody. */
export const createDeliverer = (pen: Pen, installs: Installs, reader: Omit<Reader, "language">) => {
  /** With the chart where Slack takes it, and without where it does not. */
  const shown = async <T>(view: View, language: Language, send: (message: Message) => Promise<T>): Promise<T> => {
    const as = (chart: boolean): Message => messagesOf(view, { ...reader, language, chart })[0];
    try {
      return await send(as(true));
    } catch (error) {
      const refused = error instanceof Undeliverable && error.message.startsWith("invalid_blocks");
      if (!refused || JSON.stringify(as(true)) === JSON.stringify(as(false))) throw error;
      return send(as(false));
    }
  };
  return {
    post: async ({ workspace, place, view, key, language, under }: Outgoing): Promise<Posted> => {
      if (place.platform !== "slack") throw new Undeliverable(`${place.platform} is not Slack`, { permanent: true });
      const install = await installs.sender(workspace);
      const to = place.id.replace(/^@/u, "");
      const posted = await shown(view, language, (message) =>
        pen.post(install, to, message, { key, ...(under && { thread: whereIs(under).ts }) }),
      );
      return { place, id: idOf(posted) };
    },
    edit: async (posted: Posted, { workspace, view, language, key }: Outgoing): Promise<void> => {
      const where = whereIs(posted);
      const install = await installs.sender(workspace);
      await shown(view, language, (message) => pen.edit(install, where, message, key));
    },
  };
};
