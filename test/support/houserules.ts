import ts from "typescript";
import { LIVE, OVER } from "../../src/domain/vocabulary.ts";
import { at, type Source } from "./tree.ts";

/** A rule of the house that no linter of ours knows. */
export interface HouseRule {
  /** What holds; the test's name. */
  readonly says: string;
  /** Paths that it is about. */
  readonly over: RegExp;
  /** Where it is broken: `path:line what`. */
  find(source: Source): readonly string[];
  /** Breaks the rule, and keeps it: the rule is tried on both before it is trusted with the tree. */
  readonly broken: readonly string[];
  readonly kept: readonly string[];
}

const CODE = /^(src|adapters|db|test)\/.*\.ts$/;
const PRODUCT = /^(src|adapters|db)\/.*\.ts$/;
const TESTS = /^test\/.*\.ts$/;

/** Rules that ask for a kind of syntax. */
const syntax =
  (asks: (node: ts.Node, source: Source) => boolean) =>
  (source: Source): readonly string[] =>
    source.nodes.filter((node) => asks(node, source)).map((node) => at(source, node));

/** Rules that ask for words, in code, comments and prose alike. */
const words =
  (pattern: RegExp) =>
  (source: Source): readonly string[] =>
    source.text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${source.path}:${index + 1} ${line.trim()}`] : []));

const isNamed = (node: ts.Node, ...names: readonly string[]): boolean =>
  ts.isIdentifier(node) && names.includes(node.text);

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** `type Kind = (typeof KINDS)[number]` is explained by the list it is read off. */
const isReadOffAList = (node: ts.Statement): boolean =>
  ts.isTypeAliasDeclaration(node) &&
  ts.isIndexedAccessTypeNode(node.type) &&
  ts.isParenthesizedTypeNode(node.type.objectType) &&
  ts.isTypeQueryNode(node.type.objectType.type);

const isDocumented = (node: ts.Statement): boolean =>
  ts.getJSDocCommentsAndTags(node).some((doc) => (ts.getTextOfJSDocComment(doc.comment) ?? "").trim() !== "");

const isCast = (node: ts.Node): boolean =>
  ts.isAsExpression(node) && node.type.getText() !== "const" && node.type.kind !== ts.SyntaxKind.UnknownKeyword;

/** A comment beside the cast, above it in the same function, or right above that function's declaration. */
const isExplained = (node: ts.Node, { text, tree }: Source): boolean => {
  const line = (position: number): number => tree.getLineAndCharacterOfPosition(position).line;
  const inside = ts.findAncestor(node, ts.isFunctionLike) ?? node;
  const declared = ts.findAncestor(inside, (one) => ts.isStatement(one) || ts.isPropertyAssignment(one)) ?? inside;
  const lines = text.split("\n").slice(line(declared.getFullStart()), line(node.getEnd()) + 1);
  return lines.some((one) => /(^|\s)\/\/ /.test(one));
};

const isSleep = (node: ts.Node): boolean =>
  (ts.isCallExpression(node) && isNamed(node.expression, "setTimeout", "setInterval")) ||
  (ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    isNamed(node.expression.name, "setTimeout")) ||
  (ts.isImportDeclaration(node) && /timers/.test(node.moduleSpecifier.getText()));

/** A list of the domain's that is spelt out anew, and would miss a status that is added there. */
const isStatusesAgain = (node: ts.Node): boolean =>
  ts.isArrayLiteralExpression(node) &&
  [LIVE, OVER].some(
    (list: readonly string[]) =>
      node.elements.length === list.length &&
      node.elements.every((one) => ts.isStringLiteral(one) && list.includes(one.text)),
  );

const isSqlClock = (node: ts.Node): boolean =>
  (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) &&
  /\b(now\(\)|clock_timestamp\(\)|current_timestamp\b)/i.test(node.text);

const isMockOfOurs = (node: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  /^vi\.(mock|doMock)$/.test(node.expression.getText()) &&
  /^["'`]\./.test(node.arguments[0]?.getText() ?? "");

/** In the order in which a newcomer would ask for them. */
export const HOUSE_RULES: readonly HouseRule[] = [
  {
    says: "every export of the product says why it exists",
    over: PRODUCT,
    find: (source) =>
      source.tree.statements
        .filter((node) => isExported(node) && !isReadOffAList(node) && !isDocumented(node))
        .map((node) => at(source, node)),
    broken: ["export const a = 1;", "// not a doc comment\nexport type A = string;", "/** */\nexport interface A {}"],
    kept: [
      "/** Why. */\nexport const A = [1] as const;\nexport type B = (typeof A)[number];",
      "const a = 1;",
      'export * from "./a.ts";',
    ],
  },
  {
    says: "there is no any",
    over: CODE,
    find: syntax((node) => node.kind === ts.SyntaxKind.AnyKeyword),
    broken: ["const a: any = 1;", "type A = Record<string, any>;", "f(x as any);"],
    kept: ["const any: unknown = 'any';"],
  },
  {
    says: "a cast says in a comment why it is true",
    over: PRODUCT,
    find: syntax((node, source) => isCast(node) && !isCast(node.parent) && !isExplained(node, source)),
    broken: [
      "const a = b as string;",
      "/** Why a exists. */\n\nconst a = () => {\n  return b as string;\n};",
      "f({\n  a: b as C,\n});",
    ],
    kept: [
      "// Checked above.\nconst a = b as string;",
      "const a = b as string; // checked above",
      "const a = [1] as const;",
      "f({\n  // Checked above.\n  a: b as C,\n});",
    ],
  },
  {
    says: "no compiler error is silenced",
    over: CODE,
    find: words(/@ts-(ignore|nocheck)/),
    broken: ["// @ts-ignore", "// @ts-nocheck"],
    kept: ["// @ts-expect-error a number is not a Day"],
  },
  {
    says: "there are no decorators, which Node cannot run",
    over: CODE,
    find: syntax(ts.isDecorator),
    broken: ["class A { @b c = 1; }"],
    kept: ["const a = '@b';"],
  },
  {
    says: "classes are errors, or what a library makes us extend",
    over: PRODUCT,
    find: (source) =>
      source.nodes.filter((node) => ts.isClassLike(node) && !node.heritageClauses).map((node) => at(source, node)),
    broken: ["class Store {}", "const a = class {};"],
    kept: ["class Refusal extends Error {}"],
  },
  {
    says: "the core never asks what day it is",
    over: /^src\/(?!(main|config)\.ts$).*\.ts$/,
    find: syntax(
      (node) => ts.isNewExpression(node) && isNamed(node.expression, "Date") && (node.arguments ?? []).length === 0,
    ),
    broken: ["const a = new Date();", "const a = new Date;"],
    kept: ["const a = new Date(0);"],
  },
  {
    says: "SQL asks for the time in db alone",
    over: /^(src|adapters)\/.*\.ts$/,
    find: syntax(isSqlClock),
    broken: ['sql("select now()");', "sql`select ${a} < CURRENT_TIMESTAMP`;", "sql`now() ${a}`;"],
    kept: ["clock.now();"],
  },
  {
    says: "no test runs alone",
    over: TESTS,
    find: syntax(
      (node) =>
        ts.isPropertyAccessExpression(node) &&
        isNamed(node.name, "only") &&
        /^(it|test|describe)\b/.test(node.getText()),
    ),
    broken: ['it.only("a", () => {});', 'describe.only("a", () => {});', "it.each([1]).only('a', f);"],
    kept: ["a.only;"],
  },
  {
    says: "tests never sleep: time is an argument, and what must be waited for is an event",
    over: /^test\/(?!support\/|bench\/|chaos\/(?!.*\.test\.ts)).*\.ts$/,
    find: syntax(isSleep),
    broken: [
      "setTimeout(f, 5);",
      "globalThis.setTimeout(f, 5);",
      'import { setTimeout as sleep } from "node:timers/promises";',
    ],
    kept: ["setImmediate(f);"],
  },
  {
    says: "our own modules are never mocked",
    over: TESTS,
    find: syntax(isMockOfOurs),
    broken: ['vi.mock("../src/bot.ts");'],
    kept: ['vi.mock("discord.js");'],
  },
  {
    says: "which statuses are live, and which over, is said once: LIVE and OVER of the domain's vocabulary",
    over: /^(?!src\/domain\/vocabulary\.ts$)(src|adapters|db)\/.*\.ts$/,
    find: syntax(isStatusesAgain),
    broken: ['const s = ["draft", "awaiting_approval", "open"];', 'f({ status: ["withdrawn", "closed"] });'],
    kept: ['const s = ["draft", "open"];', 'const s = ["draft", "awaiting_approval", "open", "closed", "withdrawn"];'],
  },
  {
    says: "nothing is put off in a comment",
    over: /^(src|adapters|db|test|docs|\.ci)\/|\.md$/,
    find: words(/\b(TODO|FIXME|XXX|HACK)\b/),
    broken: ["// TODO: later", "FIXME"],
    kept: ["todo"],
  },
  {
    says: "no file knows the machine it was written on, nor where packages came from",
    over: /./,
    find: words(/(^|[\s"'`(=:])\/(work|root|home|Users)\/|\bregistry\.[a-z]|\bnpmmirror\b|\.npm\/_/),
    broken: ['const a = "/work/main";', "see /root/x", '"resolved": "https://registry.example.org/a.tgz"'],
    kept: ["https://example.org/work/", "registry.", "src/work/"],
  },
];
