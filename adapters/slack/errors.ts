import { webApi } from "@slack/bolt";
import { Undeliverable } from "../../src/ports.ts";
import { unsent } from "../shared/network.ts";

/**
 * What Slack says when trying again is no use: somebody has to do something first, or what was addressed is
 * gone. The names are those of Slack's own documentation of chat.postMessage and chat.update.
 */
const PERMANENT = new Set([
  "account_inactive",
  "bad_client_secret",
  "cannot_dm_bot",
  "cant_update_message",
  "channel_not_found",
  "edit_window_closed",
  "ekm_access_denied",
  "invalid_auth",
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_client_id",
  "invalid_refresh_token",
  "is_archived",
  "message_not_found",
  "missing_scope",
  "msg_blocks_too_long",
  "msg_too_long",
  "no_permission",
  "no_text",
  "not_allowed_token_type",
  "not_authed",
  "org_login_required",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "token_expired",
  "token_revoked",
  "user_disabled",
  "user_not_found",
]);

/** Of those, and of what may pass, what is about the whole install: whatever else is sent there is refused as well. */
const WORKSPACE = new Set([
  "account_inactive",
  "bad_client_secret",
  "ekm_access_denied",
  "invalid_auth",
  "invalid_client_id",
  "invalid_refresh_token",
  "missing_scope",
  "not_allowed_token_type",
  "not_authed",
  "org_login_required",
  "token_expired",
  "token_revoked",
]);

/**
 * And what is about the channel or the person. Some of it ends by itself when we are invited, or let into one more
 * workspace of an organisation, so it is tried again.
 */
const PLACE = new Set([
  "cannot_dm_bot",
  "channel_not_found",
  "is_archived",
  "no_permission",
  "not_in_channel",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "team_access_not_granted",
  "user_disabled",
  "user_not_found",
]);

/** With these Slack itself does not know how far it came. */
const UNCERTAIN = new Set(["fatal_error", "internal_error"]);

/** With these an install has ended: no token of it is good again, and none can be had for it. */
const ENDED = new Set(["account_inactive", "invalid_refresh_token", "token_revoked"]);

/** With these Slack does not take a token; the settings of the app, or of the network, may be what is wrong. */
const NOT_TAKEN = new Set([...ENDED, "invalid_auth", "not_authed", "token_expired"]);

/** The short name of what Slack answered (`channel_not_found`), undefined when it did not answer in that way. */
export const slackCode = (error: unknown): string | undefined =>
  // A page that is no JSON also becomes the "error" of a platform error.
  error instanceof webApi.WebAPIPlatformError && /^[a-z_]{2,60}$/u.test(error.data.error)
    ? error.data.error
    : undefined;

/** Whether it says that an install has ended, whatever we do. */
export const endsInstall = (error: unknown): boolean => ENDED.has(slackCode(error) ?? "");

/** Whether it says that a token is not taken. */
export const refusesToken = (error: unknown): boolean => NOT_TAKEN.has(slackCode(error) ?? "");

/**
 * What is to be thrown instead: `Undeliverable` when Slack definitely did not take it, and the error itself
 * when nobody can know. Never a message of Slack's, which may quote what was sent.
 */
export const classified = (error: unknown): unknown => {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new Undeliverable("rate limited", { retryAfter: error.retryAfter });
  const code = slackCode(error);
  if (code !== undefined && !UNCERTAIN.has(code))
    return new Undeliverable(code, {
      permanent: PERMANENT.has(code),
      gone: code === "message_not_found",
      refuses: WORKSPACE.has(code) ? "workspace" : PLACE.has(code) ? "place" : "message",
    });
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode >= 400 && error.statusCode < 500)
    return error.statusCode === 408 ? error : new Undeliverable(`HTTP ${error.statusCode}`);
  if (error instanceof webApi.WebAPIRequestError) {
    const network = unsent(error.original);
    if (network !== undefined) return new Undeliverable(network);
  }
  return error;
};
