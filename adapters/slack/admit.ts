import { createHash } from "node:crypto";
import type { App, ReceiverEvent } from "@slack/bolt";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Clock, Inbox, Log } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { againOr } from "../shared/again.ts";
import type { Busy } from "../shared/busy.ts";
import { HOLD } from "../shared/take-up.ts";
import { within } from "../shared/within.ts";
import type { Arrival } from "./arrival.ts";
import { messagesOf } from "./blocks.ts";
import type { Install, Installs } from "./installs.ts";
import type { Reader } from "./mrkdwn.ts";
import { type NotDone, notWritten } from "./not-written.ts";
import { arrivalOf, typingIn } from "./reading.ts";

/** What Bolt's listeners find in their context: the request as we read it, and whose it is. */
export interface Admitted {
  readonly arrival: Arrival | undefined;
  readonly install: Install;
  /** Milliseconds for which its acknowledgement may still wait for words; none once Slack has it. */
  left(): number;
}

/** A request, and the install that it came through, whose name it goes by from here on. */
type Found = Pick<Admitted, "arrival" | "install">;

/** What stands between a receiver and Bolt. */
export interface AdmissionParts {
  readonly inbox: Inbox;
  readonly installs: Installs;
  readonly busy: Busy;
  readonly log: Log;
  readonly language: Language;
  readonly clock: Pick<Clock, "elapsed">;
  /** Says something to whoever did it, when its acknowledgement has no room for words. Rejects where that cannot be said. */
  tell(view: View, arrival: Arrival): Promise<void>;
  readonly reader: Omit<Reader, "language">;
  /** Told how many milliseconds Slack waited until it was acknowledged. */
  acknowledged: ((milliseconds: number) => void) | undefined;
}

/** Milliseconds after which Slack is told that we have it, while it is still being written down. */
const SOON = 2_000;

/** Milliseconds from its arrival in which an acknowledgement may bring words, however they were spent: Slack waits for three seconds. */
const WORDS = 2_400;

/** The signature of the request, where it came over HTTP. */
export const SIGNATURE = "aidlineSignature";
/** Where listeners find what was admitted. */
export const ADMITTED = "aidline";

/** A request without an id of its own, of which nothing is written down but that it came. */
const keyOf = ({ customProperties }: ReceiverEvent): string | undefined => {
  const signature = customProperties?.[SIGNATURE];
  return typeof signature === "string" ? createHash("sha256").update(signature).digest("hex") : undefined;
};

const isEvent = ({ body }: ReceiverEvent): boolean => body["type"] === "event_callback";

/**
 * Lets each request through to Bolt once, after it was written down: what Slack was told we have, we
 * have, also after a crash. What cannot be written down is refused in words, or, as an event, left for
 * Slack to send again.
 */
export const createAdmission = (parts: AdmissionParts) => {
  const { inbox, installs, busy, log, language, reader, clock, acknowledged } = parts;

  /** Undefined for a repeat, `stranger` where the app is not installed. */
  const written = async (
    event: ReceiverEvent,
    came: Arrival | undefined,
    { team, org }: Pick<Arrival, "team" | "org">,
  ): Promise<Found | "stranger" | undefined> => {
    const install = await installs.of(team, org);
    const key = came?.key ?? keyOf(event);
    if (install === undefined) {
      // Slack says twice that it was removed.
      if (came?.kind !== "gone") log.warn("slack.stranger");
      return "stranger";
    }
    const arrival = came && { ...came, team: install.team };
    const fresh = key === undefined || (await inbox.put(install.workspace, key, arrival, HOLD));
    return fresh ? { install, arrival } : undefined;
  };

  /** Refuses it in its acknowledgement; false where that has no words. */
  const refused = async (
    { body, ack }: ReceiverEvent,
    arrival: Arrival | undefined,
    why: NotDone = "slack.not_written",
  ): Promise<boolean> => {
    const [block] = Object.keys(body.view?.state?.values ?? {});
    if (body["type"] === "view_submission" && block !== undefined) {
      await ack({ response_action: "errors", errors: { [block]: speak(language).words(why) } });
      return true;
    }
    if (body["command"] === undefined) return false;
    const [message] = messagesOf(notWritten(arrival, language, why), { ...reader, language, chart: false });
    await ack({ response_type: "ephemeral", ...message });
    return true;
  };

  /** Tells whoever did something where the app is not installed, beside the acknowledgement, that nothing came of it. */
  const turnAway = async (arrival: Arrival | undefined): Promise<void> => {
    if (arrival?.url === undefined) return;
    await parts
      .tell(notWritten(arrival, language, "slack.not_installed"), arrival)
      .catch((error: unknown) => log.warn("slack.stranger", { error }));
  };

  const admit = async (app: App, event: ReceiverEvent): Promise<void> => {
    const arrival = arrivalOf(event.body);
    const whose = arrival ?? typingIn(event.body);
    // What we do not know is none of our business, and Slack need not send it again.
    if (!whose) return event.ack();
    const since = clock.elapsed();
    let told = false;
    const tell = async (answer?: unknown): Promise<void> => {
      if (told) return;
      told = true;
      await event.ack(answer);
      acknowledged?.(clock.elapsed() - since);
    };
    const writing = written(event, arrival, whose);
    let found: Found | "stranger" | undefined;
    try {
      const soon = await within(writing, SOON);
      if (soon === "late" && !isEvent(event)) await tell();
      found = await writing;
    } catch (error) {
      log.error("slack.not_written", { error });
      if (!told && isEvent(event)) throw error;
      if (!told && (await refused({ ...event, ack: tell }, arrival))) return;
      await tell();
      if (!arrival) return;
      // What Slack was told we have is not given up for a connection that broke: it is written, or given back.
      found = await againOr(
        () => written(event, arrival, whose),
        () => parts.tell(notWritten(arrival, language), arrival),
      );
    }
    if (found === "stranger") {
      if (!told && (await refused({ ...event, ack: tell }, arrival, "slack.not_installed"))) return;
      await tell();
      return turnAway(arrival);
    }
    if (!found) return tell();
    const left = (): number => (told ? 0 : Math.max(0, since + WORDS - clock.elapsed()));
    const admitted: Admitted = { ...found, left };
    await app.processEvent({ ...event, ack: tell, customProperties: { [ADMITTED]: admitted } });
  };

  return (app: App): App =>
    // Of Bolt's App, receivers use this alone.
    ({ processEvent: (event: ReceiverEvent) => busy.run(() => admit(app, event)) }) as unknown as App;
};
