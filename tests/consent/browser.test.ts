import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { startChromium } from '../../harness/consent/chromium.ts';
import type { ConsentDriver } from '../../harness/consent/consent.ts';
import { consentDriver } from '../../harness/consent/consent-driver.ts';
import type { ConsentSettings } from '../../harness/settings/settings.ts';
import { type Asked, fakeGateway, type Told } from './fake-gateway.ts';

const CLIENT = 'http://127.0.0.1:1/callback';
const transport = createTransport({ timeoutMs: 1_000 });
const artifacts = mkdtempSync(join(tmpdir(), 'consent-'));
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const probe = await startChromium();
if (probe.ok) await probe.browser.close();
const why = probe.ok ? '' : ` (skipped: ${probe.why})`;

type BrowserSettings = Extract<ConsentSettings, { driver: 'browser' }>;
const settings: BrowserSettings = {
  driver: 'browser',
  approve: { email: 'a@b.c', password: 'p&ss word' },
  deny: {},
};

/** What should succeed may take its time on a busy machine; what should not is given up soon. */
const PATIENT_MS = 20_000;
const IMPATIENT_MS = 3_000;

function driverOf(
  more: Partial<BrowserSettings> = {},
  pageTimeoutMs: number = PATIENT_MS,
): ConsentDriver {
  const parts = { transport, announce: () => undefined, artifacts, pageTimeoutMs };
  const driver = consentDriver({ ...settings, ...more }, parts);
  opened.push(driver);
  return driver;
}

async function gateway(routes: Record<string, (asked: Asked) => Told>) {
  const started = await fakeGateway(routes);
  opened.push(started);
  return started;
}

const html = (body: string): Told => ({ html: `<!doctype html><body>${body}</body>` });
const login =
  '<form method="post" action="/login"><label>E-mail <input name="email"></label><label>Secret word <input type="password" name="password"></label><button>Sign in</button></form><button>Continue with Google</button>';

const usual: Record<string, (asked: Asked) => Told> = {
  'GET /authorize': ({ cookies }) =>
    cookies.includes('session=1')
      ? html(`<p>Zapier wants access</p><script>
          for (const [word, query] of [["Don't allow", 'error=access_denied'], ['Allow', 'code=b1']]) {
            const button = document.body.appendChild(document.createElement('button'));
            button.textContent = word;
            button.onclick = () => setTimeout(() => { location = '/decide?' + query }, 50);
          }</script>`)
      : { location: '/login' },
  'GET /login': () => html(login),
  'POST /login': ({ fields }) =>
    fields.get('password') === 'p&ss word'
      ? { location: '/authorize', cookie: 'session=1; HttpOnly; Path=/' }
      : html(`Wrong password.${login}`),
  'GET /decide': ({ query }) => ({ location: `${CLIENT}?${query}` }),
};

describe.skipIf(!probe.ok)(`a real browser${why}`, { timeout: 2 * PATIENT_MS }, () => {
  test('signs in, allows by script, and never asks the client', async () => {
    const { url, log } = await gateway(usual);
    const driver = driverOf();
    const walked = await driver.walk(`${url}/authorize`, 'approve', CLIENT);
    expect(walked.stopped).toBeUndefined();
    expect(walked.redirect).toEqual({ location: `${CLIENT}?code=b1`, status: 302 });
    expect(
      walked.exchanges.map(({ request, response }) => [request.method, response?.status]),
    ).toEqual([
      ['GET', 302],
      ['GET', 200],
      ['POST', 302],
      ['GET', 200],
      ['GET', 302],
    ]);
    expect(JSON.stringify(walked.exchanges)).not.toMatch(/p&ss|p%26ss/);
    expect(walked.denied).toBeUndefined();
    const again = await driver.walk(`${url}/authorize`, 'deny', CLIENT);
    expect(again.redirect?.location).toBe(`${CLIENT}?error=access_denied`);
    expect(again.denied).toBe(true);
    expect(log.filter((name) => name === 'POST /login')).toHaveLength(1);
  });

  test('waits for a slow sign-in, also one by script', async () => {
    const { url } = await gateway({
      'GET /authorize': ({ cookies }) =>
        cookies.includes('s=1')
          ? html('<form method=post action=/ok><button name=d>Allow</button></form>')
          : html(`<div id=app></div><script>setTimeout(() => { app.innerHTML =
              '<input name=email> <button>Next</button>';
              app.querySelector('button').onclick = (event) => { event.target.textContent = 'Wait'; event.target.disabled = true;
                setTimeout(() => { app.innerHTML = '<form onsubmit="document.cookie=\\'s=1\\'; setTimeout(() => location.reload(), 300); return false"><input type=password name=password><button>Go</button></form>' }, 300) } }, 300)</script>`),
      'POST /ok': () => ({ location: `${CLIENT}?code=slow` }),
    });
    const walked = await driverOf().walk(`${url}/authorize`, 'approve', CLIENT);
    expect(walked.stopped).toBeUndefined();
    expect(walked.redirect?.location).toBe(`${CLIENT}?code=slow`);
  });

  test('looks again at a page that is replaced while it is answered', async () => {
    const { url } = await gateway({
      // the form goes when it is typed into, for longer than anyone waits for its password field
      'GET /authorize': () =>
        html(`<form><input name=email oninput="leave()"><input name=password type=password>
          <button>Sign in</button></form><script>function leave() {
            document.body.innerHTML = 'One moment';
            setTimeout(() => { document.body.innerHTML =
              '<form method=post action=/ok><input name=password type=password><button>Sign in</button></form>' }, 3000);
          }</script>`),
      'POST /ok': () => ({ location: `${CLIENT}?code=again` }),
    });
    const walked = await driverOf().walk(`${url}/authorize`, 'approve', CLIENT);
    expect(walked.stopped).toBeUndefined();
    expect(walked.redirect?.location).toBe(`${CLIENT}?code=again`);
  });

  test('finds fields by label', async () => {
    const { url } = await gateway(usual);
    const driver = driverOf({
      approve: { user: 'a@b.c', key: 'p&ss word' },
      labels: { user: 'E-mail', key: 'Secret word' },
    });
    const walked = await driver.walk(`${url}/authorize`, 'approve', CLIENT);
    expect(walked.redirect?.location).toBe(`${CLIENT}?code=b1`);
  });

  test('plays configured steps', async () => {
    const { url } = await gateway(usual);
    const steps = [
      { fill: 'E-mail', with: 'a@b.c' },
      { fill: 'password', with: 'p&ss word' },
      { press: 'Sign in' },
      { press: "Don't allow", when: 'deny' },
      { press: 'Allow', when: 'approve' },
    ];
    const walked = await driverOf({ steps }).walk(`${url}/authorize`, 'deny', CLIENT);
    expect(walked.redirect?.location).toBe(`${CLIENT}?error=access_denied`);
    expect(walked.denied).toBe(true);
    const wrong = await driverOf({ steps: [{ click: 'x' }] }).walk(
      `${url}/authorize`,
      'deny',
      CLIENT,
    );
    expect(wrong.stopped).toContain('oauth.consent.steps[0] is none of fill, check and press.');
  });

  test('a redirect at once, and one with another answer elsewhere', async () => {
    const { url, log } = await gateway({
      'GET /authorize': ({ query }) => ({ location: query.get('to') ?? '' }),
    });
    const driver = driverOf();
    for (const location of [`${CLIENT}?code=1`, 'https://evil.example/cb?code=2']) {
      const to = `${url}/authorize?to=${encodeURIComponent(location)}`;
      const walked = await driver.walk(to, 'approve', CLIENT);
      expect(walked.redirect).toEqual({ location, status: 302 });
    }
    expect(log.filter((name) => name === 'GET /authorize')).toHaveLength(2);
  });

  test('a wrong password is told, with a picture', async () => {
    const { url } = await gateway(usual);
    const approve = { email: 'a@b.c', password: 'wrong-pass' };
    const driver = driverOf({ approve }, IMPATIENT_MS);
    const walked = await driver.walk(`${url}/authorize`, 'approve', CLIENT);
    expect(walked.cause).toBe('login-refused');
    expect(walked.stopped).toContain('filled in "email", filled in "password", pressed "Sign in"');
    expect(walked.stopped).not.toContain('wrong-pass');
    const picture = /page is in (.*\.png)\.$/.exec(walked.stopped ?? '')?.[1] ?? '';
    expect(existsSync(picture)).toBe(true);
    expect(statSync(picture).size).toBeGreaterThan(1_000);
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  });

  test.each<[string, Told, string]>([
    ['an error page', { status: 400, html: `Unknown client ${login}` }, 'refused-page'],
    ['a fault', { status: 500, html: 'oops' }, 'server-error'],
    ['nothing to do', html('<h1>Hello</h1>'), 'no-form'],
  ])('%s', async (_what, told, cause) => {
    const { url } = await gateway({ 'GET /authorize': () => told });
    const driver = driverOf({}, IMPATIENT_MS);
    const walked = await driver.walk(`${url}/authorize`, 'approve', CLIENT);
    expect(walked.redirect).toBeUndefined();
    expect(walked.cause).toBe(cause);
  });

  test('nobody there', async () => {
    const walked = await driverOf().walk('http://127.0.0.1:2999/authorize', 'approve', CLIENT);
    expect(walked.cause).toBe('unreachable');
  });
});

test('a missing browser is said plainly', async () => {
  const driver = driverOf({ executablePath: '/nowhere/chromium' });
  const { stopped } = await driver.walk('http://127.0.0.1:9/', 'approve', CLIENT);
  expect(stopped).toBe(
    'The "browser" consent driver needs Chromium, and /nowhere/chromium does not exist. Install one with "npx playwright install chromium" or your system\'s package, or name one in oauth.consent.executablePath.',
  );
});

afterAll(() => transport.close());
