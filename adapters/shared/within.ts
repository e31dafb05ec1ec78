/** What work gives, or `late` when it takes more than so many milliseconds. The work goes on all the same. */
export const within = async <T>(work: Promise<T>, milliseconds: number): Promise<T | "late"> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
