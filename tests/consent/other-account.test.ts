import { expect, test } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { asOtherAccount, saysWho } from '../../harness/consent/other-account.ts';

const form = {
  driver: 'form' as const,
  approve: { email: 'john@a.example', password: 'one', decision: 'approve' },
  deny: { decision: 'deny' },
  otherAccount: { email: 'mary@b.example', password: 'two' },
};
const browser = { ...form, driver: 'browser' as const };

function sent(body: string | undefined, status = 200): Exchange {
  const request = { method: 'POST', url: 'http://a/authorize', headers: [], ...(body && { body }) };
  const response = { status, headers: [], body: '' };
  return {
    label: 'form of the authorization page',
    request,
    response,
    startedAt: 0,
    durationMs: 0,
  };
}

test('another account signs in with what it has in place of the first', () => {
  expect(asOtherAccount(form)).toMatchObject({
    approve: { email: 'mary@b.example', password: 'two', decision: 'approve' },
    deny: form.deny,
  });
  expect(asOtherAccount({ driver: 'form', approve: {}, deny: {} })).toBeUndefined();
  expect(asOtherAccount({ driver: 'manual', within: 1 })).toBeUndefined();
});

test.each<[string, Exchange, boolean]>([
  ['its email', sent('email=mary%40b.example&decision=approve'), true],
  ['a password', sent('login=x&secret=%24PASSWORD'), true],
  ['the decision alone', sent('decision=approve'), false],
  ['nothing', sent(undefined, 302), false],
])('a walk that sent %s', (_, exchange, isTold) => {
  expect(saysWho({ exchanges: [exchange] }, form)).toBe(isTold);
});

test('in a browser, whoever was shown a page signed in', () => {
  expect(saysWho({ exchanges: [sent(undefined)] }, browser)).toBe(true);
  expect(saysWho({ exchanges: [sent(undefined, 302)] }, browser)).toBe(false);
});
