import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    // The embedded database is several hundred megabytes of WebAssembly: a process a file gives it back.
    pool: "forks",
    maxWorkers: 2,
    // A test may start a database of its own, and small machines run several at a time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
