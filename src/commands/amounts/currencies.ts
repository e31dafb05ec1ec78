import { distance } from "fastest-levenshtein";
import { isCurrency } from "../../domain/money.ts";

/** What people call money; a bare dollar is the American one. */
const NAMES: Readonly<Record<string, string>> = {
  USD: "$|us$|usd$|us dollar|us dollars|american dollars|dollar|dollars|дол|долл|долар|долара|долари|доларів|дол сша|долар сша|долари сша|долара сша|доларів сша",
  EUR: "€|euro|euros|євро",
  GBP: "£|pound|pounds|pounds sterling|фунт|фунти|фунтів|фунт стерлінгів|фунти стерлінгів|фунтів стерлінгів",
  UAH: "₴|грн|гривня|гривню|гривні|гривень|hryvnia|hryvnias|hryvnya|hryven|hryvni",
  PLN: "zł|zl|zloty|zlotys|złoty|злотий|злоті|злотих|зл",
  CHF: "sfr|swiss franc|swiss francs|швейцарських франків|швейцарські франки|швейцарський франк",
  CAD: "c$|ca$|can$|canadian dollars|канадських доларів|канадські долари",
  AUD: "a$|au$|australian dollars|австралійських доларів|австралійські долари",
  NZD: "nz$",
  SGD: "s$",
  HKD: "hk$",
  TWD: "nt$",
  JPY: "yen|jp¥|єна|єни|єн|японських єн",
  CNY: "yuan|cn¥|rmb|renminbi|юань|юані|юанів",
  CZK: "kč|czech crowns|чеських крон",
  SEK: "swedish kronor|шведських крон",
  NOK: "norwegian kroner|норвезьких крон",
  DKK: "danish kroner|данських крон",
  HUF: "forint|forints|форинтів|форинти",
  RON: "leu|lei|леїв|леї",
  TRY: "₺",
  ILS: "₪",
  INR: "₹",
  KRW: "₩|won",
  GEL: "₾|lari|ларі",
  KZT: "₸|tenge|тенге",
  RUB: "₽",
};

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([code, names]) => names.split("|").map((name) => [name, code] as const)),
);

/** Marks that name no country: a code beside them settles it. */
const SHARED: ReadonlyMap<string, readonly string[]> = new Map([
  ["$", ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "JMD", "BSD", "BBD", "FJD", "MXN", "ARS", "CLP", "COP"]],
  ["dollars", ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"]],
  ["¥", ["JPY", "CNY"]],
]);

const bare = (mark: string): string =>
  mark
    .toLowerCase()
    .replaceAll(".", "")
    .replace(/ +(?=\p{Sc})/gu, "")
    .replace(/ +/gu, " ")
    .trim();

/** The currency that one mark names: a symbol, a word of either language, or a code in any case. */
export const currencyOf = (mark: string): string | undefined => {
  const name = bare(mark);
  return BY_NAME.get(name) ?? (isCurrency(name.toUpperCase()) ? name.toUpperCase() : undefined);
};

/** The currency of two marks around one amount (`$5 CAD`, `€5 EUR`); undefined when they disagree. */
export const agreed = (one: string, other: string): string | undefined => {
  const [first, second] = [currencyOf(one), currencyOf(other)];
  if (first !== undefined && first === second) return first;
  if (second !== undefined && SHARED.get(bare(one))?.includes(second)) return second;
  return first !== undefined && SHARED.get(bare(other))?.includes(first) ? first : undefined;
};

/** What was perhaps meant by a mark that names no currency; empty when nothing is near. */
export const likelyCurrency = (mark: string): string => {
  const name = bare(mark).slice(0, 20);
  const shared = SHARED.get(name);
  if (shared) return shared.join(", ");
  const [best] = [...BY_NAME, ...Object.keys(NAMES).map((code) => [code.toLowerCase(), code] as const)]
    .map(([known, code]) => ({ code, far: distance(known, name) }))
    .toSorted((a, b) => a.far - b.far);
  return best && name.length > 2 && best.far <= 2 ? best.code : "";
};
