import type { AddressInfo } from "node:net";
import { App, HTTPReceiver } from "@slack/bolt";
import { runErrands } from "./errands.ts";
import { PATH, SECRET } from "./slack-wire.ts";

/** The least that anybody could put behind Slack: Bolt alone, whose one listener acknowledges and does nothing. */
const receiver = new HTTPReceiver({ signingSecret: SECRET, endpoints: PATH });
const app = new App({ receiver, authorize: async () => ({}), convoStore: false });
app.command("/aid", ({ ack }) => ack());
const server = await app.start(0);

/** Answers with the address at which it listens. */
runErrands(async () => {
  // A server that listens on a port has an address of this kind.
  const { port } = ("address" in server ? server.address() : undefined) as AddressInfo;
  return `http://127.0.0.1:${port}`;
});
