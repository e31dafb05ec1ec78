import { type Delivery, stateOf } from "./contribution.ts";
import { type Dossier, isConfirmed, levelOf } from "./level.ts";
import type { Evidence } from "./request.ts";

/** Deliveries of which no recipient has said that they arrived; what was called off arrives no more. */
export const unconfirmedDeliveries = (record: Dossier): readonly Delivery[] =>
  record.deliveries.filter((one) => stateOf(one) !== "cancelled" && !isConfirmed(levelOf(record, "delivery", one.no)));

/** Of those, what is said to be here: one press by the recipient is all that is missing. */
export const awaitingConfirmation = (record: Dossier): readonly Delivery[] =>
  unconfirmedDeliveries(record).filter((one) => stateOf(one) === "received");

/** What recipients have said of one delivery. */
export const confirmationsOf = ({ evidence }: Dossier, no: number): readonly Evidence[] =>
  evidence.filter(
    ({ kind, voice, about }) =>
      kind === "confirmation" && voice === "recipient" && about?.part === "delivery" && about.no === no,
  );
