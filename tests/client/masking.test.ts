import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { createMasking } from '../../harness/client/masking.ts';

const exchange = (parts: {
  headers?: [string, string][];
  body?: string;
  answer?: string;
  location?: string;
}): Exchange => ({
  label: 'x',
  request: {
    method: 'POST',
    url: 'http://127.0.0.1/oauth/token',
    headers: parts.headers ?? [],
    body: parts.body ?? '',
  },
  response: {
    status: 200,
    headers: parts.location === undefined ? [] : [['Location', parts.location]],
    body: parts.answer ?? '',
  },
  startedAt: 0,
  durationMs: 0,
});

describe('masking', () => {
  it('names the tokens of an answer, the same token by the same name', () => {
    const masking = createMasking();
    const seen = exchange({
      answer: '{"access_token":"aaaaaaaa","refresh_token":"bbbbbbbb"}',
    });
    masking.learnFrom(seen);
    const other = exchange({ headers: [['authorization', 'Bearer aaaaaaaa']] });
    masking.learnFrom(other);
    expect(masking.mask(seen).response?.body).toBe(
      '{"access_token":"$ACCESS_TOKEN","refresh_token":"$REFRESH_TOKEN"}',
    );
    expect(masking.mask(other).request.headers).toEqual([
      ['authorization', 'Bearer $ACCESS_TOKEN'],
    ]);
  });

  it('masks each token of many, wherever it stands', () => {
    const masking = createMasking();
    const tokens = Array.from({ length: 500 }, (_, at) => `tok-${'x'.repeat(at % 7)}${at}-end`);
    for (const token of tokens) masking.learn('ACCESS_TOKEN', token);
    const text = tokens.map((token) => `[${token}]`).join('');
    const names = tokens.map((_, at) => `[$ACCESS_TOKEN${at === 0 ? '' : `_${at + 1}`}]`);
    expect(masking.mask(text)).toBe(names.join(''));
    expect(masking.mask('tok-x1-en')).toBe('tok-x1-en');
  });

  it('masks a token that begins like another as a whole', () => {
    const masking = createMasking();
    masking.learn('ACCESS_TOKEN', 'abcdefgh');
    masking.learn('ACCESS_TOKEN', 'abcdefghi');
    expect(masking.mask('abcdefghi and abcdefgh')).toBe('$ACCESS_TOKEN_2 and $ACCESS_TOKEN');
  });

  it('masks the form-encoded shape of a secret, and a short one as a parameter', () => {
    const masking = createMasking();
    masking.learn('CLIENT_SECRET', 's&cret+value');
    masking.learn('PASSWORD', 'pw');
    expect(masking.mask('client_secret=s%26cret%2Bvalue&password=pw&spw=1')).toBe(
      'client_secret=$CLIENT_SECRET&password=$PASSWORD&spw=1',
    );
  });

  it('masks a secret with more escapes than it needs', () => {
    const masking = createMasking();
    masking.learn('REFRESH_TOKEN', 'abc-def');
    expect(masking.mask('refresh_token=%61%62%63-%64%65%66&a=%61')).toBe(
      'refresh_token=$REFRESH_TOKEN&a=%61',
    );
  });

  it('masks the code of a redirect wherever it turns up later', () => {
    const masking = createMasking();
    masking.learnFrom(exchange({ location: 'http://127.0.0.1/cb?code=c0de-c0de&state=s' }));
    expect(masking.mask({ body: 'grant_type=authorization_code&code=c0de-c0de' })).toEqual({
      body: 'grant_type=authorization_code&code=$CODE',
    });
  });

  it('masks cookies and Basic credentials', () => {
    const masking = createMasking();
    const seen = exchange({
      headers: [
        ['Cookie', 'session=s3ss10n-id'],
        ['Authorization', 'Basic dXNlcjpwYXNz'],
      ],
    });
    masking.learnFrom(seen);
    expect(JSON.stringify(masking.mask(seen))).not.toMatch(/s3ss10n|dXNlcjpwYXNz/);
  });
});
