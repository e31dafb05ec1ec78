import { z } from "zod";
import type { Setting } from "./setting.ts";

/** What whoever looks after the process may set. */
export interface OperationsSettings {
  /** Where probes and scrapers ask; undefined: nowhere. 0 takes any port that is free. */
  readonly port: number | undefined;
  readonly host: string;
  /** Seconds between the word that we stop and stopping. */
  readonly drain: number;
  /** The folder of the hourly dumps; undefined: `dumps` in the data folder. */
  readonly dumps: string | undefined;
}

const MOST_PORT = 65_535;
const MOST_DRAIN = 60;

const upTo = (most: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/u)
    .refine((text) => Number(text) <= most);

/** The settings of operations, in the order of `.env.example`. */
export const OPERATIONS_SETTINGS = [
  {
    name: "AIDLINE_OPS_PORT",
    comment: "Port of /livez, /readyz, /startupz and /metrics. Without it none is opened",
    example: "9464",
    schema: upTo(MOST_PORT),
    wanted: "the number of a port",
  },
  {
    name: "AIDLINE_OPS_HOST",
    comment: "Address on which that port is opened; 0.0.0.0 in a container, never for the internet. Default: 127.0.0.1",
    example: "0.0.0.0",
    schema: z.string().regex(/^[\w.:-]{1,253}$/u),
    wanted: "an address of this machine",
  },
  {
    name: "AIDLINE_DRAIN",
    comment:
      "Seconds for which /readyz says 503 before anything is stopped, for balancers to notice: twice their interval. Default: 0",
    example: "5",
    schema: upTo(MOST_DRAIN),
    wanted: `a number of seconds up to ${MOST_DRAIN}`,
  },
  {
    name: "AIDLINE_DUMPS",
    comment:
      "Folder of the hourly dumps of the embedded database; best on another disk. Default: dumps in the data folder",
    example: "/mnt/backup/aidline",
    schema: z.string().max(4_000),
    wanted: "the path of a folder",
  },
] as const satisfies readonly Setting[];

type Name = (typeof OPERATIONS_SETTINGS)[number]["name"];

/** Reads them from values that their schemas let through. */
export const operationsIn = (value: (name: Name) => string | undefined): OperationsSettings => {
  const port = value("AIDLINE_OPS_PORT");
  return {
    port: port === undefined ? undefined : Number(port),
    host: value("AIDLINE_OPS_HOST") ?? "127.0.0.1",
    drain: Number(value("AIDLINE_DRAIN") ?? 0),
    dumps: value("AIDLINE_DUMPS"),
  };
};
