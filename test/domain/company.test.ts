import { describe, expect, it } from "vitest";
import { fold } from "../../src/domain/company.ts";

describe("folding a company's name", () => {
  it.each([
    ["Microsoft Corp.", "microsoft"],
    ["MICROSOFT", "microsoft"],
    ["Amazon.com, Inc.", "amazon com"],
    ["  Société   Générale  S.A. ", "societe generale s a"],
    ["ТОВ «Нова Пошта»", "nova poshta"],
    ["Амазон", "amazon"],
    ["Київстар", "kyivstar"],
    ["Об'єднання", "obiednannia"],
    ["Об’єднання", "obiednannia"],
    ["Ltd", "ltd"],
    ["🚀🚀", ""],
  ])("%s → %s", (name, folded) => expect(fold(name)).toBe(folded));
});
