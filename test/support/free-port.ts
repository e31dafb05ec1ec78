import { once } from "node:events";
import { createServer } from "node:net";

/** A port of this machine that is free now, for what has to be told one and cannot say which 0 became. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
};
