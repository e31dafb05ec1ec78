import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { epoch } from "../../src/domain/time.ts";
import type { Clock, Log } from "../../src/ports.ts";
import { bodyOf } from "../shared/body.ts";
import { doubtOf } from "./verify.ts";

const FORM = "application/x-www-form-urlencoded";

/** A request whose body was read: Bolt's receiver takes it from there. */
type Buffered = IncomingMessage & { rawBody?: Buffer };

const close = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { connection: status === 200 ? "keep-alive" : "close" }).end();
};

/** What the door needs. */
export interface DoorOptions {
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lets in what Slack has signed within the last and the next five minutes, and closes on everything else.
 * Bolt takes one spelling of the content type alone; behind a proxy that adds a charset it is still a form.
 */
export const door = ({ secret, clock, log }: DoorOptions, inside: RequestListener): RequestListener => {
  const enter = async (request: Buffered, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (body === undefined) return close(response, 413);
    const text = body.toString("utf8");
    const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
    // Slack asks for no more than an answer, and signs nothing.
    if (type === FORM && new URLSearchParams(text).get("ssl_check") === "1") return close(response, 200);
    const doubt = doubtOf({ headers: request.headers, body: text }, secret, Math.floor(epoch(clock.now()) / 1_000));
    if (doubt !== undefined) {
      log.warn("slack.doubt", { why: doubt });
      return close(response, 401);
    }
    request.headers["content-type"] = type;
    request.rawBody = body;
    inside(request, response);
  };
  return (request, response) => {
    enter(request, response).catch((error: unknown) => {
      log.warn("slack.door", { error });
      if (!response.headersSent) close(response, 400);
    });
  };
};
