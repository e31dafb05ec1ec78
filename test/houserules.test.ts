import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { HOUSE_RULES } from "./support/houserules.ts";
import { NOT_OURS, repository, source } from "./support/tree.ts";

const TOP = resolve(import.meta.dirname, "..");
/** The rules' own samples break the rules. */
const SAMPLES = /^test\/support\/houserules\.ts$|^test\/(boundaries|forbidden-names)\.test\.ts$/;
const files = repository(TOP).filter(({ path }) => !SAMPLES.test(path));
const code = files.filter(({ path }) => /^(src|adapters|db|test|\.ci)\/.*\.(ts|mjs)$/.test(path));

const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? "";
/** The lock file as far as it is read here. */
interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

const manifest = JSON.parse(textOf("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

for (const { says, over, find, broken, kept } of HOUSE_RULES) {
  describe(`In this house ${says}`, () => {
    it("is noticed when it is broken", () => {
      for (const sample of broken) expect(find(source("src/sample.ts", sample)), sample).not.toEqual([]);
      for (const sample of kept) expect(find(source("src/sample.ts", sample)), sample).toEqual([]);
    });

    it("holds", () => {
      expect(files.filter(({ path }) => over.test(path)).flatMap(find)).toEqual([]);
    });
  });
}

describe("The top level", () => {
  const PRESCRIBED = ["package.json", "tsconfig.json", "src", "adapters", "db", "test", ".env.example"];
  const BESIDE = [".ci", "docs", "LICENSE", "package-lock.json", "biome.json", "knip.jsonc", "vitest.config.ts"];
  const TOOLS = ["require-node24.cjs", ".dependency-cruiser.mjs", ".oxlintrc.json", ".editorconfig", ".gitattributes"];
  const NPM = [".gitignore", ".npmrc", ".dockerignore", "Dockerfile", "compose.yaml", "stryker.config.json"];

  it("holds what is prescribed, Markdown and the files of tools", () => {
    const allowed = new Set([...PRESCRIBED, ...BESIDE, ...TOOLS, ...NPM, ...NOT_OURS]);
    const strangers = readdirSync(TOP).filter((name) => !allowed.has(name) && !/\.(md|log)$/.test(name));
    expect(strangers).toEqual([]);
  });
});

describe("A file", () => {
  const lines = (text: string): number => text.trimEnd().split("\n").length;

  it("holds one idea: 250 lines are the limit", () => {
    const long = code.map(({ path, text }) => ({ path, lines: lines(text) })).toSorted((a, b) => b.lines - a.lines);
    const worthALook = long.filter((file) => file.lines > 150);
    if (worthALook.length > 0) console.warn(worthALook.map((file) => `${file.lines} ${file.path}`).join("\n"));
    // A test's table of cases is one idea however many cases it has.
    expect(long.filter((file) => file.lines > (file.path.startsWith("test/") ? 500 : 250))).toEqual([]);
  });

  it("is named after its idea, not after a drawer", () => {
    const drawer = /(^|[-./])(managers?|services?|processors?|helpers?|utils?|data|info|misc|common)([-./]|$)/;
    expect(files.map(({ path }) => path).filter((path) => drawer.test(path))).toEqual([]);
  });
});

describe("The manifest", () => {
  it("pins every package, so that an older Node or npm cannot quietly pick another version", () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version))).toEqual([]);
  });

  it("locks what every platform needs, or `npm ci` refuses the lock file", () => {
    const lock = JSON.parse(textOf("package-lock.json")) as Lock;
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) => !lock.packages[`${path}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it("locks what is installed, and not where it came from", () => {
    expect(textOf("package-lock.json")).not.toContain('"resolved"');
  });
});

describe("The documents", () => {
  const documents = files.filter(({ path }) => path.endsWith(".md"));
  const npmItself = new Set(["ci", "install", "run", "ls", "exec", "version"]);

  it("name only npm scripts that exist", () => {
    const named = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\bnpm (?:run (?:-s |--silent )?([a-z][\w:-]*)|(start|test)\b)/g)].map((match) => [
        path,
        match[1] ?? match[2] ?? "",
      ]),
    );
    expect(named.filter(([, script = ""]) => !(script in manifest.scripts) && !npmItself.has(script))).toEqual([]);
  });

  it("name only files that exist", () => {
    const named = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|adapters|db|test|docs|\.ci)\/[\w./-]*\w)`/g)].map((match) => [path, match[1] ?? ""]),
    );
    expect(named.filter(([, file = ""]) => !existsSync(resolve(TOP, file)))).toEqual([]);
  });
});
