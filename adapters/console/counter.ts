import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";

/** The longest path of a socket that every system takes (104 bytes on macOS, with the final zero). */
const LONGEST_PATH = 100;

/** Milliseconds within which an errand is answered; the slowest command takes a second or two. */
const PATIENCE = 60_000;

/** Characters of a line: a digest of a big register is far below, a flood is above. */
const LONGEST_LINE = 8_000_000;

/** A folder of this user's own below the system's temporary one: nobody else may put a socket there. */
const ownTemporary = (): string => {
  const folder = join(tmpdir(), `aidline-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} is open to others. Remove it, or choose a shorter path for the data folder.`);
  }
  return folder;
};

/** Where the bot that runs on a data folder is to be found by other commands on this machine. */
export const counterOf = (folder: string): string => {
  const whole = resolve(folder);
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\aidline-${hash}`;
  const path = join(whole, "counter.sock");
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : join(ownTemporary(), `${hash}.sock`);
};

/** A place at which other processes of the same user put questions to the running bot. */
export interface Counter {
  close(): Promise<void>;
}

/** Answers one message. Undefined, for a message that is not one of ours, and rejecting hang up. */
export type Attend = (message: unknown) => Promise<unknown>;

/**
 * Opens the counter for whoever owns the folder, which is why a socket left by a killed process is
 * simply removed. One line of JSON comes in, one goes out.
 */
export const openCounter = async (path: string, attend: Attend): Promise<Counter> => {
  const sockets = new Set<Socket>();
  const errands = new Set<Promise<void>>();

  const serve = async (socket: Socket, line: string): Promise<void> => {
    const answer = await attend(parsed(line)).catch(() => undefined);
    if (answer === undefined) socket.destroy();
    else socket.end(`${JSON.stringify(answer)}\n`);
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    onLine(socket, (line) => {
      const errand = serve(socket, line);
      errands.add(errand);
      void errand.finally(() => errands.delete(errand));
    });
  });
  if (process.platform !== "win32") rmSync(path, { force: true });
  const listening = Promise.withResolvers<void>();
  // Bound within the call, so the socket is its owner's alone from its first moment and no other file is touched.
  const mask = process.umask(0o177);
  server.once("error", listening.reject).listen(path, listening.resolve);
  process.umask(mask);
  await listening.promise;

  return {
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await Promise.allSettled(errands);
      for (const socket of sockets) socket.destroySoon();
      await closed.promise;
    },
  };
};

/** Hands over the first line that arrives; hangs up on whoever sends more than a line can hold. */
const onLine = (socket: Socket, take: (line: string) => void): void => {
  let text = "";
  const read = (chunk: string): void => {
    text += chunk;
    const end = text.indexOf("\n");
    if (end < 0 && text.length > LONGEST_LINE) socket.destroy();
    if (end < 0) return;
    socket.off("data", read);
    take(text.slice(0, end));
  };
  socket.setEncoding("utf8").on("data", read);
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Whether a bot runs there. */
export const isOpen = async (path: string): Promise<boolean> => {
  const { promise, resolve: tell } = Promise.withResolvers<boolean>();
  const socket = connect(path, () => tell(true)).on("error", () => tell(false));
  return promise.finally(() => socket.destroy());
};

/** Brings a message to the running bot. Rejects when nobody is at the counter, or hangs up. */
export const askAtCounter = async (path: string, message: unknown): Promise<unknown> => {
  const { promise, resolve: answer, reject } = Promise.withResolvers<unknown>();
  const socket = connect(path);
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error("The running bot does not answer.")));
  socket.on("error", reject);
  socket.on("close", () => reject(new Error("The running bot hung up without an answer.")));
  onLine(socket, (line) => answer(parsed(line)));
  socket.write(`${JSON.stringify(message)}\n`);
  return promise.finally(() => socket.destroy());
};
