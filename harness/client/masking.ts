import type { Exchange } from '../../contracts/evidence.ts';
import { knownSecrets } from './known-secrets.ts';

/** What a masked value is called; `$ACCESS_TOKEN_2` is the second access token that was met. */
type SecretKind =
  | 'ACCESS_TOKEN'
  | 'REFRESH_TOKEN'
  | 'CODE'
  | 'CLIENT_SECRET'
  | 'PASSWORD'
  | 'BASIC_CREDENTIALS'
  | 'WEBHOOK_SECRET'
  | 'COOKIE';

/** Replaces secrets by names that stay the same for the same secret, so that judges can compare. */
export interface Masking {
  readonly learn: (kind: SecretKind, value: string | undefined) => void;
  /** Learns the tokens, codes and cookies that an exchange carries. */
  readonly learnFrom: (exchange: Exchange, part?: 'all' | 'answer') => void;
  /** A copy of a JSON value without any secret. */
  readonly mask: <Value>(value: Value) => Value;
}

/** Shorter values stand in too much ordinary text; they are masked where a whole value equals them. */
const SHORTEST = 6;
const PARAMETER =
  /(^|[?&#\s"])(client_secret|password|code|refresh_token|access_token|code_verifier)=([^&#\s"]*)/g;
const MEMBERS: Readonly<Record<string, SecretKind>> = {
  access_token: 'ACCESS_TOKEN',
  refresh_token: 'REFRESH_TOKEN',
  id_token: 'ACCESS_TOKEN',
};

/** A masking that knows nothing yet. */
export function createMasking(): Masking {
  const names = new Map<string, string>();
  const counts = new Map<SecretKind, number>();
  const long = knownSecrets(SHORTEST);

  const learn: Masking['learn'] = (kind, value) => {
    if (value === undefined || value === '' || names.has(value)) return;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const name = count === 1 ? `$${kind}` : `$${kind}_${count}`;
    for (const form of new Set([value, encodeURIComponent(value), formEncoded(value)])) {
      if (names.has(form)) continue;
      names.set(form, name);
      if (form.length >= SHORTEST) long.add(form);
    }
  };

  const maskText = (text: string): string => {
    const whole = names.get(text);
    if (whole !== undefined) return whole;
    const masked = long.replaced(text, (secret) => names.get(secret) ?? secret);
    if (!masked.includes('=')) return masked;
    return masked.replace(PARAMETER, (all, before, key, value) => {
      const name = names.get(value) ?? names.get(decoded(value));
      return name === undefined ? all : `${before}${key}=${name}`;
    });
  };

  const learnFrom: Masking['learnFrom'] = (exchange, part = 'all') => {
    if (part === 'all') learnFromRequest(exchange, learn);
    learnFromAnswer(exchange, learn);
  };
  const mask = <Value>(value: Value): Value => walk(value, maskText) as Value;
  return { learn, learnFrom, mask };
}

function walk(value: unknown, maskText: (text: string) => string): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map((each) => walk(each, maskText));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, walk(inner, maskText)]),
  );
}

function learnFromRequest({ request }: Exchange, learn: Masking['learn']): void {
  for (const [name, value] of request.headers) {
    if (name.toLowerCase() === 'authorization') learnAuthorization(value, learn);
    if (name.toLowerCase() === 'cookie') learnCookies(value, learn);
  }
}

function learnFromAnswer({ response }: Exchange, learn: Masking['learn']): void {
  for (const [name, value] of response?.headers ?? []) {
    if (name.toLowerCase() === 'set-cookie') learnCookies(value.split(';')[0] ?? '', learn);
    if (name.toLowerCase() === 'location') learnLocation(value, learn);
  }
  learnMembers(response?.body ?? '', learn);
}

function learnAuthorization(value: string, learn: Masking['learn']): void {
  const [scheme = '', ...rest] = value.split(' ');
  const credentials = rest.join(' ').trim();
  if (/^basic$/i.test(scheme)) learn('BASIC_CREDENTIALS', credentials);
  else if (credentials.length >= SHORTEST) learn('ACCESS_TOKEN', credentials);
}

function learnCookies(value: string, learn: Masking['learn']): void {
  for (const pair of value.split(';')) {
    const cookie = pair.slice(pair.indexOf('=') + 1).trim();
    if (cookie.length >= SHORTEST) learn('COOKIE', cookie);
  }
}

function learnLocation(location: string, learn: Masking['learn']): void {
  for (const part of location.split(/[?#]/).slice(1)) {
    const parameters = new URLSearchParams(part);
    learn('CODE', parameters.get('code') ?? undefined);
    learn('ACCESS_TOKEN', parameters.get('access_token') ?? undefined);
  }
}

function learnMembers(body: string, learn: Masking['learn']): void {
  if (!body.includes('_token')) return;
  for (const [, key = '', value = ''] of body.matchAll(/"(\w+_token)"\s*:\s*"([^"\\]+)"/g)) {
    const kind = MEMBERS[key];
    if (kind !== undefined) learn(kind, value);
  }
}

/** A value of a form behind its escapes, which may be more than it needs. */
function decoded(value: string): string {
  return new URLSearchParams(`value=${value}`).get('value') ?? value;
}

function formEncoded(value: string): string {
  return new URLSearchParams({ value }).toString().slice('value='.length);
}
