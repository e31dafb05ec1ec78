/** Thrown by everything that a process does after it died; nobody outside may take it for an answer. */
class Died extends Error {
  constructor() {
    super("the process has died");
    this.name = "Died";
  }
}

/** When a process dies: at its so-manieth step into the world, before the step has an effect or right after it. */
export interface Death {
  readonly step: number;
  readonly after: boolean;
}

/** A process that may die: each call of what it was given is a step, and after its death none has an effect. */
export const mortal = (death: Death | undefined) => {
  let steps = 0;
  const step = async (call: () => unknown): Promise<unknown> => {
    steps += 1;
    if (death && (steps > death.step || (steps === death.step && !death.after))) throw new Died();
    const answer = await call();
    if (death && steps >= death.step) throw new Died();
    return answer;
  };
  /** The same port, each of its functions a step. What is no step of I/O is named. */
  return <T extends object>(port: T, free: readonly (keyof T)[] = []): T =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function" || free.some((one) => one === name)) return member;
        return (...given: readonly unknown[]) => step(() => Reflect.apply(member, target, given));
      },
    });
};
