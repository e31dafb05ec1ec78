import { connect } from "../../db/connect.ts";
import { createQueue } from "../../db/queue.ts";
import { courier, silent } from "./courier.ts";

/** Takes a job from the queue of a database, says so, and never finishes: `node sleeper.ts URL`. */
const database = await connect({ url: process.argv[2] ?? "" });
const queue = await createQueue(database, { log: silent });
const { work } = courier(async () => {
  process.stdout.write("taken\n");
  await new Promise(() => undefined);
});
await queue.start(work);
