import { describe, expect, it } from "vitest";
import { registers } from "../support/begun.ts";

const { begun } = registers();

const TERMINALS = 'request "Orbit Systems" "Термінали зв’язку" kind:equipment channel:email';
const ARCHIVE = 'request Northwind "Host our archive" kind:hosting_backup channel:email';

describe("Words in a list", () => {
  it.each(["термінал", "ORBIT", "syst", "Орбіта"])(
    "find a request by its title and its company's names: %s",
    async (words) => {
      const { olena } = await begun([TERMINALS, 'company "Orbit Systems" alias:"Орбіта"', ARCHIVE]);
      const { text } = await olena.says(`list ${words}`);
      expect(text).toContain("AID-1");
      expect(text).not.toContain("AID-2");
    },
  );

  it.each(["%", ",", "Inc"])("are letters, and find nothing where nobody has them: %s", async (words) => {
    const { olena } = await begun([TERMINALS, ARCHIVE]);
    expect((await olena.says(`list "${words}"`)).text).toContain("Nothing matches.");
  });

  it("lead to nobody whose name is withheld", async () => {
    const { olena, world } = await begun([TERMINALS]);
    await world.as("admin").says('company "Orbit Systems" alias:"Orbita" redact:"A company"');
    for (const words of ["Orbit", "Systems", "Orbita"])
      expect((await olena.says(`list ${words}`)).text).toContain("Nothing matches.");
    expect((await olena.says('list "a company"')).text).toContain("AID-1");
  });

  it("say of what is closed that it is there, and show it at one press", async () => {
    const { olena } = await begun([TERMINALS, ARCHIVE, "close AID-1 Done"]);
    const found = await olena.says("list orbit");
    expect(found.text).toContain("Nothing matches.\n1 closed or withdrawn request matches.");
    expect((await found.presses("Show closed ones")).text).toContain("AID-1");
    expect((await olena.says("list nowhere")).text).not.toContain("closed");
  });
});
