/** What Slack calls every private channel, so as not to tell its name. */
export const PRIVATE = "privategroup";

/** Whether a place goes by its id, or by what Slack calls all of its kind: nobody told us its name. */
export const isUntold = (id: string, name: string): boolean => name === `#${id}` || name === `#${PRIVATE}`;
