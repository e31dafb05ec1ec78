/**
 * A question about a list, answered once for as long as the list lives. Lists of records are never changed,
 * a change makes a new one, so that what was worked out of one stays true of it.
 */
export const kept = <L extends object, R>(work: (list: L) => R): ((list: L) => R) => {
  const answers = new WeakMap<L, { readonly answer: R }>();
  return (list) => {
    const known = answers.get(list) ?? { answer: work(list) };
    answers.set(list, known);
    return known.answer;
  };
};
