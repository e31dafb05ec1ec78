import { writeFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { CLUSTER } from "./cluster.ts";

/**
 * `npm run cluster`: makes the shipped cluster anew. Needed when PGlite is raised to another version,
 * together with CLUSTER.pglite; initdb is run here so that no first start has to (1.1 GB and seconds).
 */
const pglite = await PGlite.create();
await pglite.exec("CHECKPOINT");
const archive = await pglite.dumpDataDir("gzip");
await writeFile(CLUSTER.archive, new Uint8Array(await archive.arrayBuffer()));
await pglite.close();
