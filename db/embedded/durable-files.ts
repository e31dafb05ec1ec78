import { fdatasyncSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** An open file as emscripten's file layer sees it; `nfd` is the descriptor that Node gave it. */
interface OpenFile {
  readonly nfd: number;
}

/** The part of PGlite's module that carries files. Where NODEFS hangs moved between 0.5.14 and 0.5.16. */
interface FileLayer {
  readonly NODEFS?: { stream_ops: { fsync?: (file: OpenFile) => number } };
}

/**
 * PGlite's files with the sync calls that it leaves out: upstream, a commit is acknowledged when the
 * operating system has it, and a power cut takes it back. Leans on internals of the pinned version;
 * `syncs` is how `openEmbedded` notices if they move.
 */
export class DurableFiles extends NodeFS {
  #syncs = 0;

  /** Sync calls since the start. */
  get syncs(): number {
    return this.#syncs;
  }

  override async init(...[pg, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(pg, options);
    // The hook is emscripten's module, whose file layer PGlite's types do not describe.
    const hook = (module: unknown): void => this.#hook(module as FileLayer);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook] } };
  }

  #hook(layer: FileLayer): void {
    if (layer.NODEFS === undefined) return;
    layer.NODEFS.stream_ops.fsync = (file) => {
      fdatasyncSync(file.nfd);
      this.#syncs += 1;
      return 0;
    };
  }
}

/**
 * Starts PostgreSQL with fsync on: PGlite's own parameters less `-F`. fdatasync is a stub in its C
 * library, so the log is synced by fsync.
 */
export const DURABLE_PARAMETERS: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  "-c",
  "wal_sync_method=fsync",
];
