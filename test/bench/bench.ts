import { readdirSync } from "node:fs";
import { isEnough, type Measured } from "./measure.ts";
import { table } from "./table.ts";

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
  const { bench } = (await import(new URL(name + ENDING, import.meta.url).href)) as {
    bench: () => Promise<readonly Measured[]>;
  };
  const measured = await bench();
  console.log(table(measured));
  process.exitCode = measured.every(isEnough) ? 0 : 1;
}
