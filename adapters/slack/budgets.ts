import type { Budget } from "../../src/domain/budget.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Deed } from "../../src/ports.ts";

/**
 * What Slack takes (docs.slack.dev/apis/web-api/rate-limits): about one message a second in a channel, with
 * short bursts; several hundred messages a minute in a workspace; fifty edits a minute, and fifty looks at
 * histories. A morning in one channel is three reminders, an approval and a digest, so five go at once.
 */
const CHANNEL = { perSecond: 1, burst: 5 } as const;
const WORKSPACE = { perSecond: 5, burst: 50 } as const;
const TIER_3 = { perSecond: 50 / 60, burst: 20 } as const;

/** What all of a workspace shares: closed, nothing is done in any of its channels. */
export const wholeWorkspace = (workspace: Id): readonly Budget[] => [
  { key: `slack/${workspace}/post`, ...WORKSPACE },
  { key: `slack/${workspace}/edit`, ...TIER_3 },
  { key: `slack/${workspace}/find`, ...TIER_3 },
];

/** Posting in a channel (or to a person), editing and looking anywhere: each has limits of its own, by workspace. */
export const budgetsFor = (workspace: Id, channel: string, deed: Deed): readonly Budget[] =>
  deed === "post"
    ? [
        { key: `slack/${workspace}/post/${channel}`, ...CHANNEL },
        { key: `slack/${workspace}/post`, ...WORKSPACE },
      ]
    : [{ key: `slack/${workspace}/${deed}`, ...TIER_3 }];
