import { type Log, Undeliverable } from "../../src/ports.ts";
import type { Form } from "../../src/view/view.ts";
import { within } from "../shared/within.ts";
import { type Arrival, isDirect } from "./arrival.ts";
import { OPTIONS } from "./limits.ts";
import type { Register } from "./registers.ts";
import type { Rest } from "./rest.ts";
import { homesFor, type VisitedChannel } from "./visited.ts";

/** A form as it can be filled in where it is opened. */
export type FormHere = (form: Form, arrival: Arrival, register: Register) => Promise<Form>;

/** Milliseconds for which a form is kept back: Discord gives three seconds to open it. */
const SOON = 1_200;

/** As long as a channel may be as the core reads one: its name is only shown. */
const REFERENCE = 80;

const referenceTo = ({ id, name }: VisitedChannel): string => {
  const whole = `<#${id}|${name.replaceAll(">", "")}>`;
  return whole.length <= REFERENCE ? whole : `<#${id}>`;
};

/**
 * In a direct conversation Discord has no channels to choose from: a form that asks for one lists those of the server
 * that it is about, as far as whoever fills it in sees them there. Where Discord does not say in time, it is typed.
 */
export const createFormHere =
  (rest: Rest, log: Log): FormHere =>
  async (form, arrival, { server }) => {
    if (!isDirect(arrival) || form.fields.every(({ kind }) => kind !== "channel")) return form;
    const asking = homesFor(rest, server, arrival.user).catch((error: unknown) => {
      log.info("discord.other_way", { why: error instanceof Undeliverable ? error.message : "no answer" });
      return [];
    });
    const homes = await within(asking, SOON);
    if (homes === "late" || homes.length === 0) return form;
    const choices = homes.slice(0, OPTIONS.count).map((home) => ({ value: referenceTo(home), label: `#${home.name}` }));
    const fields = form.fields.map((field) =>
      field.kind === "channel" && !field.value ? { ...field, kind: "choice" as const, choices } : field,
    );
    return { ...form, fields };
  };
