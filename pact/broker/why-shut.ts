/** Why nothing could be had from the broker at all, in a sentence; `undefined` where it is no such thing. */
export function whyShut(said: string, url: string): string | undefined {
  if (/failed: 40[13] /.test(said)) {
    return `the broker at ${url} does not let us in: give PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD`;
  }
  if (/error sending request|connection refused|dns error|timed out/i.test(said)) {
    return `the broker at ${url} could not be reached`;
  }
  return undefined;
}
