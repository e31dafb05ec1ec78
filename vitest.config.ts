import { defineConfig } from "vitest/config";

const TESTS = "test/**/*.test.ts";

/** What measures its own process, or changes it for good. */
const ALONE = ["test/db/embedded.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    // A test may start a database of its own, and small machines run several at a time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // Loading a file's modules takes longer than most files: those of one process share them.
      { extends: true, test: { name: "together", include: [TESTS], exclude: ALONE, isolate: false } },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
  },
});
