/** Something outside of us that a run needs is not to be had: one sentence, exit code 3. */
export class SetUpError extends Error {
  override readonly name = 'SetUpError';
  readonly exitCode = 3;
}
