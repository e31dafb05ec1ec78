import type { Upload } from "../attaching.ts";
import type { Fields } from "../fields.ts";
import type { AnswerKind } from "../judge/answers.ts";
import type { World } from "../model.ts";

/** What a route is asked. */
export interface Asked {
  readonly world: World;
  /** A part of the path by its name. */
  readonly at: (name: string) => string;
  readonly query: URLSearchParams;
  readonly body: Fields;
  /** The body where it is a list, as commands are. */
  readonly list: readonly Fields[];
  readonly uploads: readonly Upload[];
}

/** What a route answers; without a body it is a 204. */
interface Answered {
  readonly status?: number;
  readonly body?: unknown;
}

/** One route of the API. */
export interface Route {
  /** As Discord documents it: `POST /channels/{channel}/messages`. */
  readonly route: string;
  /** The token stands in the path, and the global limit does not count it. */
  readonly open?: true;
  /** What it answers, for the published schema of that; of a list, what is in it. */
  readonly answers?: AnswerKind;
  /** Requests in so many seconds, for each channel, guild or webhook. */
  readonly rate?: readonly [requests: number, seconds: number];
  run(asked: Asked): Answered;
}
