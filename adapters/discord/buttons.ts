import type { APIButtonComponentWithCustomId } from "discord-api-types/v10";
import { type Call, decodeCall, encodeCall } from "../../src/call.ts";
import type { Button } from "../../src/view/view.ts";
import { label } from "../shared/words.ts";
import { COMPONENT, STYLE } from "./kinds.ts";
import { BUTTON } from "./limits.ts";

/** Room for what tells two buttons of one call apart: a message has fewer than a hundred. */
const APART = "#99".length;

/** Behind this sign a button bears what is none of its call. */
export const BESIDE = "##";

/** What a button says when it is pressed: its call. */
const idOf = (call: Call): string => encodeCall(call).toWellFormed();

/** Whether a button can carry its call; the bot parks longer ones, so that all of its do. */
export const carries = ({ call }: Button): boolean => call.command !== "" && idOf(call).length <= BUTTON.id - APART;

const STYLES = { main: STYLE.primary, plain: STYLE.secondary, danger: STYLE.danger } as const;

/**
 * Buttons whose `custom_id` is their call. Discord takes each only once in a message, and two buttons may
 * mean the same, so all of a message's are made together.
 */
export const buttonsOf = (buttons: readonly Button[]): readonly APIButtonComponentWithCustomId[] => {
  const count = new Map<string, number>();
  return buttons.map((button) => {
    const id = idOf(button.call);
    const nth = (count.get(id) ?? 0) + 1;
    count.set(id, nth);
    return {
      type: COMPONENT.button,
      style: STYLES[button.weight],
      label: label(button.label, BUTTON.label),
      // A call's own text never has this sign: it would be written as its code.
      custom_id: nth === 1 ? id : `${id}#${nth}`,
    };
  });
};

/** The call that a `custom_id` carries. Total: an id that is none of ours names no command. */
export const callOf = (id: string): Call => decodeCall(id.replace(/#.*$/su, ""));
