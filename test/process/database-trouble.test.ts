import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { databaseTrouble } from "../../src/process/database-trouble.ts";

describe("a fault of the database", () => {
  it("is told in a plain sentence when an operator can mend it", async () => {
    // Port 1 is reserved, and nothing listens there.
    const [refused] = await once(connect(1, "127.0.0.1"), "error");
    expect(databaseTrouble(new Error("select 'a name'", { cause: refused }))).toMatch(/No PostgreSQL answers/);
    expect(databaseTrouble(Object.assign(new Error("role"), { code: "42501" }))).toMatch(/CREATEROLE/);
    expect(databaseTrouble(Object.assign(new Error("write"), { code: "CONNECTION_CLOSED" }))).toMatch(/was lost/);
  });

  it("stays a fault when nobody knows what to do about it", () => {
    expect(databaseTrouble(new Error("x"))).toBeUndefined();
  });
});
