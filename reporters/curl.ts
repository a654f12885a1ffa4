import { type Exchange, header } from '../contracts/evidence.ts';
import { isPrintable } from './printable.ts';
import { hasSecret, printfCommand, shellWord } from './shell.ts';

type Request = Exchange['request'];

// curl writes these itself, and a stale copy would break the request.
const OWN_HEADERS = new Set(['host', 'connection', 'user-agent']);

/**
 * One line for a POSIX shell that sends the request of an exchange again. Masked secrets become
 * variables for the shell to expand: `ACCESS_TOKEN=… ; curl … "$ACCESS_TOKEN"`.
 */
export function curl({ request }: Exchange): string {
  const piped = request.body !== undefined && !isPrintable(request.body);
  const words = [
    'curl',
    ...method(request),
    ...(request.from === undefined ? [] : ['--interface', shellWord(request.from)]),
    ...urlOptions(request.url),
    shellWord(request.url),
    ...headers(request),
    ...(piped ? ['--data-binary', '@-'] : body(request)),
  ];
  const line = words.join(' ');
  return piped ? `${printfCommand(request.body ?? '')} | ${line}` : line;
}

function method({ method, body }: Request): string[] {
  if (method === 'HEAD' && body === undefined) return ['--head'];
  if (method === (body === undefined ? 'GET' : 'POST')) return ['-i'];
  return ['-i', '-X', /^[A-Z]+$/.test(method) ? method : shellWord(method)];
}

// Without them curl reads brackets as a range, and tidies `/../` away before sending.
function urlOptions(url: string): string[] {
  return [
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.{1,2}(?:[/?#]|$)/.test(url) ? ['--path-as-is'] : []),
  ];
}

function headers(request: Request): string[] {
  const kept = request.headers.filter(
    ([name, value]) => !isOwn(name.toLowerCase(), value, request),
  );
  const lines = kept.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`));
  // curl calls any body a form unless told otherwise.
  if (request.body !== undefined && header(request.headers, 'content-type') === undefined) {
    lines.push('content-type:');
  }
  return lines.flatMap((line) => ['-H', shellWord(line)]);
}

/** An odd length, or none, is what a request may be about. */
function isOwn(name: string, value: string, { body }: Request): boolean {
  if (name !== 'content-length') return OWN_HEADERS.has(name);
  return body === undefined || value === String(Buffer.byteLength(body));
}

function body(request: Request): string[] {
  if (request.body === undefined) return [];
  if (!isForm(request) || !hasSecret(request.body)) return ['--data-raw', shellWord(request.body)];
  // The variable holds the plain secret; a form needs it percent-encoded.
  return request.body
    .split('&')
    .flatMap((pair) =>
      isSecretPair(pair) ? ['--data-urlencode', shellWord(pair)] : ['--data-raw', shellWord(pair)],
    );
}

function isForm({ headers }: Request): boolean {
  return (header(headers, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded');
}

// Only a value that is the secret and nothing else: text around it is encoded already.
function isSecretPair(pair: string): boolean {
  return /^[\w.-]+=\$[A-Z_]+\d*$/.test(pair) && hasSecret(pair);
}
