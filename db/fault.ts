/**
 * What may be known about a database error. The messages themselves hold SQL and parameters, so
 * personal words: nothing here returns one, and nothing else should look at them.
 */

/** Follows `cause` to what the driver threw: drizzle wraps it in an error that quotes the query. */
const thrownByDriver = (error: unknown): Readonly<Record<string, unknown>> => {
  let inner: unknown = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  // An object may be read by any key; what is found is checked where it is used.
  return typeof inner === "object" && inner !== null ? (inner as Readonly<Record<string, unknown>>) : {};
};

/** A network error such as EPIPE has five letters too; every SQLSTATE has a digit. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** SQLSTATE of a database error on either driver, such as `23505`; undefined for anything else. */
export const errorCode = (error: unknown): string | undefined => {
  const { code } = thrownByDriver(error);
  return typeof code === "string" && SQLSTATE.test(code) ? code : undefined;
};

/** What a network or the driver says of a connection that is not there (any more); of one that we ended ourselves it says another word. */
const GONE = [
  "CONNECTION_CLOSED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
];

/** What a server says that goes down, comes up, or has no connection left: classes 08 and 57P, and 53300. */
const AWAY = /^(?:08...|57P0[1-3]|53300)$/u;

/** Whether the database could not be reached just now: a moment later it may be, and nobody knows whether it had committed. */
export const isAway = (error: unknown): boolean => {
  const { code } = thrownByDriver(error);
  return typeof code === "string" && (GONE.includes(code) || AWAY.test(code));
};

/** Name of the constraint that a row broke, on either driver. */
export const brokenConstraint = (error: unknown): string | undefined => {
  const { constraint_name: onServer, constraint: embedded } = thrownByDriver(error);
  const name = onServer ?? embedded;
  return typeof name === "string" ? name : undefined;
};

/** One word about any error that is safe to log: SQLSTATE, the network's code, or the error's class. */
export const faultWord = (error: unknown): string => {
  const thrown = thrownByDriver(error);
  if (typeof thrown.code === "string") return thrown.code;
  return error instanceof Error ? error.name : typeof error;
};
