import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "./world.ts";

/** The bytes in a form of several parts: the one part that has them. */
const partIn = (body: Buffer, boundary: string): Buffer => {
  const start = body.indexOf("\r\n\r\n");
  const end = body.lastIndexOf(`\r\n--${boundary}`);
  return start < 0 || end < start ? Buffer.alloc(0) : body.subarray(start + 4, end);
};

/** The second step of an upload: takes the bytes, if there are as many as was said. */
export const receiveUpload = (
  world: World,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): boolean => {
  const key = /^\/upload\/(\w+)$/.exec(request.url ?? "")?.[1];
  if (key === undefined) return false;
  const boundary = /boundary=(\S+)/.exec(request.headers["content-type"] ?? "")?.[1];
  const bytes = boundary === undefined ? body : partIn(body, boundary);
  const file = [...world.files.values()].find((one) => one.uploadKey === key);
  if (!file || file.bytes || bytes.length !== file.length) {
    response.writeHead(file ? 400 : 404).end("upload refused");
    return true;
  }
  file.bytes = bytes;
  response.writeHead(200).end(`OK - ${bytes.length}`);
  return true;
};
