import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, exampleEnvironment, readConfig } from "../src/config.ts";

const faults = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
  }
  return [];
};

describe("the settings", () => {
  it("need nothing", () => {
    expect(readConfig({})).toEqual({
      databaseUrl: undefined,
      folder: resolve("data"),
      language: "en",
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      logLevel: "warn",
      colour: true,
      operations: { port: undefined, host: "127.0.0.1", drain: 0, dumps: undefined },
      url: undefined,
      slack: undefined,
      discord: undefined,
    });
    expect(readConfig({ AIDLINE_ZONE: "", DATABASE_URL: "  " })).toEqual(readConfig({}));
  });

  it("are taken as they are", () => {
    const set = {
      DATABASE_URL: "postgresql://u:p@db/aid",
      AIDLINE_DATA: "/var/lib/aidline",
      AIDLINE_LANGUAGE: "uk",
      AIDLINE_ZONE: "Europe/Kyiv",
      AIDLINE_LOG: "info",
      NO_COLOR: "1",
      AIDLINE_OPS_PORT: "9464",
      AIDLINE_OPS_HOST: "0.0.0.0",
      AIDLINE_DRAIN: "5",
      AIDLINE_DUMPS: "/mnt/dumps",
      PATH: "/bin",
    };
    expect(readConfig(set)).toEqual({
      databaseUrl: "postgresql://u:p@db/aid",
      folder: resolve("/var/lib/aidline"),
      language: "uk",
      zone: "Europe/Kyiv",
      logLevel: "info",
      colour: false,
      operations: { port: 9464, host: "0.0.0.0", drain: 5, dumps: "/mnt/dumps" },
      url: undefined,
      slack: undefined,
      discord: undefined,
    });
  });

  it("are refused with all that is wrong at once, each with an example that works", () => {
    expect(faults({ AIDLINE_LANGUAGE: "fr", AIDLINE_ZONE: "Kyiv", AIDLINE_LOG: "loud", AIDLINE_LANG: "uk" })).toEqual([
      expect.stringMatching(/^AIDLINE_LANG is not a setting\. There are .*AIDLINE_LANGUAGE/u),
      'AIDLINE_LANGUAGE must be en or uk, for example en, and is "fr".',
      'AIDLINE_ZONE must be the IANA name of a time zone, for example Europe/Kyiv, and is "Kyiv".',
      'AIDLINE_LOG must be one of debug, info, warn, error, silent, for example info, and is "loud".',
    ]);
  });

  it("of Discord say what is missing beside what is set, and never repeat the token", () => {
    expect(faults({ DISCORD_BOT_TOKEN: "Bot hunter2" })).toEqual([
      expect.stringMatching(/^DISCORD_BOT_TOKEN must be a bot token of three parts(?!.*hunter2)/u),
    ]);
    expect(faults({ DISCORD_PUBLIC_KEY: "ab".repeat(32) })).toEqual([
      "DISCORD_PUBLIC_KEY needs DISCORD_BOT_TOKEN as well.",
    ]);
    expect(faults({ DISCORD_BOT_TOKEN: "a.b.c", AIDLINE_DISCORD_PORT: "3001" })).toEqual([
      expect.stringMatching(/^AIDLINE_DISCORD_PORT is used with DISCORD_PUBLIC_KEY alone/u),
    ]);
    expect(readConfig({ DISCORD_BOT_TOKEN: "a.b.c" }).discord).toEqual({
      apiUrl: "https://discord.com/api",
      botToken: "a.b.c",
      publicKey: undefined,
      port: 3001,
    });
  });

  it("never repeat a password", () => {
    const [fault] = faults({ DATABASE_URL: "mysql://u:hunter2@db/aid" });
    expect(fault).toContain("postgres://");
    expect(fault).not.toContain("hunter2");
  });

  it("are what .env.example shows, and its examples work", async () => {
    await expect(exampleEnvironment()).toMatchFileSnapshot("../.env.example");
    const examples = exampleEnvironment().matchAll(/^#([A-Z_]+)=(.*)$/gmu);
    expect(faults(Object.fromEntries([...examples].map(([, name = "", value = ""]) => [name, value])))).toEqual([]);
  });
});
