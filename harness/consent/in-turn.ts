/** Makes calls of `work` run one after another, whatever the fate of the one before. */
export function inTurn<Arguments extends unknown[], Result>(
  work: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const turn = last.then(() => work(...given));
    last = turn.catch(() => undefined);
    return turn;
  };
}
