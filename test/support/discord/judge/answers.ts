import * as spec from "discord-api-spec/zod";
import type { $ZodType } from "zod/v4/core";
import { fitted } from "./fitting.ts";

/** The published schemas of what Discord answers. This Discord holds itself to them, too. */
const ANSWER = {
  callback: spec.InteractionCallbackResponseSchema,
  channel: spec.GuildChannelResponseSchema,
  command: spec.ApplicationCommandResponseSchema,
  direct: spec.PrivateChannelResponseSchema,
  gateway: spec.GatewayBotResponseSchema,
  guild: spec.GuildResponseSchema,
  member: spec.GuildMemberResponseSchema,
  message: spec.MessageResponseSchema,
  role: spec.GuildRoleResponseSchema,
  self: spec.UserPIIResponseSchema,
  thread: spec.ThreadResponseSchema,
  user: spec.UserResponseSchema,
} as const satisfies Readonly<Record<string, $ZodType>>;

/** What one answer is; a list is judged one by one, and a channel by any of its forms. */
export type AnswerKind = keyof typeof ANSWER | "any channel";

const kindsOf = (kind: AnswerKind): readonly (keyof typeof ANSWER)[] =>
  kind === "any channel" ? ["channel", "thread", "direct"] : [kind];

/** Throws when this Discord itself says what Discord never would. */
export const checkAnswer = (route: string, kind: AnswerKind, body: unknown): void => {
  for (const one of Array.isArray(body) ? body : [body]) {
    const results = kindsOf(kind).map((each) => fitted(ANSWER[each], one).flaws);
    if (results.some((flaws) => flaws.length === 0)) continue;
    const issues = results
      .map((flaws) => flaws.map(({ path, says }) => `${path.join(".")}: ${says}`).join(" "))
      .join(" or ");
    throw new Error(`This Discord answers ${route} as Discord never would: ${issues} in ${JSON.stringify(one)}`);
  }
};
