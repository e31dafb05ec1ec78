import { feed } from "../support/hostile-words.ts";

feed("receive");
