import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Doubt, single, timeDoubt } from "../shared/signed.ts";

/** A request as it came over HTTP. */
export interface Signed {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The public key of the developer portal, 32 bytes in hexadecimal. Throws for anything else. */
export const keyOf = (hexadecimal: string): KeyObject =>
  createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(hexadecimal, "hex").toString("base64url") },
    format: "jwk",
  });

/**
 * What speaks against a request, undefined when nothing does. Discord signs the timestamp and the body with
 * Ed25519, and sends wrong signatures on purpose to see whether we look. `now` is in seconds since 1970.
 */
export const doubtOf = ({ headers, body }: Signed, key: KeyObject, now: number): Doubt | undefined => {
  const timestamp = single(headers["x-signature-timestamp"]);
  const signature = single(headers["x-signature-ed25519"]);
  const early = timeDoubt(timestamp, signature, now);
  if (early !== undefined) return early;
  if (!/^[0-9a-f]{128}$/iu.test(signature)) return "wrong signature";
  const said = Buffer.concat([Buffer.from(timestamp), body]);
  return verify(null, said, key, Buffer.from(signature, "hex")) ? undefined : "wrong signature";
};
