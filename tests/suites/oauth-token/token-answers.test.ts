import { describe, expect, it } from 'vitest';
import { Broken, Inconclusive, NotApplicable } from '../../../harness/judging/outcome.ts';
import type { Exchanged } from '../../../suites/oauth/exchanges.ts';
import { differentTokens, lifetime, scopeText } from '../../../suites/oauth/granted-answers.ts';
import { keepsPkce } from '../../../suites/oauth/pkce.ts';
import { staysNarrow } from '../../../suites/oauth/scope-of-refresh.ts';
import { closestPair, tokenFacts } from '../../../suites/oauth/token-facts.ts';
import { addedTo, otherCase, shortened } from '../../../suites/oauth/wrong-values.ts';
import { granted, refused, tokenRequest } from '../../budget/token-request.ts';

describe('PKCE', () => {
  it('is kept where both wrong exchanges are refused', () => {
    expect(() => keepsPkce(refused, refused)).not.toThrow();
  });

  it('is broken where one is granted and the other refused', () => {
    expect(() => keepsPkce(granted, refused)).toThrow(Broken);
    expect(() => keepsPkce(refused, granted)).not.toThrow();
  });

  it('is not there where both are granted', () => {
    expect(() => keepsPkce(granted, granted)).toThrow(NotApplicable);
    expect(() => keepsPkce(granted, tokenRequest(429))).toThrow(Inconclusive);
  });
});

describe('members of a token answer', () => {
  const now = { ...granted, startedAt: Date.parse('2025-01-15T14:30:00Z') };

  it.each([1, 3600, 2_147_483_647, 315_360_000])('take %d for a lifetime', (value) => {
    expect(lifetime(now).holds(value)).toBe(true);
  });

  it.each([0, -1, 0.5, 3_600_000_000, '3600', 1_736_955_000, 1_736_955_000_000, Number.NaN])(
    'do not take %j for a lifetime',
    (value) => expect(lifetime(now).holds(value)).toBe(false),
  );

  it('have scopes with spaces between', () => {
    const { holds } = scopeText('read:clients write:clients');
    expect(holds('read:clients write:clients')).toBe(true);
    expect(holds('read:clients offline_access')).toBe(true);
    expect(holds('read:clients,write:clients')).toBe(false);
    expect(holds(['read:clients'])).toBe(false);
  });
});

describe('access tokens', () => {
  const of = (which: Exchanged['of'], token: string, scopeAsked = 'a b'): Exchanged => ({
    of: which,
    scopeAsked,
    exchange: tokenRequest(200, { access_token: token }),
  });

  it('may be the same for the same grant, but not for another scope or client', () => {
    expect(() => differentTokens([of('main', 't'), of('again', 't', 'b a')])).not.toThrow();
    expect(() => differentTokens([of('main', 't'), of('narrow', 't', 'a')])).toThrow(Broken);
    expect(() => differentTokens([of('main', 't'), of('second client', 't')])).toThrow(Broken);
    expect(() => differentTokens([of('main', 't')])).toThrow(Inconclusive);
  });

  it('are known by their facts', () => {
    expect(tokenFacts('abc.DEF-_~+/==')).toEqual({ length: 14, carriable: true });
    expect(tokenFacts('a b').carriable).toBe(false);
    expect(tokenFacts('=a').carriable).toBe(false);
    expect(closestPair(['token-1', 'token-2', 'quite-else'])).toBe(1);
    expect(closestPair(['same', 'same'])).toBeUndefined();
  });
});

describe('a narrow grant', () => {
  const exchange = tokenRequest(200, { access_token: 't', scope: 'read:clients' });
  const grant = { scope: 'read:clients', scopeBefore: null, exchange };
  const silent = tokenRequest(200, { access_token: 't' });

  it('must not be widened, in words or in deed', () => {
    expect(() => staysNarrow(grant)).not.toThrow();
    const wide = tokenRequest(200, { access_token: 't', scope: 'read:clients write:clients' });
    expect(() => staysNarrow({ ...grant, exchange: wide })).toThrow(Broken);
    const created = tokenRequest(403);
    expect(() => staysNarrow({ ...grant, created, opened: tokenRequest(201) })).toThrow(Broken);
  });

  it('may have been wide from the beginning', () => {
    const wide = tokenRequest(200, { access_token: 't', scope: 'read:clients write:clients' });
    const scopeBefore = 'write:clients read:clients';
    expect(() => staysNarrow({ ...grant, scopeBefore, exchange: wide })).not.toThrow();
  });

  it('cannot be judged where nothing tells its scope', () => {
    const opened = tokenRequest(201);
    expect(() => staysNarrow({ ...grant, exchange: silent, created: opened, opened })).toThrow(
      Inconclusive,
    );
  });
});

describe('wrong values', () => {
  it('are wrong, but only just', () => {
    expect(otherCase('aBc-1')).toBe('AbC-1');
    expect(otherCase('123')).toBe('1230');
    expect(shortened('secret')).toBe('secre');
    expect(shortened('s')).toBe('s0');
    expect(addedTo('https://zapier.example/callback')).toBe(
      'https://zapier.example/callback/other',
    );
    expect(addedTo('https://zapier.example')).toBe('https://zapier.example/other');
  });
});
