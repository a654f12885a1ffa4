import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../contracts/evidence.ts';
import { Broken, Inconclusive } from '../../../harness/judging/outcome.ts';
import { mayNarrow, restoresScope } from '../../../suites/oauth/scope-of-refresh.ts';
import { granted, refused, throttled, tokenRequest } from '../../budget/token-request.ts';

const BOTH = 'read:clients read:payments';
const answer = (scope?: string): Exchange =>
  tokenRequest(200, { access_token: '$ACCESS_TOKEN', scope });
const narrowed = (exchange: Exchange, more: { whole?: Exchange } = {}) => ({
  scopeBefore: BOTH,
  exchange,
  ...more,
});

describe('a refresh with fewer scopes', () => {
  it('must be granted where one without a scope is', () => {
    expect(() => mayNarrow(narrowed(granted))).not.toThrow();
    expect(() => mayNarrow(narrowed(refused, { whole: granted }))).toThrow(Broken);
  });

  it('is not judged where nothing is granted, or nothing could be narrowed', () => {
    expect(() => mayNarrow(narrowed(refused, { whole: refused }))).toThrow(Inconclusive);
    expect(() => mayNarrow(narrowed(throttled))).toThrow(Inconclusive);
    expect(() => mayNarrow(narrowed(tokenRequest(200), { whole: granted }))).toThrow(Inconclusive);
    expect(() => mayNarrow(undefined)).toThrow(Inconclusive);
  });

  it('must leave the grant its scope', () => {
    const narrow = answer('read:clients');
    const later = (whole: Exchange) => narrowed(narrow, { whole });
    expect(() => restoresScope(later(answer('read:payments read:clients')))).not.toThrow();
    expect(() => restoresScope(later(answer('read:clients')))).toThrow(Broken);
    expect(() => restoresScope(later(answer()))).toThrow(Inconclusive);
    expect(() => restoresScope(later(refused))).toThrow(Inconclusive);
    expect(() => restoresScope(narrowed(narrow))).toThrow(Inconclusive);
  });
});
