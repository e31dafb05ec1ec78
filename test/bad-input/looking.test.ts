import { feed } from "../support/hostile-words.ts";

feed("look", "report", "setup");
