import { createRequire, registerHooks } from "node:module";
import type postgres from "postgres";

/** What postgres.js 3.4.9 gets wrong when a connection ends, and what it does instead. */
const MENDED: readonly (readonly [wrong: RegExp, times: number, right: string])[] = [
  // What was to be written on a connection that ended stands in the way of all that is written on the next: no
  // attempt to connect gets further than its time-out, and this place in the pool is lost (porsager/postgres#1215).
  [
    /(?<=^ {4})clearImmediate\(nextWriteTimer\)$/gmu,
    2,
    "clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null",
  ],
  // The last words of a connection are not the answer to the first question on the next.
  [/(?<=^ {4})socket = null$/gmu, 1, "socket = errorResponse = null"],
  // A rejection that nobody hears ends the process: that of asking for types on a connection that ends.
  [/(?<=return )fetchArrayTypes\(\)$/gmu, 1, "fetchArrayTypes().catch(() => undefined)"],
];

const FILE = "/postgres/cjs/src/connection.js";

/** Throws where the driver is another than the one that was looked into. */
const mended = (source: string): string =>
  MENDED.reduce((text, [wrong, times, right]) => {
    const found = text.match(wrong)?.length ?? 0;
    if (found !== times)
      throw new Error(`This is not the postgres.js that db/driver.ts mends: ${wrong.source} is there ${found} times`);
    return text.replaceAll(wrong, right);
  }, source);

/** Loads the driver as CommonJS. Drizzle loads it as a module: that one is not mended, and nobody connects by it. */
const load = (): typeof postgres => {
  const hooks = registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      if (!url.endsWith(FILE)) return loaded;
      const { source } = loaded;
      return { ...loaded, source: mended(typeof source === "string" ? source : new TextDecoder().decode(source)) };
    },
  });
  try {
    // The package's types are those of both its forms.
    return createRequire(import.meta.url)("postgres") as typeof postgres;
  } finally {
    hooks.deregister();
  }
};

/**
 * postgres.js as it should behave when connections end, and upstream does not yet: whoever opens a connection takes it
 * from here. It is mended while it is loaded, since none of this can be reached from outside.
 */
export const driver = load();
