/**
 * People are mentioned of whom the register knows nothing, and their platform was not asked yet. Thrown before anything
 * is decided by it: with what the platform says, the command is run again.
 */
export class Unmet extends Error {
  readonly accounts: readonly string[];

  constructor(accounts: readonly string[]) {
    super("unmet");
    this.accounts = accounts;
  }
}
