import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import { reaches } from "../finding.ts";
import { checkView } from "../kit/whole.ts";
import type { Channel, Installation, OpenView, User } from "../model.ts";
import { change, close, open, stackOf } from "../opening.ts";
import { post } from "../posting.ts";
import { Refused } from "../refused.ts";
import { respond } from "../response-url.ts";
import type { Receipt, Wire } from "../wire/delivery.ts";
import type { World } from "../world.ts";
import { type Act, closedPayload, slashPayload, submissionPayload } from "./payloads.ts";

/** How something that a person did went, as far as Slack can tell. */
export interface Done {
  readonly ok: boolean;
  /** In Slack's words: `operation_timeout`, `dispatch_failed`, `invalid_command_response`. */
  readonly error: string | undefined;
  /** Milliseconds of the machine's time until the app acknowledged. */
  readonly took: number;
  readonly receipt: Receipt;
}

const done = (receipt: Receipt, error = receipt.error): Done => ({
  ok: error === undefined,
  error,
  took: receipt.took,
  receipt,
});

/** The installation on whose behalf somebody acts. Throws where the app is not installed. */
export const installationFor = (world: World, user: User, channel?: Channel): Installation => {
  const teams = [user.team, ...(channel ? [channel.team, ...channel.sharedWith] : [])];
  const found = teams.flatMap((team) =>
    world.installations.filter((one) => !one.removed && reaches(world, one, team)),
  )[0];
  if (!found) throw new Error(`The app is not installed where ${user.handle} is`);
  return found;
};

const aside = (world: World, channel: Channel, user: User, text: string): void => {
  post(world, channel, { user: "USLACKBOT", bot: undefined, text, blocks: [], onlyFor: user.id });
};

/** Types a command. What is wrong is said by Slackbot, to the person alone. */
export const runSlash = async (
  wire: Wire,
  act: Act,
  channel: Channel,
  command: string,
  text: string,
): Promise<Done> => {
  const { world, by, user } = act;
  const receipt = await wire.send({ kind: "slash_commands", payload: slashPayload(act, channel, command, text) });
  const fails = (error: string): Done => {
    aside(world, channel, user, `${command} failed with the error "${error}"`);
    return done(receipt, error);
  };
  if (!receipt.ok) return fails(receipt.error ?? "dispatch_failed");
  const said = typeof receipt.answer === "string" ? { text: receipt.answer } : receipt.answer;
  if (said === undefined || Object.keys(said).length === 0) return done(receipt);
  try {
    respond(world, { by, channel: channel.id, user: user.id, message: undefined, thread: undefined }, said);
    return done(receipt);
  } catch (problem) {
    if (problem instanceof Refused) return fails("invalid_command_response");
    throw problem;
  }
};

const showErrors = (world: World, view: OpenView, errors: Fields): string | undefined => {
  const inputs = listAt(view.view, "blocks").filter(({ type }) => type === "input");
  const known = inputs.map((block) => textAt(block, "block_id"));
  const said = Object.entries(errors);
  if (said.length === 0 || said.some(([id, text]) => !known.includes(id) || typeof text !== "string" || text === ""))
    return "invalid_view_response";
  view.errors = Object.fromEntries(said.map(([id, text]) => [id, String(text)]));
  view.changed = world.changes();
  return undefined;
};

const obey = ({ world, user }: Act, view: OpenView, answer: Fields): string | undefined => {
  const next = fieldsAt(answer, "view");
  switch (answer.response_action) {
    case "errors":
      return showErrors(world, view, fieldsAt(answer, "errors"));
    case "update":
      change(world, view, checkView(next, "modal"));
      return undefined;
    case "push":
      open(world, { team: view.team, user: user.id, type: "modal", from: view.from }, checkView(next, "modal"), view);
      return undefined;
    case "clear":
      close(world, stackOf(world, user.id));
      return undefined;
    default:
      return "invalid_view_response";
  }
};

/** Sends a modal. It closes, unless the app says otherwise or cannot be reached. */
export const runSubmit = async (wire: Wire, act: Act, view: OpenView): Promise<Done> => {
  view.errors = {};
  const receipt = await wire.send({ kind: "interactive", payload: submissionPayload(act, view) });
  if (!receipt.ok) return done(receipt);
  const answer = isFields(receipt.answer) ? receipt.answer : {};
  if (Object.keys(answer).length === 0) {
    if (receipt.answer !== undefined && !isFields(receipt.answer)) return done(receipt, "invalid_view_response");
    close(act.world, [view]);
    return done(receipt);
  }
  try {
    return done(receipt, obey(act, view, answer));
  } catch (problem) {
    if (problem instanceof Refused) return done(receipt, problem.error);
    throw problem;
  }
};

/** Puts a modal away, and tells the app when the modal asks for it. */
export const runClose = async (wire: Wire, act: Act, view: OpenView): Promise<Done | undefined> => {
  close(act.world, [view]);
  if (view.view.notify_on_close !== true) return undefined;
  return done(await wire.send({ kind: "interactive", payload: closedPayload(act, view, false) }));
};

/** Presses something whose payload is made already. */
export const runInteractive = async (wire: Wire, payload: Fields): Promise<Done> =>
  done(await wire.send({ kind: "interactive", payload }));
