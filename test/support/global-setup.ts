import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of a PostgreSQL for this test run; undefined where none can run. */
    readonly postgresUrl: string | undefined;
  }
}

/** One PostgreSQL for the whole run: TEST_DATABASE_URL, or one that we start and stop. */
export default async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") {
    project.provide("postgresUrl", given);
    return undefined;
  }
  try {
    const server = await startPostgres();
    project.provide("postgresUrl", server.url);
    return server.stop;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.warn(`Tests on a real PostgreSQL are skipped: ${why}\nSet TEST_DATABASE_URL to run them.`);
    project.provide("postgresUrl", undefined);
    return undefined;
  }
};
