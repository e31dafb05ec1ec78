/** The words of amounts in both languages, in the cases in which people write them after a number. */

const spelt = <T>(lines: readonly (readonly [words: string, meaning: T])[]): ReadonlyMap<string, T> =>
  new Map(lines.flatMap(([words, meaning]) => words.split("|").map((word) => [word, meaning] as const)));

/** Words that multiply the number before them, and by what. */
export const MULTIPLIERS = spelt([
  ["dozen|дюжина|дюжину|дюжини|дюжин", "12"],
  ["hundred|сотня|сотню", "100"],
  ["thousand|thsd|тис|тисяча|тисячу|тисячі|тисяч", "1000"],
  ["million|millions|mln|mn|mio|млн|мільйон|мільйона|мільйони|мільйонів", "1000000"],
  ["billion|billions|bln|bn|млрд|мільярд|мільярда|мільярди|мільярдів", "1000000000"],
  ["trillion|trillions|tn|трлн|трильйон|трильйона|трильйони|трильйонів", "1000000000000"],
]);

/** One letter after a number; in quantities they are also units, and stand closer. */
export const LETTERS = spelt([
  ["k|к", "1000"],
  ["m", "1000000"],
  ["b", "1000000000"],
]);

/** Numbers written as words. */
export const NUMBERS = spelt([
  ["half a|half|пів", "0.5"],
  ["a|an|one|один|одну|одна|одне", "1"],
  ["one and a half|півтора|півтори", "1.5"],
  ["two|два|дві", "2"],
  ["three|три", "3"],
  ["four|чотири", "4"],
  ["five|п'ять", "5"],
  ["six|шість", "6"],
  ["seven|сім", "7"],
  ["eight|вісім", "8"],
  ["nine|дев'ять", "9"],
  ["ten|десять", "10"],
  ["twelve|дванадцять", "12"],
  ["fifteen|п'ятнадцять", "15"],
  ["twenty|двадцять", "20"],
  ["thirty|тридцять", "30"],
  ["forty|сорок", "40"],
  ["fifty|п'ятдесят", "50"],
  ["сто", "100"],
]);

/** What stands before a number that is not exact. */
export const BOUND_WORDS = spelt([
  ["exactly|рівно|точно", "exact"],
  [
    "at least|more than|over|above|no less than|not less than|no fewer than|not fewer than|minimum|min|>|>=|≥|понад|більше ніж|більше|більш ніж|більш як|щонайменше|не менше ніж|не менше|не менш ніж|не менш як|принаймні|мінімум",
    "at_least",
  ],
  [
    "at most|up to|no more than|not more than|less than|fewer than|under|below|maximum|max|<|<=|≤|до|щонайбільше|не більше ніж|не більше|не більш ніж|не більш як|менше ніж|менше|максимум",
    "at_most",
  ],
  [
    "about|around|approximately|approx|roughly|circa|ca|some|almost|nearly|~|≈|близько|приблизно|орієнтовно|біля|майже",
    "about",
  ],
] as const);

/** What stands behind a number that is not exact. */
export const BOUND_ENDINGS = spelt([
  ["+|or more|and more|і більше|й більше|та більше|або більше", "at_least"],
  ["or less|or fewer|і менше|або менше", "at_most"],
  ["or so", "about"],
] as const);

/** Words for a number that nobody gave. */
export const VAGUE =
  "dozens|tens|scores|hundreds|thousands|millions|billions|several|many|a few|few|some|a couple|a number|a lot|lots|numerous|multiple|countless|unknown|an unknown number|\\?|десятки|сотні|тисячі|мільйони|мільярди|кілька|декілька|багато|чимало|низка|численні|невідомо|невідома кількість";

/** What may follow a vague word and leaves the number as vague: "several thousand", "десятки тисяч". */
export const SCALE = "dozen|hundreds?|thousands?|millions?|billions?|десятків|сотень|тисяч|тисячі|мільйонів|мільярдів";

/** Units that convert, by what people write; anything else is a word for what is counted. */
export const UNIT_WORDS = spelt([
  ["b|byte|bytes|б|байт|байти|байтів", "B"],
  ["kb|kilobyte|kilobytes|кб|кілобайт|кілобайти|кілобайтів", "kB"],
  ["mb|megabyte|megabytes|мб|мегабайт|мегабайти|мегабайтів", "MB"],
  ["gb|gigabyte|gigabytes|гб|гігабайт|гігабайти|гігабайтів", "GB"],
  ["tb|terabyte|terabytes|тб|терабайт|терабайти|терабайтів", "TB"],
  ["pb|petabyte|petabytes|пб|петабайт|петабайти|петабайтів", "PB"],
  ["eb|exabyte|exabytes|еб|ексабайт|ексабайти|ексабайтів", "EB"],
  ["g|gram|grams|gramme|grammes|г|гр|грам|грами|грамів", "g"],
  ["kg|kgs|kilo|kilos|kilogram|kilograms|кг|кілограм|кілограми|кілограмів", "kg"],
  // A "ton" alone may be short or long; only the metric one converts.
  ["t|tonne|tonnes|metric ton|metric tons|mt|т|тонна|тонну|тонни|тонн", "t"],
  ["l|litre|litres|liter|liters|л|літр|літри|літрів", "l"],
  ["m|metre|metres|meter|meters|м|метр|метри|метрів", "m"],
  ["km|kilometre|kilometres|kilometer|kilometers|км|кілометр|кілометри|кілометрів", "km"],
]);

/** The words as a pattern, the longest first so that "not less than" is not "not". */
export const oneOf = (words: Iterable<string>): string =>
  [...words]
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[+?$.|]/gu, "\\$&"))
    .join("|");
