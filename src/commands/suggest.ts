import type { Invocation } from "../call.ts";
import { refOf } from "../domain/request.ts";
import { LIVE } from "../domain/vocabulary.ts";
import { speak } from "../language/say.ts";
import type { Bot, Desk, Log, Store } from "../ports.ts";
import type { CommandSpec } from "./command.ts";
import { mustTakePart } from "./finding.ts";
import { likened, oneLine } from "./text.ts";
import { readWords } from "./words.ts";

type Suggestion = Awaited<ReturnType<Bot["suggest"]>>[number];

/** Discord shows at most 25 choices; more would be noise anywhere. */
const MOST = 25;

const containing = (typed: string, named: readonly Suggestion[]): readonly Suggestion[] =>
  named.filter(({ label }) => likened(label).includes(likened(typed))).slice(0, MOST);

const forKind = async (kind: string, typed: string, desk: Desk): Promise<readonly Suggestion[]> => {
  switch (kind) {
    case "request": {
      const digits = /\d+/.exec(typed)?.[0];
      const page = await desk.list({
        ...(digits === undefined && typed !== "" && { text: typed }),
        status: LIVE,
        sort: "moved",
        limit: MOST,
      });
      const exact = digits === undefined ? undefined : await desk.request(Number(digits));
      const lines = page.rows.map((row) => ({
        value: refOf(row.ref),
        label: `${refOf(row.ref)} ${row.company.name}: ${row.title}`,
      }));
      return (
        exact
          ? [
              { value: refOf(exact.ref), label: `${refOf(exact.ref)} ${exact.title}` },
              ...lines.filter(({ value }) => value !== refOf(exact.ref)),
            ]
          : lines
      ).slice(0, MOST);
    }
    case "company":
      return (await desk.companiesLike(typed, MOST)).map(({ company }) => ({
        value: company.name,
        label: company.name,
      }));
    case "member":
      return containing(
        typed,
        (await desk.members()).filter(({ active }) => active).map(({ name }) => ({ value: name, label: name })),
      );
    case "team":
      return containing(
        typed,
        (await desk.teams()).map(({ name }) => ({ value: name, label: name })),
      );
    case "campaign":
      return containing(
        typed,
        (await desk.campaigns()).map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
      );
    default:
      return [];
  }
};

/** Values to offer while somebody types into an option; a fault here costs the list, never the command. */
export const suggestions = async (
  { store, specs, log }: { store: Store; specs: readonly CommandSpec[]; log: Log },
  invocation: Invocation,
  option: string,
  typed: string,
): Promise<readonly Suggestion[]> => {
  try {
    const call = typeof invocation.input === "string" ? readWords(invocation.input, specs) : invocation.input;
    const spec = specs.find(({ name }) => name === call.command)?.options.find(({ name }) => name === option);
    if (!spec) return [];
    if (spec.choices) {
      const say = speak(invocation.speaker.language ?? "en");
      return containing(
        typed,
        spec.choices.map((choice) => ({ value: choice, label: say.word(spec.list ?? spec.name, choice) })),
      );
    }
    const { key: _, ...unkeyed } = invocation;
    return await store.look(unkeyed, (desk) => {
      mustTakePart(desk, invocation.speaker);
      return forKind(spec.kind, oneLine(typed), desk);
    });
  } catch (error) {
    log.warn("suggest", { option, error });
    return [];
  }
};
