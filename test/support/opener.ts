import { connect } from "../../db/connect.ts";
import { migrate } from "../../db/migrate.ts";

/** Lives through a first start in a folder and says how many MB it needed at most: `node opener.ts FOLDER`. */
const database = await connect({ folder: process.argv[2] ?? "" });
await migrate(database);
await database.close();
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
