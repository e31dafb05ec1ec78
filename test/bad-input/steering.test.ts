import { feed } from "../support/hostile-words.ts";

feed("steer");
