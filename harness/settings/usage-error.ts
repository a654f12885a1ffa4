/** A mistake of the user in an option or a setting: told in a sentence, and the run ends before any request. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly exitCode = 2;

  /** @param sentences one a mistake */
  constructor(...sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}
