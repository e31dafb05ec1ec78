import { readConfig } from "../../src/config.ts";
import type { Desktop } from "../../src/process/desktop.ts";
import { testClock } from "./clock.ts";
import { collectedLog } from "./log.ts";
import { seededRandom } from "./random.ts";

/** What a command of the shell works with, and what it said. */
export const testDesktop = (settings: Readonly<Record<string, string>>) => {
  const written: string[] = [];
  const complained: string[] = [];
  const desktop: Desktop = {
    config: readConfig({ AIDLINE_ZONE: "UTC", ...settings }),
    log: collectedLog().log,
    clock: testClock(),
    random: seededRandom("desktop"),
    colour: false,
    width: () => 100,
    write: (lines) => void written.push(...lines),
    complain: (lines) => void complained.push(...lines),
  };
  return { desktop, written, complained };
};
