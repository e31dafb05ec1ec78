import type { Day, Instant, Zone } from "../../domain/time.ts";
import { settle, type Towards } from "./settle.ts";
import { plain, shown } from "./text.ts";
import { understand } from "./understand.ts";

/** `01.12` and `1.12.26`, with the word before it and the time after it. */
const SHORT = /^(\p{L}+ )?(\d{1,2})\.(\d{1,2})(?:\.(\d{2})?)?(?= |$)/u;

/** The text with its year written out, where that is all it lacks: 7.3. alone could be a day, a time or a number. */
export const withFullYear = (typed: string, towards: Towards, at: Instant, zone: Zone): string | undefined => {
  const text = plain(typed) ?? "";
  const [start, before = "", date = "", month = "", century] = SHORT.exec(text) ?? [];
  if (start === undefined) return undefined;
  const open = { kind: "yearless", month: Number(month), date: Number(date) } as const;
  const year = century === undefined ? latest(settle(open, towards, at, zone))?.slice(0, 4) : `20${century}`;
  const full = `${before}${date}.${month}.${year}${text.slice(start.length)}`;
  const read = understand(full, at, zone)?.kind;
  return read === "day" ? shown(full) : undefined;
};

const latest = (settled: ReturnType<typeof settle>): Day | undefined =>
  settled === undefined || "day" in settled ? settled?.day : settled.at(-1);
