/**
 * Node's own Temporal, which is V8's and shares no code with the library that the product reads time by. Run with
 * `--harmony-temporal`, in a process of its own: where a Temporal is there, a ponyfill may make use of it. Reads
 * lines `zone day time` and writes the moment of each in milliseconds.
 */
interface NativeTemporal {
  readonly PlainDateTime: {
    from(text: string): {
      toZonedDateTime(
        zone: string,
        how: { readonly disambiguation: "compatible" },
      ): { readonly epochMilliseconds: number };
    };
  };
}

// The flag brings it; TypeScript's library does not know it yet.
const { Temporal } = globalThis as unknown as { readonly Temporal: NativeTemporal };

const asked = Buffer.concat(await process.stdin.toArray()).toString();
const answers = asked
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => {
    const [zone = "", day, time] = line.split(" ");
    return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: "compatible" })
      .epochMilliseconds;
  });
process.stdout.write(answers.join("\n"));
