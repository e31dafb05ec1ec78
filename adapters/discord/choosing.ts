import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { View } from "../../src/view/view.ts";
import { type Arrival, isDirect } from "./arrival.ts";
import { callOf } from "./buttons.ts";
import type { Register, Registers } from "./registers.ts";

/** The button's command by which somebody says which server they mean; no command of the register's. */
const SERVER = "server";

/** Finds out for which register something is, and asks where several may be meant. */
export interface Choosing {
  /** The register; or what its person is told or asked instead. */
  meant(arrival: Arrival): Promise<Register | View>;
  /** What is said to whoever has just chosen; undefined for anything else. */
  chosen(arrival: Arrival): Promise<View | undefined>;
}

/** What choosing works with. */
export interface ChoosingParts {
  readonly registers: Registers;
  nameOf(server: string): Promise<string>;
  readonly language: Language;
}

/** Servers that are offered: as many as there are buttons in a message with room to read them. */
const MOST = 20;

/** What is said directly to the app is for the server where a person was last, unless that may be another. */
export const createChoosing = ({ registers, nameOf, language }: ChoosingParts): Choosing => {
  const wordsFor = (arrival: Arrival) => speak(arrival.language ?? language).words;

  const ask = async (arrival: Arrival, several: readonly Register[]): Promise<View> => {
    const words = wordsFor(arrival);
    const buttons = [];
    for (const { server } of several.slice(0, MOST)) {
      const call = { command: SERVER, options: { id: server } };
      buttons.push({ label: await nameOf(server), weight: "plain" as const, call });
    }
    return {
      title: [words("discord.which_server")],
      tone: "plain",
      blocks: [
        { kind: "text", text: [words("discord.which_server.why")] },
        { kind: "buttons", buttons },
      ],
    };
  };

  return {
    meant: async (arrival) => {
      if (arrival.server !== undefined) return registers.of(arrival.server);
      const on = arrival.kind === "press" || arrival.kind === "submit" ? arrival.on : undefined;
      const found = await registers.meant(arrival.user, on?.server);
      if ("workspace" in found) return found;
      if (found.length > 0) return ask(arrival, found);
      return { title: [wordsFor(arrival)("discord.no_server")], tone: "refused", blocks: [] };
    },

    chosen: async (arrival) => {
      if (arrival.kind !== "press" || !isDirect(arrival)) return undefined;
      const { command, options } = callOf(arrival.id);
      if (command !== SERVER) return undefined;
      const register = await registers.choose(arrival.user, options["id"] ?? "");
      const words = wordsFor(arrival);
      if (!register) return { title: [words("discord.no_server")], tone: "refused", blocks: [] };
      const server = await nameOf(register.server);
      return { title: [words("discord.server_chosen", { server })], tone: "good", blocks: [] };
    },
  };
};
