/** Slack does not take what an operator has set; the message says what to do. */
export class SlackTrouble extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SlackTrouble";
  }
}
