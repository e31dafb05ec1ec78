/** Discord does not take what an operator has set; the message says what to do. */
export class DiscordTrouble extends Error {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = "DiscordTrouble";
  }
}
