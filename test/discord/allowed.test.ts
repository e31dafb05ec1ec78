import { PermissionFlagsBits } from "discord.js";
import { describe, expect, it } from "vitest";
import { allowedAt, allowedIn } from "../../adapters/discord/allowed.ts";

const { ViewChannel: VIEW, SendMessages: SEND, Administrator: ADMIN } = PermissionFlagsBits;
const WHO = { server: "1", owner: "9", user: "2", roles: ["3", "4"], all: [] };
const rights = (everyone: bigint, ...roles: readonly bigint[]) => ({
  ...WHO,
  all: [{ id: "1", permissions: everyone }, ...roles.map((permissions, at) => ({ id: String(3 + at), permissions }))],
});
const none = { allow: 0n, deny: 0n };

describe("What somebody may in a Discord server", () => {
  it("is everybody's and their roles', and everything for its owner and for an administrator", () => {
    expect(allowedIn(rights(VIEW, SEND))).toBe(VIEW | SEND);
    expect(allowedIn({ ...rights(VIEW, SEND), roles: [] })).toBe(VIEW);
    expect(allowedIn({ ...rights(0n), user: "9" }) & SEND).toBe(SEND);
    expect(allowedAt(rights(ADMIN), [{ id: "2", ...none, deny: SEND }]) & SEND).toBe(SEND);
  });

  it("is changed by a channel for everybody first, then for all roles together, then for them alone", () => {
    const everybody = { id: "1", ...none, deny: SEND };
    const [grants, denies] = [
      { id: "3", ...none, allow: SEND },
      { id: "4", ...none, deny: SEND },
    ];
    const at = (...exceptions: Parameters<typeof allowedAt>[1]): boolean =>
      (allowedAt(rights(VIEW | SEND), exceptions) & SEND) !== 0n;
    expect(at(everybody)).toBe(false);
    expect(at(grants, everybody)).toBe(true);
    expect(at(grants, denies)).toBe(true);
    expect(at(denies, { id: "2", ...none, allow: SEND })).toBe(true);
    expect(at(grants, { id: "2", ...none, deny: SEND })).toBe(false);
    expect(at({ id: "7", ...none, deny: SEND })).toBe(true);
  });
});
