import type { Random } from "../../src/ports.ts";

/** Numbers that are the same for the same seed: quick, since a simulated morning draws tens of thousands. */
export interface Chance {
  /** From 0 up to but without 1. */
  draw(): number;
  /** Whole, from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True as often as that. */
  happens(rate: number): boolean;
  one<const T extends readonly [unknown, ...unknown[]]>(of: T): T[number];
  /** A stream of its own: what is drawn from it disturbs no other. */
  apart(name: string): Chance;
  readonly random: Random;
}

/** A name and a seed in 32 bits (FNV-1a). */
const hashed = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/** Makes chance from a seed (mulberry32). */
export const chanceOf = (seed: string): Chance => {
  let state = hashed(seed);
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(draw() * (high - low + 1));
  return {
    draw,
    between,
    happens: (rate) => rate > 0 && draw() < rate,
    one: (of) => of[between(0, of.length - 1)] ?? of[0],
    apart: (name) => chanceOf(`${seed}/${name}`),
    random: { bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)) },
  };
};
