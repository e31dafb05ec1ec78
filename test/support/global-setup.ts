import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { startPostgres, type TestServer } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where test files ask for the run's PostgreSQL: its address as text, or 503. */
    readonly postgresAt: string;
  }
}

/**
 * One PostgreSQL for the whole run: TEST_DATABASE_URL, or one that we start when a test file first
 * asks, since most runs need none. Where none can run, that is said once and its suites are skipped.
 */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  let server: Promise<TestServer | undefined> | undefined;
  const desk = createServer((_request, response) => {
    server ??= openServer();
    void server.then((found) => response.writeHead(found === undefined ? 503 : 200).end(found?.url));
  });
  await new Promise<void>((resolve) => desk.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = desk.address() as AddressInfo;
  project.provide("postgresAt", `http://127.0.0.1:${port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await (await server)?.stop();
  };
};

const openServer = async (): Promise<TestServer | undefined> => {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") return { url: given, stop: async () => undefined };
  try {
    return await startPostgres();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.warn(`Skipping what needs a real PostgreSQL: ${why}\nSet TEST_DATABASE_URL to run it.`);
    return undefined;
  }
};
