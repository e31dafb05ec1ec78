import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { completionsFor } from "../../../adapters/console/completion.ts";
import { type Console, createConsole } from "../../../adapters/console/index.ts";
import type { Place } from "../../../src/domain/parties.ts";
import { type Bot, type Outgoing, Undeliverable } from "../../../src/ports.ts";
import type { View } from "../../../src/view/view.ts";
import { buttons, says, scriptedBot, scriptedStage } from "./scripted.ts";

interface Seat {
  readonly console: Console;
  readonly bot: ReturnType<typeof scriptedBot>;
  type(...lines: readonly string[]): void;
  leave(): void;
  screen(): string;
}

/** Somebody at a console: at a terminal, or behind a pipe. */
const seat = async (terminal: boolean): Promise<Seat> => {
  const input = Object.assign(new PassThrough(), { isTTY: terminal, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY: terminal, columns: 80 });
  let written = "";
  output.on("data", (chunk) => {
    written += String(chunk);
  });
  const bot = scriptedBot();
  const console = createConsole({
    input,
    output,
    speaker: { account: "ann", name: "ann" },
    place: "#general",
    zone: "UTC",
    language: "en",
    colour: false,
    now: () => "2022-03-07T07:00:00.000Z",
    register: "Kept in memory.",
  });
  await console.start(bot);
  return {
    console,
    bot,
    type: (...lines) => void input.write(lines.map((line) => `${line}\n`).join("")),
    leave: () => void input.end(),
    screen: () => written,
  };
};

/** The screen after all that was typed has been done. */
const after = async (at: Seat): Promise<string> => {
  at.leave();
  await at.console.ended;
  await at.console.stop();
  return at.screen();
};

const outreach = { platform: "console", id: "#outreach", name: "#outreach" } as const;

const message = (place: Place, view: View): Outgoing => ({ workspace: "w", place, view, key: "token", language: "en" });

describe("a console behind a pipe", () => {
  it("does line after line and ends well", async () => {
    const pipe = await seat(false);
    pipe.type("# a comment", "in #outreach", "/aid show AID-1", "show", "2");
    const screen = await after(pipe);
    expect(await pipe.console.ended).toBe(0);
    expect(screen).toBe(`
-- #outreach, Mon 7 Mar 2022, 07:00 UTC --
ann  /aid show AID-1
Aidline  (only ann sees this)
| What is "show AID-1"?
ann  /aid show
Aidline
| AID-1 Amazon
| [1] Snooze  [2] Done
ann  [Done]
Aidline
| AID-1 is done
| [3] Reopen
`);
  });

  it("stops at the first line that cannot be done, with status 1", async () => {
    const pipe = await seat(false);
    pipe.type("press 7", "show");
    const screen = await after(pipe);
    expect(await pipe.console.ended).toBe(1);
    expect(screen).toContain('! There is no button "7" here.');
    expect(screen).toContain("No line after this one was done.");
    expect(pipe.bot.asked).toEqual([]);
  });

  it("stops at an expectation that is not met", async () => {
    const pipe = await seat(false);
    pipe.type("show", 'expect "AID-2"');
    expect(await after(pipe)).toContain('! expected: "AID-2"');
    expect(await pipe.console.ended).toBe(1);
  });

  it("presses no button with a number while a form is open, until that is put away", async () => {
    const pipe = await seat(false);
    pipe.type("show", "snooze", "2");
    expect(await after(pipe)).toContain("! A form is open, and 2 answers nothing in it.");
    expect(pipe.bot.asked.map(({ input }) => input)).toEqual(["show"]);
    const other = await seat(false);
    other.type("show", "snooze", "cancel", "2");
    expect(await after(other)).toContain("AID-1 is done");
  });

  it("takes a number for a choice of the field that is to be answered", async () => {
    const chosen = async (typed: string): Promise<string> => {
      const pipe = await seat(false);
      pipe.type("show", "snooze", "fill reason:nowhere", typed);
      return after(pipe);
    };
    expect(await chosen("2")).toContain("until: Until = 1w");
    expect(await chosen("3")).toContain("! A form is open, and 3 answers nothing in it.");
    expect(await chosen("0")).toContain("! A form is open, and 0 answers nothing in it.");
  });

  it("does not pretend to move real time", async () => {
    const pipe = await seat(false);
    pipe.type("advance 48h");
    expect(await after(pipe)).toContain("Time is real here");
  });
});

describe("a console at a terminal", () => {
  it("greets in ten lines at most, with things to try", async () => {
    const screen = await after(await seat(true));
    const greeting = screen.slice(0, screen.indexOf("ann #general>"));
    expect(greeting.split("\n").length).toBeLessThanOrEqual(10);
    expect(greeting).toContain("You are ann in #general. Kept in memory.");
  });

  it("goes on after a mistake", async () => {
    const terminal = await seat(true);
    terminal.type("press 7", "show");
    expect(await after(terminal)).toContain("AID-1 Amazon");
    expect(await terminal.console.ended).toBe(0);
  });

  it("asks a form field by field, required ones until they are answered", async () => {
    const terminal = await seat(true);
    terminal.type("snooze", "", "in two days they promised", "2", "mine");
    const screen = await after(terminal);
    expect(screen).toContain("! required");
    expect(screen).toContain("Snoozed: in two days they promised, 1w");
    expect(screen).toContain("Yours alone");
  });

  it("sends a form early, and asks again only for what was wrong", async () => {
    const terminal = await seat(true);
    terminal.type("snooze", "send", "because", "show");
    const screen = await after(terminal);
    expect(screen).toContain("! Say why.");
    expect(screen).toContain("Snoozed: because, no end");
    expect(screen).toContain("AID-1 Amazon");
  });

  it("says what is wrong with something that a form only carries", async () => {
    const terminal = await seat(true);
    terminal.type("snooze", "nowhere", "");
    expect(await after(terminal)).toContain("! request: There is no AID-1.");
  });

  it("puts a form away", async () => {
    const terminal = await seat(true);
    terminal.type("snooze", "cancel", "show");
    expect(await after(terminal)).toContain("nothing was changed");
    expect(terminal.bot.asked.map(({ input }) => input)).toEqual(["show"]);
  });

  it("shows what is posted above the line that is being typed, and shows that line again", async () => {
    const terminal = await seat(true);
    await terminal.console.post(message(outreach, says("AID-1 is late", buttons(["Done", "close"]))));
    const screen = terminal.screen();
    expect(screen).toMatch(/AID-1 is late[^]*ann #general> /u);
    await after(terminal);
  });

  it("takes no message for another platform", async () => {
    const terminal = await seat(true);
    await expect(terminal.console.post(message({ ...outreach, platform: "slack" }, says("x")))).rejects.toBeInstanceOf(
      Undeliverable,
    );
    await after(terminal);
  });
});

describe("Tab", () => {
  const bot: Bot = {
    ...scriptedBot(),
    commands: [
      {
        name: "request",
        group: "ask",
        needs: "coordinator",
        changes: true,
        examples: [],
        audience: "channel",
        options: [
          { name: "company", kind: "company", required: true, position: 0 },
          { name: "kind", kind: "choice", required: true, choices: ["equipment", "expertise", "funding"] },
        ],
      },
    ],
    suggest: async (_, option, typed) => [{ value: `${option} like ${typed}`, label: "x" }],
  };
  const offered = async (line: string): Promise<unknown> => completionsFor(line, { bot, room: scriptedStage().room });

  it("offers commands, and the prompt's own words", async () => {
    expect(await offered("re")).toEqual({ offered: ["request "], replaced: "re" });
    expect(await offered("pre")).toEqual({ offered: ["press "], replaced: "pre" });
    expect(await offered("/aid r")).toEqual({ offered: ["request "], replaced: "r" });
  });

  it("offers choices of a named option, and the names of options", async () => {
    expect(await offered("request Amazon kind:e")).toEqual({
      offered: ["kind:equipment ", "kind:expertise "],
      replaced: "kind:e",
    });
    expect(await offered("request Amazon k")).toEqual({ offered: ["kind:"], replaced: "k" });
  });

  it("offers what the register knows, in quotation marks where it has spaces", async () => {
    expect(await offered("request Ama")).toEqual({ offered: ['"company like Ama" '], replaced: "Ama" });
  });

  it("has nothing to say to an unknown word", async () => {
    expect(await offered("shout he")).toEqual({ offered: [], replaced: "he" });
  });
});
