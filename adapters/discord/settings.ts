/** How Discord is reached: by a gateway that we keep open, or at an address of ours that it calls. */
export interface DiscordSettings {
  /** `https://discord.com/api`, or that of a test. */
  readonly apiUrl: string;
  readonly botToken: string;
  /** Hexadecimal. With it Discord calls us, and no gateway is opened. */
  readonly publicKey: string | undefined;
  /** 0 takes any that is free. */
  readonly port: number;
}
