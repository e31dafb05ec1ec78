import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callOf } from "../../adapters/discord/buttons.ts";
import { messagesOf } from "../../adapters/discord/components.ts";
import { furtherIn, furtherMarkOf, markedFurther, markIn } from "../../adapters/discord/mark.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { GALLERY } from "../../src/view/gallery.ts";
import { anyView } from "../support/hostile.ts";
import { messageFaults } from "./judge.ts";

const reader = { language: "en", zone: "Europe/Kyiv" } as const;
const TOKENS = fc.uniqueArray(fc.base64String({ minLength: 20, maxLength: 24 }), { maxLength: 10 });

/** The calls of a message's buttons, in their order. */
const callsIn = (of: unknown): readonly unknown[] => {
  if (typeof of !== "object" || of === null) return [];
  const { custom_id: id, components } = of as { readonly custom_id?: string; readonly components?: readonly unknown[] };
  return [...(id === undefined ? [] : [callOf(id)]), ...(components ?? []).flatMap(callsIn)];
};

describe("Marks behind a message's own", () => {
  it("are carried as far as there is room, and change nothing that is said or pressed", () => {
    fc.assert(
      fc.property(anyView, TOKENS, (view, tokens) => {
        const [plain] = messagesOf(view, reader);
        const marks = tokens.map(furtherMarkOf);
        const marked = markedFurther(plain, marks);
        const carried = furtherIn(marked.components);
        expect(carried).toEqual(marks.slice(0, carried.length));
        expect(callsIn(marked)).toEqual(callsIn(plain));
        expect(messageFaults(marked)).toEqual(messageFaults(plain));
      }),
    );
  });

  it.each(LANGUAGES)("are all carried by a summary of as many reminders as a message holds, in %s", (language) => {
    const summary = GALLERY["reminder-summary"]?.(speak(language));
    if (!summary) throw new Error("The gallery has a summary");
    const marks = Array.from({ length: 9 }, (_, nth) => furtherMarkOf(`token ${nth}`));
    expect(furtherIn(markedFurther(messagesOf(summary, { ...reader, language })[0], marks).components)).toEqual(marks);
  });

  it("are read out of anything, and there are none in what is not ours", () => {
    fc.assert(
      fc.property(fc.anything(), (components) => {
        expect([markIn(components), ...furtherIn(components)]).toEqual([undefined]);
      }),
    );
  });
});
