import { fieldsAt, listAt, textAt } from "../fields.ts";
import { LIMIT } from "../limits.ts";
import { also, byType, choice, list, number, object, type Shape, text } from "./shape.ts";

const label = text(LIMIT.chartLabel);
const point = (least: number): Shape => object({ label, value: number(least) });

const axes = object(
  { categories: list(label, LIMIT.chartPoints) },
  { x_label: text(LIMIT.chartAxisLabel), y_label: text(LIMIT.chartAxisLabel) },
);

const series = object({ name: label, data: list(point(-Infinity), LIMIT.chartPoints) });

const pie = object({
  type: choice("pie"),
  // Nothing cannot be shown as a slice.
  segments: list(point(Number.MIN_VALUE), LIMIT.chartSeries),
});

const plotted = (type: string): Shape =>
  also(object({ type: choice(type), series: list(series, LIMIT.chartSeries), axis_config: axes }), (one) => {
    const categories = JSON.stringify(fieldsAt(one, "axis_config").categories);
    const all = listAt(one, "series");
    if (new Set(all.map((line) => textAt(line, "name"))).size < all.length) return "series names must be unique";
    return all.every((line) => JSON.stringify(listAt(line, "data").map((at) => at.label)) === categories)
      ? undefined
      : "labels of each series must match the categories of the axis";
  });

/** What a `data_visualization` block draws. */
export const chart: Shape = byType({ pie, bar: plotted("bar"), area: plotted("area"), line: plotted("line") });
