import type { Call } from "../../src/call.ts";
import type { createKept } from "../shared/kept.ts";
import { within } from "../shared/within.ts";
import type { Arrival } from "./arrival.ts";
import { callOf } from "./buttons.ts";
import type { Install } from "./installs.ts";
import type { People } from "./people.ts";
import { mentionedIn } from "./quoted.ts";
import { begunBy, type NameOf } from "./shortcuts.ts";

/** What an arrival asks for, with what of it is to be shown in a form. */
export interface Asked {
  readonly input: string | Call;
  readonly seen: readonly string[];
}

/** What reading an arrival needs. */
export interface AskedParts {
  readonly people: People;
  /** Calls that are too long for a button. */
  readonly kept: Pick<ReturnType<typeof createKept>, "real">;
}

/** Milliseconds that finding out who somebody is may take while a form waits to be opened. */
export const INTRODUCTION = 1_200;

/** Reads what people ask for; undefined for what asks for nothing. */
export const createAsked = ({ people, kept }: AskedParts) => {
  /** What those are called who wrote a message or are mentioned in it, as far as Slack says so in time. */
  const namesFor = async (arrival: Arrival, install: Install): Promise<NameOf> => {
    if (arrival.kind !== "shortcut" || !arrival.message) return () => undefined;
    const { author, text } = arrival.message;
    const users = [...(author === undefined ? [] : [author]), ...mentionedIn(text)];
    const names = await Promise.all(
      users.map(async (user) => {
        const found = await within(people.who(install, { user, handle: user }), INTRODUCTION);
        return [user, found === "late" ? undefined : found?.speaker.name] as const;
      }),
    );
    const named = new Map(names);
    return (user) => named.get(user);
  };

  return async (arrival: Arrival, install: Install): Promise<Asked | undefined> => {
    switch (arrival.kind) {
      case "line":
        return { input: arrival.text, seen: [] };
      case "press": {
        const { call, seen } = await kept.real(callOf(arrival.value), install.workspace);
        return { input: call, seen };
      }
      case "shortcut": {
        const begun = begunBy(arrival.name, arrival.message, await namesFor(arrival, install));
        return begun && { input: begun.call, seen: begun.seen };
      }
      default:
        return undefined;
    }
  };
};
