/** Faults of the way to a platform that happen before a request is sent. */
const UNSENT =
  /^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/u;

/** The code of a network fault; fetch wraps it once or twice. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "";
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
};

/** Why a request was definitely not sent; undefined when it may have been. */
export const unsent = (error: unknown): string | undefined => {
  const code = codeOf(error);
  return UNSENT.test(code) ? code : undefined;
};
