/** The text format of Prometheus (exposition 0.0.4): what is measured as plain data, and how it is written. */

/** Which of the like is meant; names and values are words of ours, few of each. */
export type Labels = Readonly<Record<string, string>>;

/** One number. `part` is what a histogram puts behind the name. */
interface Sample {
  readonly labels: Labels;
  readonly value: number;
  readonly part?: "_bucket" | "_sum" | "_count";
}

/** All that is measured under one name. */
export interface Family {
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly samples: readonly Sample[];
}

/** The media type of what `expose` writes. */
export const EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

const numeral = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? String(value) : value > 0 ? "+Inf" : "-Inf";
};

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");

const braced = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
};

const written = ({ name, help, type, samples }: Family): string =>
  [
    `# HELP ${name} ${escaped(help)}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(({ part = "", labels, value }) => `${name}${part}${braced(labels)} ${numeral(value)}`),
    "",
  ].join("\n");

/** A page for a scraper. */
export const expose = (families: readonly Family[]): string => families.map(written).join("");

/** What is so now; `values` are pairs of labels and a number. */
export const gauge = (name: string, help: string, values: number | readonly (readonly [Labels, number])[]): Family => ({
  name,
  help,
  type: "gauge",
  samples:
    typeof values === "number" ? [{ labels: {}, value: values }] : values.map(([labels, value]) => ({ labels, value })),
});

/** Counts what happens in this process. */
export interface Counter {
  add(labels: Labels, by?: number): void;
  family(): Family;
}

/** A counter; what is in `from` is there from the start, at 0, so that its first increase is seen. */
export const createCounter = (name: string, help: string, from: readonly Labels[] = []): Counter => {
  const counts = new Map<string, { readonly labels: Labels; readonly value: number }>();
  const add: Counter["add"] = (labels, by = 1) => {
    const key = braced(labels);
    counts.set(key, { labels, value: (counts.get(key)?.value ?? 0) + by });
  };
  for (const labels of from) add(labels, 0);
  return { add, family: () => ({ name, help, type: "counter", samples: [...counts.values()] }) };
};

/** Sorts what takes time, or has a size, by upper bounds. */
export interface Histogram {
  observe(labels: Labels, value: number): void;
  family(): Family;
}

interface Series {
  readonly labels: Labels;
  /** By bound, each with what is in it alone; the last is for what is beyond all. */
  readonly counts: number[];
  sum: number;
}

const samplesOf = ({ labels, counts, sum }: Series, bounds: readonly number[]): readonly Sample[] => {
  let below = 0;
  const buckets = [...bounds, Number.POSITIVE_INFINITY].map((bound, nth): Sample => {
    below += counts[nth] ?? 0;
    return { part: "_bucket", labels: { ...labels, le: numeral(bound) }, value: below };
  });
  return [...buckets, { part: "_sum", labels, value: sum }, { part: "_count", labels, value: below }];
};

/** A histogram with these upper bounds, which rise; whatever is beyond the last is counted under +Inf. */
export const createHistogram = (name: string, help: string, bounds: readonly number[]): Histogram => {
  const all = new Map<string, Series>();
  return {
    observe: (labels, value) => {
      const key = braced(labels);
      const series = all.get(key) ?? { labels, counts: [...bounds, 0].map(() => 0), sum: 0 };
      all.set(key, series);
      const nth = bounds.findIndex((bound) => value <= bound);
      const at = nth < 0 ? bounds.length : nth;
      series.counts[at] = (series.counts[at] ?? 0) + 1;
      series.sum += value;
    },
    family: () => ({
      name,
      help,
      type: "histogram",
      samples: [...all.values()].flatMap((series) => samplesOf(series, bounds)),
    }),
  };
};
