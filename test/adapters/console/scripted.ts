import type { Stage } from "../../../adapters/console/perform.ts";
import { createRoom, type Room, type Sight } from "../../../adapters/console/room.ts";
import type { Call, Invocation } from "../../../src/call.ts";
import { plusDays } from "../../../src/domain/time.ts";
import type { Answer, Bot } from "../../../src/ports.ts";
import type { Block, Form, View } from "../../../src/view/view.ts";

/** A view of a title and blocks. */
export const says = (title: string, ...blocks: readonly Block[]): View => ({ title: [title], tone: "plain", blocks });

/** A block of buttons, each a caption and the command behind it. */
export const buttons = (...captions: readonly (readonly [label: string, command: string])[]): Block => ({
  kind: "buttons",
  buttons: captions.map(([label, command]) => ({ label, weight: "plain", call: { command, options: {} } })),
});

const SNOOZE: Form = {
  title: "Snooze AID-1",
  call: { command: "snooze", options: { request: "AID-1" } },
  fields: [
    { option: "reason", label: "Reason", kind: "text", required: true },
    {
      option: "until",
      label: "Until",
      kind: "choice",
      required: false,
      choices: [
        { value: "48h", label: "Two days" },
        { value: "1w", label: "A week" },
      ],
    },
  ],
  submit: "Snooze",
};

const wordOf = ({ input }: Invocation): string => (typeof input === "string" ? input : input.command);

const ANSWERS: Readonly<Record<string, Answer>> = {
  show: { view: says("AID-1 Amazon", buttons(["Snooze", "snooze"], ["Done", "close"])), audience: "channel" },
  mine: { view: says("Yours alone"), audience: "caller" },
  close: { view: says("AID-1 is done", buttons(["Reopen", "reopen"])), audience: "channel", replaces: true },
};

/** A bot that knows a handful of answers by heart and remembers what it was asked. */
export const scriptedBot = (): Bot & { readonly asked: readonly Invocation[] } => {
  const asked: Invocation[] = [];
  const opens = (invocation: Invocation): boolean =>
    wordOf(invocation) === "snooze" &&
    (typeof invocation.input === "string" || invocation.input.options["reason"] === undefined);
  return {
    asked,
    commands: [],
    form: (invocation) => (opens(invocation) ? SNOOZE : undefined),
    suggest: async () => [],
    meet: async () => ({ language: "en" }),
    handle: async (invocation) => {
      asked.push(invocation);
      if (wordOf(invocation) === "snooze") {
        const { options } = invocation.input as Call; // a bare snooze opens the form above and never gets here
        if (options["reason"] === "nowhere")
          return { view: says("No AID-1"), audience: "caller", faults: { request: "There is no AID-1." } };
        return options["reason"]
          ? {
              view: says(`Snoozed: ${options["reason"]}, ${options["until"] ?? "no end"}`),
              audience: "channel",
              replaces: true,
            }
          : { view: says("A reason, please"), audience: "caller", faults: { reason: "Say why." } };
      }
      return (
        ANSWERS[wordOf(invocation)] ?? {
          view: { ...says(`What is "${wordOf(invocation)}"?`), tone: "refused" },
          audience: "caller",
        }
      );
    },
  };
};

/** A chat at a fixed hour in which a reminder for AID-1 falls due every midnight. */
export const scriptedStage = (): Stage & {
  readonly bot: ReturnType<typeof scriptedBot>;
  readonly room: Room;
  readonly sights: readonly Sight[];
} => {
  const sights: Sight[] = [];
  let at = "2022-03-07T07:00:00.000Z";
  const room = createRoom({
    speaker: { account: "you", name: "you" },
    place: "#general",
    language: "en",
    now: () => at,
    see: (sight) => sights.push(sight),
  });
  return {
    bot: scriptedBot(),
    room,
    sights,
    zone: "Europe/Kyiv",
    now: () => at,
    pass: async (to) => {
      for (let day = plusDays(at.slice(0, 10), 1); `${day}T00:00` <= to; day = plusDays(day, 1)) {
        at = `${day}T00:00:00.000Z`;
        const place = { platform: "console", id: "#outreach", name: "#outreach" } as const;
        room.post(
          place,
          says(`AID-1 reminder of ${day}`, buttons(["Done", "close"], ["Snooze", "snooze"])),
          `reminder-${day}`,
          "en",
        );
      }
      at = to;
    },
  };
};
