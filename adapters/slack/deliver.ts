import type { Posted } from "../../src/domain/delivery.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Outgoing, type Search, type Standing, Undeliverable } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import type { Where } from "./arrival.ts";
import { type Message, messagesOf } from "./blocks.ts";
import { wholeWorkspace } from "./budgets.ts";
import type { createHistory } from "./history.ts";
import type { Reader } from "./mrkdwn.ts";
import type { Reach } from "./reach.ts";
import type { Pen } from "./write.ts";

const HERE = /^(?<channel>[A-Z0-9]+)\/(?<ts>[0-9.]+)$/u;

/** The id of a message, as the rows keep it. It names its channel too: a direct conversation is known by the person alone. */
export const idOf = ({ channel, ts }: Where): string => `${channel}/${ts}`;

const whereIs = ({ id }: Posted): Where => {
  const { channel, ts } = HERE.exec(id)?.groups ?? {};
  if (channel === undefined || ts === undefined) throw new Undeliverable("no message of Slack's", { permanent: true });
  return { channel, ts };
};

/** A channel, or the person a direct conversation is with. */
const addressOf = ({ platform, id }: Posted["place"]): string => {
  if (platform !== "slack") throw new Undeliverable(`${platform} is not Slack`, { permanent: true });
  return id.replace(/^@/u, "");
};

/** The courier's side of the adapter: posts and edits by itself, in answer to nobody. */
export const createDeliverer = (
  pen: Pen,
  history: ReturnType<typeof createHistory>,
  installed: Reach,
  reader: Omit<Reader, "language">,
) => {
  /** A workspace that takes nothing any more closes everything there: nobody tries in vain, in whichever process. */
  const reach: Reach = async (workspace, target, work) => {
    try {
      return await installed(workspace, target, work);
    } catch (error) {
      if (!(error instanceof Undeliverable && error.refuses === "workspace")) throw error;
      const { message, permanent, retryAfter, gone } = error;
      const budgets = wholeWorkspace(workspace);
      throw new Undeliverable(message, { permanent, retryAfter, gone, refuses: "workspace", budgets });
    }
  };

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
    post: async ({ workspace, place, view, key, further = [], language, under }: Outgoing): Promise<Posted> => {
      const to = addressOf(place);
      const posted = await reach(workspace, to, (install) =>
        shown(view, language, (message) =>
          pen.post(install, to, message, { key, further, ...(under && { thread: whereIs(under).ts }) }),
        ),
      );
      return { place, id: idOf(posted) };
    },
    edit: async (posted: Posted, { workspace, view, language, key }: Outgoing): Promise<void> => {
      const where = whereIs(posted);
      await reach(workspace, where.channel, (install) =>
        shown(view, language, (message) => pen.edit(install, where, message, key)),
      );
    },
    find: async ({ workspace, place, keys, since, under }: Search): Promise<readonly Standing[]> => {
      const to = addressOf(place);
      const thread = under && { thread: whereIs(under).ts };
      const found = await reach(workspace, to, (install) => history(install, { to, keys, since, ...thread }));
      return found.map(({ channel, ts, ...carried }) => ({ place, id: idOf({ channel, ts }), ...carried }));
    },
    remove: async (workspace: Id, posted: Posted): Promise<void> => {
      const where = whereIs(posted);
      await reach(workspace, where.channel, (install) => pen.erase(install, where));
    },
  };
};
