import { z } from "zod";
import { onOneRequest } from "./one-request.ts";
import { line, onRequest } from "./options.ts";

/** Stops the clock while they wait for us; the working days that are left are kept. */
export const pause = onOneRequest({
  name: "pause",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "reason"],
  examples: ["pause AID-1 They asked which accounts we mean"],
  options: z.object({ ...onRequest(), reason: line() }),
  intend: async (typed) => ({ do: "pause", reason: typed.reason }),
  headline: "did.pause",
});

/** Starts the clock again with the working days that were left. */
export const resume = onOneRequest({
  name: "resume",
  group: "steer",
  needs: "coordinator",
  positional: ["request"],
  examples: ["resume AID-1"],
  options: z.object(onRequest()),
  intend: async () => ({ do: "resume" }),
  headline: "did.resume",
});
