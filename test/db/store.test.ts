import { storeContract } from "../contracts/store.contract.ts";
import { onBothDatabases } from "../support/grounds.ts";

onBothDatabases("a store", storeContract);
