import { readdirSync } from "node:fs";
import type { Report } from "./table.ts";

/** `npm run bench -- NAME` runs `NAME.bench.ts` of this folder, which exports `bench`. */
const ENDING = ".bench.ts";

const [name] = process.argv.slice(2);
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));

if (name === undefined || !known.includes(name)) {
  console.error(`What shall be measured? npm run bench -- ${known.join(" | ") || "NAME (there is none yet)"}`);
  process.exitCode = 2;
} else {
  // Every file of that ending exports `bench`; one that does not fails here, by name.
  const { bench } = (await import(new URL(name + ENDING, import.meta.url).href)) as { bench: () => Promise<Report> };
  const { text, reached } = await bench();
  console.log(text);
  process.exitCode = reached ? 0 : 1;
}
