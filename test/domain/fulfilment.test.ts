import { describe, expect, it } from "vitest";
import { fulfilmentOf, timeToDelivery } from "../../src/domain/fulfilment.ts";
import type { Intent } from "../../src/domain/intent.ts";
import type { Line } from "../../src/domain/quantity.ts";
import type { Response } from "../../src/domain/response.ts";
import type { Dated } from "../../src/domain/time.ts";
import type { DeliveryState } from "../../src/domain/vocabulary.ts";
import {
  claims,
  confirms,
  count,
  delivers,
  givenAsk,
  line,
  pledges,
  reads,
  settles,
  told,
  usd,
} from "../support/contributing.ts";
import { answers, givenRequest, LOG } from "../support/given.ts";

const after = (asked: readonly Line[], ...intents: readonly Intent[]) =>
  fulfilmentOf(told(givenAsk(asked), ...intents).request);

const TERMINALS = line("terminals", "100");

describe("a request to give something", () => {
  it.each<[string, readonly Line[], readonly Intent[], ReturnType<typeof fulfilmentOf>]>([
    ["not by a yes", [TERMINALS], [answers("accepted_full")], "none"],
    ["not by a promise", [TERMINALS], [pledges({ lines: [TERMINALS] })], "none"],
    ["not by what is on its way", [TERMINALS], [delivers({ lines: [TERMINALS] }, "dispatched")], "none"],
    ["by what was received", [TERMINALS], [delivers({ lines: [TERMINALS] })], "full"],
    ["in part by a part", [TERMINALS], [delivers({ lines: [line("terminals", "99")] })], "part"],
    [
      "by parts that add up",
      [TERMINALS],
      [delivers({ lines: [line("terminals", "60")] }), delivers({ lines: [line("terminals", "40")] })],
      "full",
    ],
    ["in full by more", [TERMINALS], [delivers({ lines: [line("terminals", "101")] })], "full"],
    ["in part by what may be less", [TERMINALS], [delivers({ lines: [line("terminals", "100", "at_most")] })], "part"],
    ["in part by what nobody counted", [TERMINALS], [delivers({ lines: [line("terminals")] })], "part"],
    ["in part by something else", [TERMINALS], [delivers({ lines: [line("radios", "100")] })], "part"],
    ["in part by one line of two", [TERMINALS, line("radios", "5")], [delivers({ lines: [TERMINALS] })], "part"],
    ["line by line", [TERMINALS, line("radios", "5")], [delivers({ lines: [TERMINALS, line("radios", "5")] })], "full"],
    ["by a reading", [line("state data", "10 PB")], [reads({ quantity: count("10000000 GB", "at_least") })], "full"],
    ["not by a reading of nothing", [line("state data", "10 PB")], [reads({ quantity: count("0 GB") })], "none"],
    [
      "by something, where no number was asked",
      [line("backups")],
      [delivers({ lines: [line("drives", "3")] })],
      "full",
    ],
    ["by something, where nothing was listed", [], [delivers()], "full"],
    [
      "in part by a part of what they announced, where no number was asked",
      [line("terminals")],
      [pledges({ stage: "announced", lines: [TERMINALS] }), delivers({ lines: [line("terminals", "20")] })],
      "part",
    ],
    [
      "in part while something that they announced beside it has not come",
      [],
      [pledges({ stage: "announced", lines: [TERMINALS, line("radios", "5")] }), delivers({ lines: [TERMINALS] })],
      "part",
    ],
    [
      "in part while announced money has not come",
      [],
      [pledges({ stage: "announced", value: usd("75") }, { form: "cash" }), delivers({ lines: [TERMINALS] })],
      "part",
    ],
    [
      "by what they undertook in the end, whatever they had announced",
      [line("terminals")],
      [
        pledges({ stage: "announced", lines: [line("terminals", "500")] }),
        pledges({ stage: "committed", lines: [TERMINALS] }),
        delivers({ lines: [TERMINALS] }),
      ],
      "full",
    ],
    ["in part while more is on its way", [line("backups")], [delivers(), delivers({}, "dispatched")], "part"],
    [
      "in full by enough, whatever else is on its way",
      [TERMINALS],
      [delivers({ lines: [TERMINALS] }), delivers({}, "planned")],
      "full",
    ],
    [
      "in part of what was promised in numbers",
      [line("backups")],
      [pledges({ lines: [line("drives", "9")] }), delivers({ lines: [line("drives", "3")] })],
      "part",
    ],
    [
      "in part of several lines without numbers",
      [line("food"), line("toys")],
      [delivers({ lines: [line("food")] })],
      "part",
    ],
    [
      "by several lines without numbers",
      [line("food"), line("toys")],
      [delivers({ lines: [line("food"), line("toys")] })],
      "full",
    ],
    [
      "in part while promised money is missing",
      [],
      [pledges({ value: usd("5") }, { form: "cash" }), delivers({ mode: "cash", value: usd("3") })],
      "part",
    ],
    [
      "by promised money",
      [],
      [pledges({ value: usd("5") }, { form: "cash" }), delivers({ mode: "cash", value: usd("5") })],
      "full",
    ],
    [
      "whatever a gift in kind was valued at",
      [],
      [pledges({ value: usd("75000000") }), delivers({ value: usd("3") })],
      "full",
    ],
  ])("is fulfilled %s", (_, asked, intents, fulfilment) => {
    expect(after(asked, ...intents)).toBe(fulfilment);
  });

  it("goes by the quantity that somebody settled on", () => {
    const disputed = [
      delivers({ lines: [TERMINALS] }),
      claims("delivery", 1, { field: "quantity", value: "40 terminals", quantity: count("40 terminals") }),
    ];
    expect(after([TERMINALS], ...disputed)).toBe("full");
    expect(after([TERMINALS], ...disputed, settles("delivery", 1, "quantity", "40 terminals"))).toBe("part");
  });
});

describe("a request to stop something", () => {
  const stopped = (response: Partial<Response>, more: readonly Intent[] = []) =>
    fulfilmentOf(told(givenRequest(), answers("accepted_full", response), ...more).request);

  it.each<[string, Partial<Response>, ReturnType<typeof fulfilmentOf>]>([
    ["not by a yes", {}, "none"],
    ["not by going nowhere", { extent: "none" }, "none"],
    ["in part by taking no new customers", { extent: "pause_new" }, "part"],
    ["in part by doing less", { extent: "reduce" }, "part"],
    ["by stopping", { extent: "suspend" }, "full"],
    ["by leaving", { extent: "exit" }, "full"],
    ["in part for some customers", { extent: "suspend", scope: { customers: "state media" } }, "part"],
    ["in part for a time", { extent: "suspend", scope: { duration: "until May" } }, "part"],
    ["in part for another business line", { extent: "suspend", scope: { line: "advertising" } }, "part"],
    ["for the business line that was meant", { extent: "suspend", scope: { line: "Cloud services" } }, "full"],
    ["in more countries than asked", { extent: "suspend", scope: { countries: "Russia and Belarus" } }, "full"],
  ])("is fulfilled %s", (_, response, fulfilment) => {
    expect(stopped(response)).toBe(fulfilment);
  });

  it("is fulfilled by no delivery", () => {
    expect(fulfilmentOf(told(givenRequest(), delivers({}), confirms("delivery", 1)).request)).toBe("none");
  });

  it("goes by the extent that somebody settled on", () => {
    const claim = { field: "extent", value: "pause_new", source: "B", chosen: false } as const;
    const disputed: Intent = { do: "dispute_response", version: 1, claims: [claim] };
    expect(stopped({ extent: "suspend" }, [disputed])).toBe("full");
    expect(
      stopped({ extent: "suspend" }, [disputed, { do: "choose", version: 1, field: "extent", value: "pause_new" }]),
    ).toBe("part");
  });
});

describe("the time to delivery", () => {
  const lag = (asked: Dated, came: Dated, zone?: string) => {
    const tale = givenRequest({
      ...LOG,
      request: { ...LOG.request, kind: "equipment" },
      approach: { at: asked, channel: "social_public", chase: false },
    });
    const { request } = told(tale, {
      do: "deliver",
      delivery: { mode: "physical", title: "terminals", lines: [] },
      move: { state: "received", on: came },
    });
    return timeToDelivery(request, zone);
  };
  const at = (on: string): Dated => ({ on, precision: "instant" });
  const day = (on: string): Dated => ({ on, precision: "day" });

  it.each<[string, Dated, Dated, object]>([
    [
      "in minutes between moments",
      at("2022-02-26T12:06:00.000Z"),
      at("2022-02-28T12:06:00.000Z"),
      { minutes: 2880, days: 2, order: "after" },
    ],
    [
      "in whole minutes",
      at("2022-02-26T12:06:00.000Z"),
      at("2022-02-28T12:07:59.000Z"),
      { minutes: 2881, days: 2, order: "after" },
    ],
    ["in days where one has no hour", at("2022-02-26T12:06:00.000Z"), day("2022-02-28"), { days: 2, order: "after" }],
    ["in nothing where one is a week", day("2022-02-26"), { on: "2022-03-07", precision: "week" }, { order: "after" }],
    ["before it was asked for", day("2022-03-07"), day("2022-03-05"), { days: -2, order: "before_request" }],
    [
      "half an hour before",
      at("2022-03-07T10:30:00.000Z"),
      at("2022-03-07T10:00:00.000Z"),
      { minutes: -30, days: 0, order: "before_request" },
    ],
    [
      "seconds before",
      at("2022-03-07T10:00:30.000Z"),
      at("2022-03-07T10:00:00.000Z"),
      { minutes: 0, days: 0, order: "before_request" },
    ],
    [
      "before, by weeks",
      { on: "2022-03-14", precision: "week" },
      { on: "2022-03-07", precision: "week" },
      { order: "before_request" },
    ],
    ["unknown on one day", day("2022-03-07"), day("2022-03-07"), { days: 0, order: "unknown" }],
    ["unknown within a month", { on: "2022-03-01", precision: "month" }, day("2022-03-20"), { order: "unknown" }],
    ["after a month", { on: "2022-02-01", precision: "month" }, day("2022-03-01"), { order: "after" }],
    [
      "unknown without a date",
      day("2022-03-07"),
      { on: "2022-03-10T08:00:00.000Z", precision: "unknown" },
      { order: "unknown" },
    ],
  ])("is measured %s", (_, asked, came, expected) => {
    expect(lag(asked, came)).toEqual({ from: asked, to: came, disputed: false, ...expected });
  });

  it("counts days where the team lives", () => {
    const late = at("2022-03-07T22:30:00.000Z");
    expect(lag(late, day("2022-03-09"))).toMatchObject({ days: 2 });
    expect(lag(late, day("2022-03-09"), "Europe/Kyiv")).toMatchObject({ days: 1 });
  });

  it("is from the first approach to the first receipt, by their dates and not by their order", () => {
    const { request } = told(
      givenAsk(),
      { do: "approach", approach: { at: day("2022-03-06"), channel: "social_public", chase: false } },
      { do: "approach", approach: { at: { on: "2022-03-01", precision: "unknown" }, channel: "call", chase: false } },
      delivers({}, "received", "2022-03-12"),
      delivers({}, "received", "2022-03-09"),
      delivers({}, "dispatched", "2022-03-01"),
    );
    expect(timeToDelivery(request)).toMatchObject({ from: day("2022-03-06"), to: day("2022-03-09"), days: 3 });
  });

  it("is to the receipt that stands, not to the one it corrected, and to none of what was lost after all", () => {
    const moved = (state: DeliveryState, on: string): Intent => ({
      do: "move_delivery",
      no: 1,
      move: { state, on: day(on) },
    });
    const came = [givenAsk(), delivers({}, "received", "2022-03-09"), moved("received", "2022-03-11")] as const;
    expect(timeToDelivery(told(...came).request)).toMatchObject({ to: day("2022-03-11") });
    expect(timeToDelivery(told(...came, moved("received", "2022-03-08")).request)).toMatchObject({
      to: day("2022-03-08"),
    });
    expect(timeToDelivery(told(...came, moved("lost_or_damaged", "2022-03-12")).request)).toBeUndefined();
  });

  it("is not known while nothing was asked or nothing has come", () => {
    expect(timeToDelivery(givenAsk().request)).toBeUndefined();
    const { approach: _, ask: __, ...draft } = LOG;
    expect(timeToDelivery(told(givenRequest(draft), delivers()).request)).toBeUndefined();
  });

  it("says when sources date the approach otherwise", () => {
    const { request } = told(
      givenAsk(),
      { do: "dispute_approach", no: 1, claim: { field: "date", value: "last week", source: "B", chosen: false } },
      delivers(),
    );
    expect(timeToDelivery(request)).toMatchObject({ disputed: true });
  });
});
