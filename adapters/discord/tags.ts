import { LANGUAGES, type Language, PHASES, type Phase } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { label } from "../shared/words.ts";
import { TAG } from "./limits.ts";

/** A tag that a forum has. */
interface Tag {
  readonly id: string;
  readonly name: string;
  /** Only moderators set it. */
  readonly moderated: boolean;
}

/** A forum's tags as they are now. */
export interface Tags {
  readonly available: readonly Tag[];
  /** Whether no post may be without one. */
  readonly required: boolean;
}

/** What the tag of a phase is called. */
const tagName = (phase: Phase, language: Language): string => label(speak(language).word("phase", phase), TAG.name);

/** What all of them are called. */
export const tagNames = (language: Language): readonly string[] => PHASES.map((phase) => tagName(phase, language));

const isCalled = (name: string) => {
  const wanted = name.trim().toLowerCase();
  return (tag: Tag): boolean => tag.name.trim().toLowerCase() === wanted;
};

/** The tag of a phase, in this language or else in another; undefined where there is none that we may set. */
const tagOf = (phase: Phase, language: Language, { available }: Tags): Tag | undefined =>
  [language, ...LANGUAGES]
    .map((one) => available.find(isCalled(tagName(phase, one))))
    .find((tag) => tag !== undefined && !tag.moderated);

/** Whether a tag says how a request stands: such a one gives way to another. */
const isOurs = (tag: Tag): boolean =>
  PHASES.some((phase) => LANGUAGES.some((language) => isCalled(tagName(phase, language))(tag)));

/** Names of tags that a forum would have to have and has room for, the wanted one first. */
export const lackingTags = (wanted: Phase, language: Language, { available }: Tags): readonly string[] =>
  [wanted, ...PHASES.filter((phase) => phase !== wanted)]
    .map((phase) => tagName(phase, language))
    .filter((name) => !available.some(isCalled(name)))
    .slice(0, Math.max(0, TAG.available - available.length));

/** Whether a phase can be shown in this language. */
export const hasTag = (phase: Phase, language: Language, { available }: Tags): boolean =>
  available.some(isCalled(tagName(phase, language)));

/**
 * The tags that a post bears from now on: what people gave it stays, how it stands is told anew. A forum that wants
 * a tag and has none for us gets the first that anybody may set: a post without one would not be taken.
 */
export const tagsFor = (
  bears: readonly string[],
  phase: Phase | undefined,
  language: Language,
  tags: Tags,
): readonly string[] => {
  const its = phase && tagOf(phase, language, tags);
  const others = bears.filter((id) => tags.available.some((tag) => tag.id === id && !isOurs(tag)));
  const wanted = [...(its ? [its.id] : []), ...others].slice(0, TAG.applied);
  if (wanted.length > 0 || !tags.required) return wanted;
  const kept = bears.find((id) => tags.available.some((tag) => tag.id === id));
  const free = tags.available.filter(({ moderated }) => !moderated);
  const one = kept ?? (free.find((tag) => !isOurs(tag)) ?? free[0])?.id;
  return one === undefined ? [] : [one];
};
