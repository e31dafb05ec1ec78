const FAMILY = "👩‍👩‍👧‍👦";

/** What is typed, by what it is. */
export const HOSTILE: Readonly<Record<string, string>> = {
  nothing: "",
  spaces: " \t\u00a0  \n ",
  "10,000 characters": "x".repeat(10_000),
  "characters that hide":
    "\u0000\u0007\u001b[31mred\u001b[0m\u009b2J \u202eevil\u202c\u2066\u200f\u061c a\ud83db\udc00c",
  "nothing but characters that hide": "\u200b\u200e\ufeff\u2060\ud83d",
  emoji: "🔥🇺🇦",
  "20 KB of one family": FAMILY.repeat(800),
  "many marks on one letter": `z${"\u0300".repeat(3_000)}`,
  "SQL, a format and HTML": "'; drop table journal; -- {count, plural, other {#}} %s ${x} <script>alert(1)</script>",
  "a mention of everybody": "<!channel> @everyone @here <@U1>",
  "a past date": "2001-01-01",
  "the year 0": "0000-01-01",
  "the year 99999": "99999-01-01",
  "31 February": "2022-02-31",
  "25 o'clock": "2022-03-10 25:61",
  "an unknown request": "AID-999999",
  "a request number beyond all": "AID-99999999999999999999",
  "a negative number": "-1",
  "a huge number": "1e9",
  "no number": "NaN",
  "a word of JavaScript": "__proto__",
  "a quotation mark that never ends": '«"“ open',
};
