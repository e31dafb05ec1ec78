const DATE = /^<!date\^\d{1,12}\^[^|<>]+\|[^|<>\n]*>$/u;
const LINK = /^<(?:https?:\/\/|mailto:)[^|<>\s]+\|[^|<>\n]+>$/u;
const CHANNEL = /^<#[CG][A-Z0-9]+>$/u;
const PERSON = /^<@[UW][A-Z0-9]+>$/u;

/**
 * The tokens that Slack reads out of markup. Throws for anything in angle brackets that is none of those
 * Aidline makes: a group, a mention of everybody, a bracket that nobody escaped.
 */
export const tokensIn = (markup: string): readonly string[] => {
  const quotes = markup.replace(/^> /gmu, "");
  const found = quotes.match(/<[^<>]*>/gu) ?? [];
  const rest = quotes.replace(/<[^<>]*>/gu, "");
  if (/[<>]/u.test(rest)) throw new Error(`A bracket that is no token: ${rest}`);
  const strange = found.filter((one) => ![CHANNEL, DATE, LINK, PERSON].some((known) => known.test(one)));
  if (strange.length > 0) throw new Error(`Tokens that nobody asked for: ${strange.join(" ")}`);
  return found;
};
