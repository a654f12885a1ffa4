/** What a command asks a broker about. */
export interface AskedAbout {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
}

/** What of it the broker does not know, in a sentence; `undefined` where it is no such thing. */
export function whyUnknown(
  said: string,
  { pacticipant, version, environment }: AskedAbout,
): string | undefined {
  if (/\benvironment\b.* does not exist/i.test(said)) {
    return `The broker knows no environment "${environment}"; create it there, or name another.`;
  }
  if (/\bpacticipant\b.* not found/i.test(said)) {
    return `The broker knows no "${pacticipant}"; --pacticipant takes the name of a consumer or provider as its pacts have it.`;
  }
  if (/\/versions\/\S+ failed: 404/.test(said)) {
    return `The broker knows no version "${version}" of "${pacticipant}"; publish its pacts or its verification before.`;
  }
  return undefined;
}
