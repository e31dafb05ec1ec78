import { z } from "zod";
import { onOneRequest } from "./one-request.ts";
import { line, maybe, onRequest } from "./options.ts";

/** Ends the work on a request, whatever came of it. */
export const close = onOneRequest({
  name: "close",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "reason"],
  examples: ["close AID-1 Their suspension is confirmed"],
  options: z.object({ ...onRequest(), reason: line() }),
  intend: async (typed) => ({ do: "close", reason: typed.reason }),
  headline: "did.close",
});

/** Takes a closed or withdrawn request up again. */
export const reopen = onOneRequest({
  name: "reopen",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "reason"],
  examples: ["reopen AID-1 They resumed sales"],
  options: z.object({ ...onRequest(), reason: maybe(line(), { form: true }) }),
  intend: async (typed) => ({ do: "reopen", reason: typed.reason ?? "" }),
  headline: "did.reopen",
});

/** Takes the ask back. An answer that still comes is recorded, but nobody is chased. */
export const withdraw = onOneRequest({
  name: "withdraw",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "reason"],
  examples: ["withdraw AID-1 Sent to the wrong entity"],
  options: z.object({ ...onRequest(), reason: line() }),
  intend: async (typed) => ({ do: "withdraw", reason: typed.reason }),
  headline: "did.withdraw",
});
