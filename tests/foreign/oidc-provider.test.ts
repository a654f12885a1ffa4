import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Exchange, header } from '../../contracts/evidence.ts';
import type { Judgement } from '../../contracts/verdict.ts';
import { startChromium } from '../../harness/consent/chromium.ts';
import type { SettingsInput } from '../../harness/settings/settings.ts';
import { items } from '../../suites/select.ts';
import { judgeTarget } from './judge-target.ts';
import { type OidcGateway, startOidcGateway } from './oidc-gateway.ts';
import { asItComes, asTheRfcHasIt, type Differences } from './oidc-verdicts.ts';

const oauth = items.filter(({ clause }) => clause.id.startsWith('oauth/'));
const authorize = oauth.filter(({ clause }) => clause.id.startsWith('oauth/authorize/'));
const exchange = oauth.filter(({ clause }) => clause.id === 'oauth/token/status-200');
/** `oidc-provider` takes any account; its pages have no field or button that names the decision. */
const jane = { approve: { login: 'jane', password: 'any' }, deny: {} };

const open: OidcGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

beforeAll(async () => {
  // It warns, rightly, that its development parts are no production.
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'info').mockReturnValue();
});
afterAll(() => vi.restoreAllMocks());

async function start(...options: Parameters<typeof startOidcGateway>): Promise<OidcGateway> {
  const gateway = await startOidcGateway(...options);
  open.push(gateway);
  return gateway;
}

type OauthSettings = NonNullable<SettingsInput['oauth']>;

function settingsFor({ clients }: OidcGateway, more: Partial<OauthSettings>): SettingsInput {
  const [own, secondClient] = clients;
  return {
    oauth: { ...own, secondClient, consent: { driver: 'form', ...jane }, ...more },
    controls: {
      expireToken: {
        path: '/__control/expire-token',
        json: { access_token: '{accessToken}' },
      },
    },
    webhooks: { within: 1.5 },
  };
}

/** A limit may begin anew with an hour of the clock: then the eleventh request cannot be judged. */
async function awayFromTheHour(): Promise<void> {
  const left = 3_600_000 - (Date.now() % 3_600_000);
  if (left < 30_000) await sleep(left + 100);
}

function differing(judgements: ReadonlyMap<string, Judgement>): Record<string, string> {
  const other = [...judgements].filter(([, { verdict }]) => verdict !== 'pass');
  return Object.fromEntries(other.map(([id, { verdict }]) => [id, verdict]));
}

const verdictsOf = (differences: Differences) =>
  Object.fromEntries(Object.entries(differences).map(([id, [verdict]]) => [id, verdict]));

function evidenceOf(judgements: ReadonlyMap<string, Judgement>, id: string): Exchange {
  const [first] = judgements.get(id)?.evidence ?? [];
  if (first?.kind !== 'exchange') throw new Error(`${id} has no exchange as evidence`);
  return first.exchange;
}

describe('oidc-provider behind the documented paths', () => {
  test('as it comes: each verdict is explained, and its answers show why', async () => {
    await awayFromTheHour();
    const gateway = await start('client_secret_post');
    const { judgements, conducted } = await judgeTarget(
      gateway.url,
      oauth,
      settingsFor(gateway, {}),
    );
    expect(conducted.setUp).toBeUndefined();
    expect(differing(judgements)).toEqual(verdictsOf(asItComes));

    const { request, response: page } = evidenceOf(judgements, 'oauth/authorize/page-not-framed');
    expect(request.url).toContain(`${gateway.url}/interaction/`);
    expect(page?.status).toBe(200);
    expect(header(page?.headers ?? [], 'x-frame-options')).toBeUndefined();
    expect(header(page?.headers ?? [], 'content-security-policy')).toBeUndefined();
    const granted = evidenceOf(judgements, 'oauth/token/pragma').response;
    expect(header(granted?.headers ?? [], 'cache-control')).toBe('no-store');
    expect(header(granted?.headers ?? [], 'pragma')).toBeUndefined();
    const lacking = evidenceOf(judgements, 'oauth/token/redirect-uri-required');
    expect(lacking.request.body).not.toContain('redirect_uri');
    expect(lacking.response?.status).toBe(200);
    expect(evidenceOf(judgements, 'oauth/throttling/eleventh-429').response?.status).toBe(400);
    const observed = conducted.observations.map(({ name, value }) => [name, value]);
    expect(observed).toContainEqual(['refresh.rotation', 'kept']);
    expect(observed.map(([name]) => name)).not.toContain('limit.valid-requests');
  }, 60_000);

  test('with rotating refresh tokens and Basic authentication', async () => {
    await awayFromTheHour();
    const gateway = await start('client_secret_basic', {
      rotateRefreshToken: true,
      allowOmittingSingleRegisteredRedirectUri: false,
    });
    const settings = settingsFor(gateway, { clientAuthentication: 'basic' });
    const { judgements, conducted } = await judgeTarget(gateway.url, oauth, settings);
    expect(differing(judgements)).toEqual(verdictsOf(asTheRfcHasIt));
    const observed = conducted.observations.map(({ name, value }) => [name, value]);
    expect(observed).toContainEqual(['refresh.rotation', 'rotated']);
    expect(observed).toContainEqual(['refresh.at-once', 'granted and refused']);
  }, 60_000);

  test.each<[what: string, Partial<OauthSettings>, RegExp]>([
    ['an unknown client', { clientId: 'nobody' }, /invalid_client.*`oauth\.clientId`/],
    [
      'a redirect URI that is not registered',
      { redirectUri: 'http://127.0.0.1:9000/elsewhere' },
      /invalid_redirect_uri.*`oauth\.redirectUri`/,
    ],
    ['a wrong secret', { clientSecret: 'wrong' }, /401 \(invalid_client\).*`oauth\.clientSecret`/],
    [
      'an account without the fields of the login page',
      { consent: { driver: 'form', approve: { email: 'jane' } } },
      /"login", "password".*`oauth\.consent`/,
    ],
  ])('%s is told as a mistake of the set-up', async (_, mistaken, says) => {
    const gateway = await start('client_secret_post');
    const settings = settingsFor(gateway, mistaken);
    const { judgements, conducted } = await judgeTarget(gateway.url, exchange, settings);
    expect(conducted.setUp).toMatch(says);
    expect(conducted.setUp).not.toMatch(/ ;|\.;/);
    expect(differing(judgements)).toEqual({ 'oauth/token/status-200': 'inconclusive' });
  });
});

const probe = await startChromium();
if (probe.ok) await probe.browser.close();
const why = probe.ok ? '' : ` (skipped: ${probe.why})`;

describe.skipIf(!probe.ok)(`oidc-provider's pages in a real browser${why}`, () => {
  test('are signed in to, allowed and denied as by forms', async () => {
    const gateway = await start('client_secret_post');
    const settings = settingsFor(gateway, { consent: { driver: 'browser', ...jane } });
    const { judgements, conducted } = await judgeTarget(gateway.url, authorize, settings);
    expect(conducted.setUp).toBeUndefined();
    expect(differing(judgements)).toEqual({ 'oauth/authorize/page-not-framed': 'warn' });
  }, 120_000);
});
