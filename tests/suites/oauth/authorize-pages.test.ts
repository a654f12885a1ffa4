import { describe, expect, it } from 'vitest';
import type { Exchange, HeaderList } from '../../../contracts/evidence.ts';
import { Broken, Inconclusive, NotApplicable } from '../../../harness/judging/outcome.ts';
import { isNotFramed, isNotStored, namesAccess } from '../../../suites/oauth/authorize-pages.ts';

function page(...headers: HeaderList): Exchange {
  return {
    label: 'authorization page',
    request: { method: 'GET', url: 'https://gateway.example/oauth/authorize', headers: [] },
    response: { status: 200, headers, body: '' },
    startedAt: 0,
    durationMs: 1,
  };
}

describe('a page that others cannot frame', () => {
  it.each<HeaderList>([
    [['X-Frame-Options', 'DENY']],
    [['X-Frame-Options', 'SAMEORIGIN, SAMEORIGIN']],
    [['Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'"]],
    [['content-security-policy', "frame-ancestors 'self' https://admin.example"]],
    [
      ['Content-Security-Policy', 'frame-ancestors *'],
      ['Content-Security-Policy', "frame-ancestors 'self'"],
    ],
  ])('has %j', (...headers) => {
    expect(() => isNotFramed(page(...(headers as HeaderList)))).not.toThrow();
  });

  it.each<HeaderList>([
    [],
    [['X-Frame-Options', 'ALLOW-FROM https://other.example']],
    [['Content-Security-Policy', "default-src 'none'"]],
    [['Content-Security-Policy-Report-Only', "frame-ancestors 'none'"]],
    // browsers heed frame-ancestors and forget the other
    [
      ['X-Frame-Options', 'DENY'],
      ['Content-Security-Policy', 'frame-ancestors https:'],
    ],
  ])('does not have %j', (...headers) => {
    expect(() => isNotFramed(page(...(headers as HeaderList)))).toThrow('frame');
  });
});

describe('a page that is not stored', () => {
  it('says no-store among other directives', () => {
    expect(() => isNotStored(page(['cache-control', 'private, No-Store']))).not.toThrow();
  });

  it('is not one that only says private', () => {
    expect(() => isNotStored(page(['cache-control', 'private']))).toThrow('no-store');
  });
});

describe('a page that says who asks, or what for', () => {
  const words = ['zapier', 'sandbox-client', 'read:bookings', 'booking'];
  const of = (body: string): Exchange => ({
    ...page(),
    response: { status: 200, headers: [], body },
  });

  it.each([
    '<h1>Allow Zapier to use your account?</h1><button>Allow</button>',
    '<p>An app wants to see your bookings.</p><button>Yes</button>',
    '<p>Do you agree?</p><input type="submit" value="Connect to Zapier">',
  ])('is %s', (body) => {
    expect(() => namesAccess(of(body), words)).not.toThrow();
  });

  it('is not one that only asks', () => {
    const body = '<p>Please decide before you go on.</p><button>Allow</button>';
    expect(() => namesAccess(of(body), words)).toThrow(Broken);
    const hidden = `<script>const client = 'zapier'</script>${body}`;
    expect(() => namesAccess(of(hidden), words)).toThrow(Broken);
  });

  it('is not judged where scripts write it, or where it is a sign-in alone', () => {
    const written = of('<div id="app"></div><script>allow()</script>');
    expect(() => namesAccess(written, words)).toThrow(Inconclusive);
    const signIn = of('<p>Welcome back to PocketSuite</p><button>Sign in</button>');
    expect(() => namesAccess(signIn, words)).toThrow(NotApplicable);
  });
});
