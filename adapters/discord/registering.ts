import { z } from "zod";
import type { CommandSpec } from "../../src/commands/command.ts";
import type { Log } from "../../src/ports.ts";
import { commandsOf } from "./commands.ts";
import { sameCommands } from "./registered.ts";
import type { Rest } from "./rest.ts";
import type { Pen } from "./write.ts";

/**
 * Tells Discord which commands there are, if it knows others. That it does not take them is no reason not to
 * start: those that it knows go on working.
 */
export const registerCommands = async (
  app: string,
  specs: readonly CommandSpec[],
  { rest, pen, log }: { readonly rest: Rest; readonly pen: Pen; readonly log: Log },
): Promise<void> => {
  const wanted = commandsOf(specs);
  try {
    const query = { with_localizations: "true" };
    const known = await rest.bot({ method: "GET", path: `/applications/${app}/commands`, query });
    if (sameCommands(z.array(z.unknown()).parse(known), wanted)) return;
    await pen.commands(app, wanted);
    log.info("discord.commands", { count: wanted.length });
  } catch (error) {
    log.error("discord.commands", { error });
  }
};
