import { describe, expect, it } from "vitest";
import type { Leg } from "../../src/domain/contribution.ts";
import { custodyOf, deliveryStateOf, hasArrived, SHOWN_STATES } from "../../src/domain/custody.ts";
import type { Intent } from "../../src/domain/intent.ts";
import { levelOf } from "../../src/domain/level.ts";
import type { Dated } from "../../src/domain/time.ts";
import { DELIVERY_STATES, type DeliveryState } from "../../src/domain/vocabulary.ts";
import { confirms, delivers, givenAsk, told } from "../support/contributing.ts";

const on = (day: string): Dated => ({ on: day, precision: "day" });
const out = (leg: Partial<Omit<Leg, "no">> = {}, delivery = 1): Intent => ({
  do: "leg",
  delivery,
  leg: { direction: "out", from: "Dublin", to: "Kyiv", carrier: "a courier", units: ["SB-1", "SB-2"], ...leg },
});
const back = (leg: Partial<Omit<Leg, "no">> = {}, delivery = 1): Intent =>
  out({ direction: "return", from: "Kyiv", to: "Dublin", ...leg }, delivery);

const shownAfter = (...intents: readonly Intent[]) => {
  const { request } = told(givenAsk(), ...intents);
  const [delivery] = request.deliveries;
  return delivery && deliveryStateOf(delivery, levelOf(request, "delivery", 1));
};

describe("the state of a delivery, as shown", () => {
  it.each(DELIVERY_STATES)("is %s when that was recorded last", (state) => {
    expect(
      shownAfter(delivers({}, "planned"), { do: "move_delivery", no: 1, move: { state, on: on("2022-03-09") } }),
    ).toBe(state);
  });

  it("is verified by the recipient's word, once it was received", () => {
    expect(shownAfter(delivers(), confirms("delivery", 1))).toBe("verified");
    expect(shownAfter(delivers({}, "dispatched"), confirms("delivery", 1))).toBe("dispatched");
  });

  it("follows the way back of what carried it", () => {
    const [sent, home] = [{ dispatched: on("2022-03-20") }, { received: on("2022-03-25") }];
    expect(shownAfter(delivers(), out(), back())).toBe("received");
    expect(shownAfter(delivers(), out(), back(sent))).toBe("returning");
    expect(shownAfter(delivers(), out(), back({ ...sent, ...home }))).toBe("returned");
    expect(shownAfter(delivers(), confirms("delivery", 1), out(), back(home))).toBe("returned");
  });

  it("is returned only with every unit that came", () => {
    const home = { received: on("2022-03-25") };
    expect(shownAfter(delivers(), out(), back({ ...home, units: ["SB-1"] }))).toBe("returning");
    expect(shownAfter(delivers(), out(), back({ ...home, units: ["SB-1"] }), back({ ...home, units: ["SB-2"] }))).toBe(
      "returned",
    );
    expect(shownAfter(delivers(), out({ units: [] }), back({ ...home, units: [] }), back({ units: [] }))).toBe(
      "returning",
    );
  });

  it("has arrived from the receipt on, and all the way home", () => {
    expect(SHOWN_STATES.filter(hasArrived)).toEqual(["received", "verified", "returning", "returned"]);
  });
});

describe("a numbered unit", () => {
  const where = (...intents: readonly Intent[]) =>
    custodyOf(told(givenAsk(), ...intents).request.deliveries, "UTC").map(
      ({ unit, where: place }) => `${unit} ${place}`,
    );

  it.each<[DeliveryState, string]>([
    ["planned", "waiting"],
    ["dispatched", "carrier"],
    ["received", "place"],
    ["lost_or_damaged", "lost"],
  ])("of a delivery that is %s is %s, where its leg says nothing else", (state, place) => {
    expect(where(delivers({}, state), out())).toEqual([`SB-1 ${place}`, `SB-2 ${place}`]);
  });

  it("is with whoever has it, as the leg says", () => {
    const { deliveries } = told(
      givenAsk(),
      delivers({}, "dispatched"),
      out({ units: ["SB-1"], tracking: "1Z", dispatched: on("2022-03-09") }),
      out({ units: ["SB-2"], dispatched: on("2022-03-09"), received: on("2022-03-11") }),
    ).request;
    expect(custodyOf(deliveries, "UTC")).toEqual([
      {
        unit: "SB-1",
        where: "carrier",
        carrier: "a courier",
        tracking: "1Z",
        since: on("2022-03-09"),
        delivery: 1,
        leg: 1,
      },
      { unit: "SB-2", where: "place", place: "Kyiv", since: on("2022-03-11"), delivery: 1, leg: 2 },
    ]);
  });

  it("goes from leg to leg and home, and out again by another delivery", () => {
    const first = [
      delivers(),
      out({ received: on("2022-03-11") }),
      back({ units: ["SB-1"], received: on("2022-03-25") }),
    ];
    expect(where(...first)).toEqual(["SB-1 back", "SB-2 place"]);
    const again = [delivers({}, "dispatched"), out({ units: ["SB-1"], dispatched: on("2022-04-01") }, 2)];
    expect(where(...first, ...again)).toEqual(["SB-1 carrier", "SB-2 place"]);
  });

  it("stays where it is while its next leg has not begun", () => {
    expect(where(delivers(), out({ received: on("2022-03-11") }), back())).toEqual(["SB-1 place", "SB-2 place"]);
  });

  it("is found by the dates of its legs, not by the order in which they were told", () => {
    expect(where(delivers(), back({ received: on("2022-03-25") }), out({ received: on("2022-03-11") }))).toEqual([
      "SB-1 back",
      "SB-2 back",
    ]);
  });

  it("of a delivery that was called off is nowhere", () => {
    expect(
      where(delivers({}, "planned"), out(), {
        do: "move_delivery",
        no: 1,
        move: { state: "cancelled", on: on("2022-03-09") },
      }),
    ).toEqual([]);
  });
});
