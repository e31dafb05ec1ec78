/**
 * Loaded before Aidline with `--import planted.ts?<mistake>`: mistakes that are easily made, planted where a process
 * meets the network, since the product itself has no place for them.
 */
export const FLAWS = {
  mark: "says that a message was sent before it is sent",
  retry: "sends a message again, every second, when its answer is lost",
} as const;
type Flaw = keyof typeof FLAWS;

const planted = new URL(import.meta.url).search.slice(1);

/** Milliseconds between the word and the deed. */
const LATER = 300;

/** How often a lost answer is taken for a failure, and the milliseconds in between. */
const TRIES = 20;
const AGAIN = 1_000;

const real = globalThis.fetch;
const isPost = (input: Parameters<typeof fetch>[0]): boolean => {
  const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
  return url.endsWith("/chat.postMessage");
};

let sent = 0;

const FETCHES: Readonly<Record<Flaw, typeof fetch>> = {
  mark: async (input, init) => {
    if (!isPost(input)) return real(input, init);
    sent += 1;
    setTimeout(() => {
      real(input, { ...init, signal: null }).catch(() => undefined);
    }, LATER);
    return Response.json({ ok: true, channel: "C0", ts: `${process.pid}.${String(sent).padStart(6, "0")}` });
  },
  retry: async (input, init) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await real(input, isPost(input) ? { ...init, signal: null } : init);
      } catch (fault) {
        if (!isPost(input) || tries === TRIES) throw fault;
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
  },
};

if (planted === "mark" || planted === "retry") globalThis.fetch = FETCHES[planted];
