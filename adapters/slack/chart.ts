import type { Chart } from "../../src/view/view.ts";
import { label } from "../shared/words.ts";
import { CHART } from "./limits.ts";

/** Slack's own chart, which its packages have no type for yet (docs.slack.dev/reference/block-kit/blocks/data-visualization-block). */
export interface ChartBlock {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly type: "bar";
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[] };
  };
}

/** Slack refuses two bars of the same name, which cutting may give to two that differed. */
const apart = (names: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = label(name, CHART.label);
    for (let number = 2; taken.has(own); number++) own = `${label(name, CHART.label - 4)} ${number}`;
    taken.add(own);
    return own;
  });
};

/** Figures as bars. Undefined where Slack would refuse them: the facts that they belong to say it in words. */
export const chartOf = ({ title, categories, series }: Chart): ChartBlock | undefined => {
  const whole = series.every(({ values }) => values.length === categories.length && values.every(Number.isFinite));
  const few = categories.length <= CHART.points && series.length <= CHART.series;
  if (categories.length === 0 || series.length === 0 || !whole || !few) return undefined;
  const labels = apart(categories);
  const names = apart(series.map(({ name }) => name));
  return {
    type: "data_visualization",
    title: label(title, CHART.title),
    chart: {
      type: "bar",
      series: series.map(({ values }, at) => ({
        name: names[at] ?? "",
        data: labels.map((name, index) => ({ label: name, value: values[index] ?? 0 })),
      })),
      axis_config: { categories: labels },
    },
  };
};
