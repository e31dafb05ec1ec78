import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";

/** What no repository holds: installed, written while running, or measured. */
export const NOT_OURS = new Set(["node_modules", "data", ".git", ".env", "coverage", "reports", ".stryker-tmp"]);

const BINARY = /\.(png|ttf|woff2?|gz|zip|xlsx|wasm)$/;

/** A file of the repository; it is parsed when first asked for. */
export interface Source {
  /** From the top, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** All nodes of the tree, outermost first. */
  readonly nodes: readonly ts.Node[];
}

const within = (node: ts.Node): readonly ts.Node[] => {
  const found: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    found.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
};

/** A source from its text, so that a rule can be tried on a sample. */
export const source = (path: string, text: string): Source => {
  let parsed: ts.SourceFile | undefined;
  let found: readonly ts.Node[] | undefined;
  const tree = (): ts.SourceFile => (parsed ??= ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return {
    path,
    text,
    get tree() {
      return tree();
    },
    get nodes() {
      found ??= within(tree());
      return found;
    },
  };
};

/** Every text file of the working tree that is ours, by path. */
export const repository = (top: string): readonly Source[] =>
  readdirSync(top, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name) && !name.endsWith(".log"))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(top, entry.name), { recursive: true, withFileTypes: true }).filter((inner) => inner.isFile())
        : [entry],
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !BINARY.test(path))
    .map((path) => source(relative(top, path).split(sep).join("/"), readFileSync(path, "utf8")));

/** `path:line what`, as a terminal makes it clickable. */
export const at = ({ path, tree }: Source, node: ts.Node, what = node.getText(tree)): string => {
  const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  return `${path}:${line + 1} ${what.split("\n")[0]}`;
};
