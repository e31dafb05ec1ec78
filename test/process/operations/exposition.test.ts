import { describe, expect, it } from "vitest";
import { createCounter, createHistogram, expose, gauge } from "../../../src/process/operations/exposition.ts";

describe("what a scraper reads", () => {
  it("names, explains and types each measure once, before its samples", () => {
    const state = gauge("delivery_state", "How many.", [
      [{ state: "PENDING" }, 2],
      [{ state: "UNKNOWN" }, 0],
    ]);
    expect(expose([state, gauge("lag_seconds", "How late.", 1.5)])).toBe(
      [
        "# HELP delivery_state How many.",
        "# TYPE delivery_state gauge",
        'delivery_state{state="PENDING"} 2',
        'delivery_state{state="UNKNOWN"} 0',
        "# HELP lag_seconds How late.",
        "# TYPE lag_seconds gauge",
        "lag_seconds 1.5",
        "",
      ].join("\n"),
    );
  });

  it("cannot be broken by what stands in a label or an explanation", () => {
    const text = expose([gauge("g", 'Back\\slash, "quotes"\nand a line', [[{ a: 'x"\\\n}', b: "ї" }, 1]])]);
    expect(text).toBe('# HELP g Back\\\\slash, "quotes"\\nand a line\n# TYPE g gauge\ng{a="x\\"\\\\\\n}",b="ї"} 1\n');
  });

  it("knows the numbers that are none", () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-7];
    const text = expose([
      gauge(
        "g",
        "",
        values.map((value, nth) => [{ n: String(nth) }, value]),
      ),
    ]);
    expect(text.match(/ (\S+)$/gmu)?.slice(-4)).toEqual([" NaN", " +Inf", " -Inf", " 1e-7"]);
  });

  it("counts by labels, from 0 where it is known what will be counted", () => {
    const counter = createCounter("sent_total", "Sent.", [{ to: "slack" }]);
    expect(expose([counter.family()])).toContain('sent_total{to="slack"} 0\n');
    counter.add({ to: "slack" });
    counter.add({ to: "slack" }, 2);
    counter.add({ to: "discord" });
    expect(expose([counter.family()])).toBe(
      '# HELP sent_total Sent.\n# TYPE sent_total counter\nsent_total{to="slack"} 3\nsent_total{to="discord"} 1\n',
    );
  });

  it("sorts into buckets that each hold all below them, with the sum and the number", () => {
    const histogram = createHistogram("took_seconds", "Took.", [0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 1, 7]) histogram.observe({ by: "slack" }, value);
    histogram.observe({ by: "discord" }, 0.2);
    expect(expose([histogram.family()]).split("\n").slice(1)).toEqual([
      "# TYPE took_seconds histogram",
      'took_seconds_bucket{by="slack",le="0.1"} 2',
      'took_seconds_bucket{by="slack",le="1"} 4',
      'took_seconds_bucket{by="slack",le="+Inf"} 5',
      'took_seconds_sum{by="slack"} 8.65',
      'took_seconds_count{by="slack"} 5',
      'took_seconds_bucket{by="discord",le="0.1"} 0',
      'took_seconds_bucket{by="discord",le="1"} 1',
      'took_seconds_bucket{by="discord",le="+Inf"} 1',
      'took_seconds_sum{by="discord"} 0.2',
      'took_seconds_count{by="discord"} 1',
      "",
    ]);
  });
});
