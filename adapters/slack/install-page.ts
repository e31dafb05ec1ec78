import type { ServerResponse } from "node:http";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replaceAll(/[&<>"]/gu, (sign) => ESCAPES[sign] ?? sign);

/** One sentence or two on a page of their own, for whoever installs the app. Nothing on it is loaded from elsewhere. */
export const showPage = (response: ServerResponse, status: number, sentences: readonly string[]): void => {
  const body = sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join("");
  response
    .writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    })
    .end(
      `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Aidline</title><body style="font:1.1rem/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem">${body}`,
    );
};
