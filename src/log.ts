import { type DestinationStream, pino } from "pino";
import type { Log } from "./ports.ts";

/** What an entry may hold: words and ids of ours. A field that is not listed may be what somebody typed. */
const FIELDS = new Set([
  "attempt",
  "code",
  "command",
  "count",
  "deliveries",
  "delivery",
  "fault",
  "from",
  "job",
  "kind",
  "message",
  "minutes",
  "option",
  "outcome",
  "people",
  "place",
  "platform",
  "queue",
  "reached",
  "reference",
  "request",
  "round",
  "seconds",
  "until",
  "why",
  "workspace",
]);

const LONGEST = 200;

/** Slack's and Discord's tokens, keys of ours, and passwords in addresses: none of them is ever given, and none would be shown. */
const SECRET =
  /\bx(?:ox[a-z]|app)-[\w-]+|\b[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}|\bBearer\s+\S+|(?<=:\/\/[^\s/@:]*:)[^\s/@]+(?=@)|\b[a-z]\w*:[A-Za-z\d+/]{43}=/gu;

const masked = (text: string): string => text.replaceAll(SECRET, "[secret]").slice(0, LONGEST);

/**
 * An error's kind, code and place. Its message may quote a query with its values, so only whoever
 * looks for a fault (level debug) gets to read it.
 */
const outline = (error: Error, debugging: boolean): Readonly<Record<string, unknown>> => {
  const code = "code" in error && /^\w{1,40}$/u.test(String(error.code)) ? String(error.code) : undefined;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line));
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(debugging && { message: masked(error.message) }),
    at: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause instanceof Error && { cause: outline(error.cause, debugging) }),
  };
};

const safe = (fields: Readonly<Record<string, unknown>>, debugging: boolean): Record<string, unknown> => {
  const entries = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    if (value instanceof Error) return [[name, outline(value, debugging)]];
    if (!FIELDS.has(name)) return [];
    if (typeof value === "string") return [[name, masked(value)]];
    return typeof value === "number" || typeof value === "boolean" ? [[name, value]] : [];
  });
  const kept = new Set(entries.map(([name]) => name));
  const dropped = Object.keys(fields).filter((name) => !kept.has(name));
  return { ...Object.fromEntries(entries), ...(dropped.length > 0 && { dropped }) };
};

/** JSON lines by pino. Fields that are not on the list are named, never shown. */
export const createLog = (level: string, destination: DestinationStream): Log => {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const entry = (event: string, fields: Readonly<Record<string, unknown>>) => ({
    event,
    ...safe(fields, level === "debug"),
  });
  return {
    info: (event, fields = {}) => logger.info(entry(event, fields)),
    warn: (event, fields = {}) => logger.warn(entry(event, fields)),
    error: (event, fields = {}) => logger.error(entry(event, fields)),
  };
};
