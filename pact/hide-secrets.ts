import type { Scene } from './scene.ts';

const SECRET_VALUES = [
  ...['accessToken', 'refreshToken', 'code', 'oauthClientSecret'],
  ...['shortenedClientSecret', 'otherCaseClientSecret'],
  ...['shortenedRefreshToken', 'otherCaseRefreshToken'],
];
const SECRET_MEMBERS = /"(?:access_token|refresh_token|id_token|client_secret)"\s*:\s*/g;
/** Shorter ones would stand in words, too. */
const SHORTEST = 6;

/**
 * A body without the secrets in it: what the verifier finds it prints, and publishes to the broker.
 * Each keeps its type, its length and the kinds of its characters, so that contracts can still ask
 * for these.
 */
export function hideSecrets(body: string, { values }: Pick<Scene, 'values'>): string {
  let hidden = body;
  for (const name of SECRET_VALUES) {
    const secret = values[name];
    if (secret === undefined || secret.length < SHORTEST) continue;
    hidden = hidden.replaceAll(secret, shapeOf(secret));
  }
  return withoutMembers(hidden);
}

function withoutMembers(json: string): string {
  let told = '';
  let from = 0;
  for (const { index, 0: name } of json.matchAll(SECRET_MEMBERS)) {
    if (index < from) continue;
    const start = index + name.length;
    const end = endOfValue(json, start);
    told += json.slice(from, start) + hiddenValue(json.slice(start, end));
    from = end;
  }
  return told + json.slice(from);
}

/** Strings and numbers in it lose what they say; literals and names of members stay. */
function hiddenValue(value: string): string {
  return value.replace(
    /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*/g,
    (written, text?: string, colon?: string) => {
      if (colon !== undefined) return written;
      return text === undefined ? written.replace(/\d/g, '1') : `"${shapeOf(text)}"`;
    },
  );
}

/** A value that begins here: up to the end of a string or number, or of the brackets it opens. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (const { index, 0: token } of json.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (depth === 0 && /[\]},]/.test(token)) return start + index;
    if (/^[[{]$/.test(token)) depth += 1;
    if (/^[\]}]$/.test(token)) depth -= 1;
    if (depth === 0 && token !== ',') return start + index + token.length;
  }
  return json.length;
}

function shapeOf(secret: string): string {
  return secret
    .replace(/\\u[0-9a-fA-F]{4}|\\./g, 'a')
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/\d/g, '0');
}
