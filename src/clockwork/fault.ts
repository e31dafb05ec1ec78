/** What a row or the log may say of a fault: its kind, never its message, which can hold what people typed. */
export const faultName = (fault: unknown): string => (fault instanceof Error ? fault.name : typeof fault);
