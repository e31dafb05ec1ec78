import type { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { manifestOf, PATHS, type Transport } from "../../adapters/slack/manifest.ts";
import { OPTIONAL_SCOPES, SCOPES } from "../../adapters/slack/scopes.ts";
import { specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { LANGUAGES } from "../../src/domain/vocabulary.ts";

const specs = COMMANDS.map(specOf);
const HTTP: Transport = { kind: "http", url: "https://aid.example.org/" };
const SOCKET: Transport = { kind: "socket" };

describe.each(LANGUAGES)("the manifest in %s", (language) => {
  it.each([
    ["http", HTTP],
    ["socket", SOCKET],
  ] as const)("over %s is as approved", async (name, transport) => {
    const two = specs.filter(({ name }) => name === "request" || name === "response");
    const printed = `${JSON.stringify(manifestOf(two, transport, language), null, 2)}\n`;
    await expect(printed).toMatchFileSnapshot(`../golden/slack/manifest.${name}.${language}.json`);
  });

  it("is within what Slack's schema allows", () => {
    // Slack's own type of it, which the compiler compares.
    const made: webApi.AppsManifestCreateArguments["manifest"] = manifestOf(specs, HTTP, language);
    const { display_information: shown, features } = made;
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description?.length).toBeLessThanOrEqual(140);
    expect(shown.long_description?.length).toBeGreaterThanOrEqual(175);
    expect(shown.long_description?.length).toBeLessThanOrEqual(4_000);
    for (const { name, description, callback_id } of features?.shortcuts ?? []) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(name).not.toContain("…");
      expect(description.length).toBeLessThanOrEqual(150);
      expect(callback_id.length).toBeLessThanOrEqual(255);
    }
    for (const { command, description, usage_hint } of features?.slash_commands ?? []) {
      expect(command).toMatch(/^\/[a-z]{1,31}$/u);
      expect(description.length).toBeLessThanOrEqual(2_000);
      expect(usage_hint?.length).toBeLessThanOrEqual(1_000);
      expect(usage_hint).not.toContain("…");
    }
  });
});

describe("the manifest", () => {
  const http = manifestOf(specs, HTTP, "en");
  const socket = manifestOf(specs, SOCKET, "en");

  it("is of version 2, for organisations too, and has mentions arrive as ids", () => {
    for (const made of [http, socket]) {
      expect(made).toMatchObject({ _metadata: { major_version: 2 }, settings: { org_deploy_enabled: true } });
      expect(made.features.slash_commands).toMatchObject([{ command: "/aid", should_escape: true }]);
    }
  });

  it("names every command, so that a new one is in it by being one", () => {
    const [command] = http.features.slash_commands;
    for (const { name } of specs) expect(command?.usage_hint.split(" | ")).toContain(name);
  });

  it("leads everything to one address over HTTP, and to none over sockets", () => {
    const at = `https://aid.example.org${PATHS.events}`;
    expect(http.features.slash_commands[0]).toMatchObject({ url: at });
    expect(http.settings.interactivity).toMatchObject({ request_url: at, message_menu_options_url: at });
    expect(http.settings.event_subscriptions).toMatchObject({ request_url: at });
    expect(http.oauth_config).toMatchObject({ redirect_urls: [`https://aid.example.org${PATHS.redirect}`] });
    expect(http.settings).toMatchObject({ socket_mode_enabled: false, token_rotation_enabled: true });
    expect(JSON.stringify(socket)).not.toContain("http");
    expect(socket.settings).toMatchObject({ socket_mode_enabled: true, token_rotation_enabled: false });
  });

  it("asks for the least, gives a reason for each, and insists on no history", () => {
    // Slack refuses what may be left out and is not among all that is asked for.
    expect(http.oauth_config.scopes.bot).toEqual(Object.keys({ ...SCOPES, ...OPTIONAL_SCOPES }).toSorted());
    expect(http.oauth_config.scopes.bot_optional).toEqual(Object.keys(OPTIONAL_SCOPES).toSorted());
    for (const [scope, why] of Object.entries(OPTIONAL_SCOPES)) {
      expect(Object.keys(SCOPES)).not.toContain(scope);
      expect(scope).toMatch(/^(channels|groups|im):history$/u);
      expect(why).toContain("not said twice");
    }
    for (const [scope, why] of Object.entries(SCOPES)) {
      expect(scope).not.toMatch(/history|admin|^chat:write\.|files/u);
      expect(why.length).toBeGreaterThan(20);
    }
  });

  it("offers the shortcuts of messages and one of its own, and hears when it is removed", () => {
    expect(http.features.shortcuts.map(({ type, name }) => `${type}: ${name}`)).toEqual([
      "message: Log as aid request",
      "message: Record company’s answer",
      "global: New aid request",
    ]);
    expect(http.settings.event_subscriptions.bot_events).toEqual(
      expect.arrayContaining(["app_uninstalled", "tokens_revoked", "app_home_opened", "app_mention", "message.im"]),
    );
  });
});
