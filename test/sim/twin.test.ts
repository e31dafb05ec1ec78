import { expect, it } from "vitest";
import { onBothDatabases } from "../support/grounds.ts";
import { differenceIn } from "./twin.ts";

/** AIDLINE_SEEDS=300 for the long form. */
const SEEDS = Number(process.env["AIDLINE_SEEDS"] ?? 6);

onBothDatabases("the rows of the simulation", (ground) => {
  it(`do what those of the database do, ${SEEDS} seeds over`, { timeout: 20_000 + SEEDS * 2_000 }, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) expect(await differenceIn(ground().database, seed)).toBeUndefined();
  });
});
