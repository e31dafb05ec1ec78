import type { Grade } from "../domain/grade.ts";
import { refOf } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { join, when } from "./text.ts";
import type { Text } from "./view.ts";

/** Requests of the basis that are named; a company was asked for more than that only rarely. */
const NAMED = 6;

/** One request with how far the company went upon it: "AID-1 new business paused". */
const basisText = ({ basis }: Grade, say: Say): Text =>
  join(
    basis
      .slice(0, NAMED)
      .map(({ ref, extent, disputed }) =>
        join(
          [
            ...(ref === undefined ? [] : [[refOf(ref)]]),
            [say.word("extent", extent)],
            disputed ? [`(${say.words("grade.disputed")})`] : undefined,
          ],
          " ",
        ),
      ),
    ", ",
  );

/**
 * How far a company goes in all, with what that rests on and for which moment it was worked out. Nothing
 * where it was never asked to stop anything.
 */
export const gradeRows = (grade: Grade | undefined, say: Say): readonly (readonly [label: string, value: Text])[] => {
  if (grade?.extent === undefined) return [];
  const value = join([
    [say.word("extent", grade.extent)],
    say("grade.basis", { count: grade.basis.length, requests: basisText(grade, say) }),
    grade.unclear.length === 0 ? undefined : say("grade.unclear", { count: grade.unclear.length }),
    say("grade.at", { at: when(grade.at) }),
  ]);
  return [[say.words("fact.grade"), value]];
};
