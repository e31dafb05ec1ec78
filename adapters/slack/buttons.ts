import type { types } from "@slack/bolt";
import { type Call, decodeCall, encodeCall } from "../../src/call.ts";
import type { Button } from "../../src/view/view.ts";
import { label, oneLine } from "../shared/words.ts";
import { BUTTON } from "./limits.ts";

/** What a screen reader says: "Snooze" alone does not tell which request. */
const spokenAs = ({ label: words, call }: Button): string | undefined => {
  const ref = call.options["request"];
  if (ref === undefined || words.includes(ref)) return undefined;
  const spoken = `${oneLine(words)}, ${oneLine(ref)}`;
  return spoken.length <= BUTTON.spoken ? spoken : undefined;
};

/** Whether a button can carry its call; the bot parks longer ones, so that all of its do. */
export const carries = ({ call }: Pick<Button, "call">): boolean =>
  call.command !== "" && encodeCall(call).length <= BUTTON.value;

/** A button whose value is its call. */
export const buttonOf = (button: Button, place: number): types.Button => {
  const spoken = spokenAs(button);
  return {
    type: "button",
    // Slack wants a name for each; the value says all.
    action_id: `aid.${place}`,
    text: { type: "plain_text", text: label(button.label, BUTTON.text), emoji: false },
    value: encodeCall(button.call).toWellFormed(),
    ...(button.weight === "main" && { style: "primary" as const }),
    ...(button.weight === "danger" && { style: "danger" as const }),
    ...(spoken && { accessibility_label: spoken }),
  };
};

/** The call that a pressed button carried. Total: a value that is none of ours names no command. */
export const callOf = (value: string | undefined): Call => decodeCall(value ?? "");
