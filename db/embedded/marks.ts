import { stat } from "node:fs/promises";
import { join } from "node:path";

/** Made with the cluster, and written in place ever after. */
const LASTING = ["PG_VERSION", "global", "global/pg_control"];

/**
 * Tells a cluster's files from a copy of them: whatever is put back, by `cp`, `tar` or `rsync`, gets new files. Moving the
 * folder within its file system changes none of it; a file system that is itself put back to an older state does not
 * either, and nobody can see that from here.
 */
export const marksOf = async (cluster: string): Promise<string> => {
  const found = await Promise.all(LASTING.map((name) => stat(join(cluster, name), { bigint: true })));
  return found.map(({ ino, birthtimeMs }) => `${ino}.${birthtimeMs}`).join("/");
};
