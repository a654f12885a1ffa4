import type { Exchange } from '../../contracts/evidence.ts';
import { BODY_LIMIT } from './received.ts';

type Failure = NonNullable<Exchange['failure']>;

/** The answer, or its end, did not come in time. */
export const late = (timeoutMs: number, status: number | undefined): Failure => ({
  kind: 'timeout',
  message:
    status === undefined
      ? `no answer within ${timeoutMs / 1000} s`
      : `the answer (${status}) was not complete within ${timeoutMs / 1000} s`,
});

/** More came than is read. */
export const tooLarge = (status: number | undefined): Failure => ({
  kind: 'closed',
  message: `the answer (${status}) is larger than ${BODY_LIMIT / 1024 / 1024} MiB; reading was stopped`,
});

/**
 * An error of undici or of the operating system, in words.
 *
 * @param sent whether the request had gone out: nobody was reached, or somebody hung up
 */
export function failed(
  error: unknown,
  sent: boolean,
): { readonly code: string; readonly failure: Failure } {
  const { code = '', message } = error as Error & { code?: string };
  // Refused on several addresses at once, Node's error has no message but a code.
  const why = (message || code).split('\n')[0];
  if (!sent) return { code, failure: { kind: 'unreachable', message: unreachable(code, why) } };
  const hungUp = /^(other side closed|closed|terminated)$/.test(why ?? '') || code === 'ECONNRESET';
  const rest = hungUp ? 'before an answer came' : why;
  return { code, failure: { kind: 'closed', message: `the connection was closed: ${rest}` } };
}

function unreachable(code: string, why: string | undefined): string {
  if (code === 'ECONNREFUSED') return 'the connection was refused: nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name could not be resolved';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'no connection came about in time';
  if (code === 'UND_ERR_INVALID_ARG') return `the request could not be sent: ${why}`;
  return `no connection came about: ${why}`;
}
