import { afterEach, describe, expect, it } from 'vitest';
import { startChromium } from '../../harness/consent/chromium.ts';
import { browse } from '../../harness/stimuli/browse.ts';
import { type Asked, fakeGateway, type Told } from '../consent/fake-gateway.ts';

const SECONDS = 60_000;
const probe = await startChromium();
if (probe.ok) await probe.browser.close();
const why = probe.ok ? '' : ` (skipped: ${probe.why})`;
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const html = (body: string): Told => ({ html: `<!doctype html><body>${body}</body>` });

describe.skipIf(!probe.ok)(`steps in a browser${why}`, { timeout: SECONDS }, () => {
  async function app() {
    const booked: string[] = [];
    const gateway = await fakeGateway({
      'GET /app': ({ cookies }: Asked) =>
        cookies.includes('session=1')
          ? html(
              `<label>Service <input id="service"></label><button onclick="fetch('/book', { method: 'POST', body: new URLSearchParams({ service: document.getElementById('service').value }) })">Book</button>`,
            )
          : html(
              '<form method="post" action="/login"><label>Password <input type="password" name="password"></label><button>Sign in</button></form>',
            ),
      'GET /nowhere': () => ({ status: 404, html: 'There is no such page' }),
      'POST /login': () => ({ location: '/app', cookie: 'session=1; Path=/' }),
      'POST /book': ({ fields }: Asked) => {
        booked.push(fields.get('service') ?? '');
        return html('booked');
      },
    });
    opened.push(gateway);
    return {
      booked,
      parts: { event: 'booking.created' as const, target: gateway.url, timeoutMs: 3_000 },
    };
  }
  const signIn = [{ fill: 'Password', with: 'top-secret' }, { press: 'Sign in' }];

  it('cause what a user causes', async () => {
    const { booked, parts } = await app();
    const steps = [...signIn, { fill: 'Service', with: 'Massage' }, { press: 'Book' }];
    expect(await browse({ url: '/app', steps }, parts)).toEqual({ ok: true });
    expect(booked).toEqual(['Massage']);
  });

  it('say which of them fails, and nothing of what was typed', async () => {
    const { booked, parts } = await app();
    const at = "stimuli['booking.created'].browser.steps";
    const lost = [...signIn, { fill: 'Price', with: 'top-secret' }];
    expect(await browse({ url: '/app', steps: lost }, { ...parts, timeoutMs: 1_000 })).toEqual({
      ok: false,
      why: `${at}[2] finds nothing to act on: {"fill":"Price"}`,
    });
    expect(await browse({ url: '/app', steps: [{ click: 'Book' }] }, parts)).toEqual({
      ok: false,
      why: `${at}[0] is none of fill, check and press`,
    });
    expect(await browse({ url: '/nowhere?key=top-secret', steps: signIn }, parts)).toEqual({
      ok: false,
      why: `the page ${parts.target}/nowhere answers 404`,
    });
    expect(booked).toEqual([]);
  });

  it('say what to install where the browser is missing', async () => {
    const { parts } = await app();
    const none = { url: '/app', steps: signIn, executablePath: '/nowhere/chromium' };
    const outcome = await browse(none, parts);
    expect(outcome).toMatchObject({ ok: false });
    expect(outcome.ok ? '' : outcome.why).toMatch(
      /^A "browser" stimulus needs Chromium, and \/nowhere\/chromium does not exist\. .* stimuli\['booking\.created'\]\.browser\.executablePath\.$/,
    );
  });
});
