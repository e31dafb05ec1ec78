import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder for the tests of one file, which removes it. */
export const lastingFolder = (): string => mkdtempSync(join(tmpdir(), "aidline-test-"));
