import { afterEach, describe, expect, test } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import type { ConsentWalk, Decision } from '../../harness/consent/consent.ts';
import { consentDriver } from '../../harness/consent/consent-driver.ts';
import { type Asked, fakeGateway, type Told } from './fake-gateway.ts';

const CLIENT = 'http://127.0.0.1:1/callback';
const transport = createTransport({ timeoutMs: 1_000 });
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

type Routes = Record<string, (asked: Asked) => Told>;

async function gateway(routes: Routes) {
  const started = await fakeGateway(routes);
  opened.push(started);
  return started;
}

const settings = {
  driver: 'form' as const,
  approve: { email: 'a@b.c', password: 'p&ss word', decision: 'approve' },
  deny: { decision: 'deny' },
};

async function walk(
  routes: Routes,
  decision: Decision = 'approve',
  more: { approve?: Record<string, string>; deny?: Record<string, string>; path?: string } = {},
): Promise<ConsentWalk & { log: string[]; url: string }> {
  const { url, log } = await gateway(routes);
  const parts = { transport, announce: () => undefined };
  const driver = consentDriver(
    {
      ...settings,
      ...(more.approve && { approve: more.approve }),
      ...(more.deny && { deny: more.deny }),
    },
    parts,
  );
  const walked = await driver.walk(`${url}${more.path ?? '/authorize?state=s'}`, decision, CLIENT);
  await driver.close();
  return { ...walked, log, url };
}

const answer = ({ fields }: Asked): Told => ({
  location:
    fields.get('decision') === 'approve'
      ? `${CLIENT}?code=c1&state=s`
      : `${CLIENT}?error=access_denied&state=s`,
});
const page = (body: string): Told => ({ html: `<!doctype html><body>${body}</body>` });

const onePage: Routes = {
  'GET /authorize': () =>
    page(`<form action="/search"><input name="q"><button>Search</button></form>
      <form method="post" action="decide"><input type="hidden" name="csrf" value="t">
      <input name="email"><input type="password" name="password">
      <button name="decision" value="deny">Deny</button>
      <button name="decision" value="approve">Allow</button></form>`),
  'POST /decide': (asked) =>
    asked.fields.get('csrf') === 't' && asked.fields.get('password') === 'p&ss word'
      ? answer(asked)
      : { status: 400 },
};

describe('sign-in and consent on one page', () => {
  test('approval ends at the client, which is never asked', async () => {
    const { redirect, stopped, exchanges, log, url } = await walk(onePage);
    expect(stopped).toBeUndefined();
    expect(redirect).toEqual({ location: `${CLIENT}?code=c1&state=s`, status: 302 });
    expect(log).toEqual(['GET /authorize', 'POST /decide']);
    const post = exchanges[1]?.request;
    expect(post?.headers).toEqual(
      expect.arrayContaining([
        ['Origin', url],
        ['Referer', `${url}/authorize?state=s`],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ]),
    );
  });

  test('a denial signs in with the fields of approve', async () => {
    const { redirect } = await walk(onePage, 'deny');
    expect(redirect?.location).toBe(`${CLIENT}?error=access_denied&state=s`);
  });

  test('the password is not in the record', async () => {
    const { exchanges } = await walk(onePage);
    expect(JSON.stringify(exchanges)).not.toMatch(/p&ss|p%26ss/);
    expect(exchanges[1]?.request.body).toContain('password=%24PASSWORD');
  });
});

const twoSteps: Routes = {
  'GET /authorize': ({ cookies }) =>
    cookies.includes('session=1')
      ? page(
          `<form method="post" action="/consent"><button formaction="/no">Don't allow</button><button>Allow access</button></form>`,
        )
      : { location: '/login' },
  'GET /login': () =>
    page('<form method=post><input type=email name=email><input type=submit value="Next"></form>'),
  'POST /login': ({ fields }) =>
    fields.has('password')
      ? fields.get('password') === 'p&ss word'
        ? {
            location: '/authorize?state=s',
            cookie: ['session=1; HttpOnly; Path=/', 'x=y; Domain=evil.example'],
          }
        : { status: 401, html: `Wrong password. ${passwordPage}` }
      : page(passwordPage),
  'POST /consent': () => ({ location: `${CLIENT}?code=c2`, status: 303 }),
  'POST /no': () => ({ location: `${CLIENT}?error=access_denied` }),
};
const passwordPage =
  '<form method="post" action="/login"><input type="hidden" name="email" value="a@b.c"><input type="password" name="password"><button>Sign in</button></form>';

describe('several pages', () => {
  test('e-mail, password, consent, with a session cookie', async () => {
    const { redirect, log } = await walk(twoSteps);
    expect(redirect).toEqual({ location: `${CLIENT}?code=c2`, status: 303 });
    expect(log).toEqual([
      'GET /authorize',
      'GET /login',
      'POST /login',
      'POST /login',
      'GET /authorize',
      'POST /consent',
    ]);
  });

  test('a denial presses the button whose words say so', async () => {
    const { redirect } = await walk(twoSteps, 'deny');
    expect(redirect?.location).toBe(`${CLIENT}?error=access_denied`);
  });

  test('a wrong password is told', async () => {
    const { redirect, cause, stopped } = await walk(twoSteps, 'approve', {
      approve: { email: 'a@b.c', password: 'wrong' },
    });
    expect(redirect).toBeUndefined();
    expect(cause).toBe('login-refused');
    expect(stopped).toContain('Wrong password.');
  });

  test('walks at once have sessions of their own', async () => {
    const { url } = await gateway(twoSteps);
    const driver = consentDriver(settings, { transport, announce: () => undefined });
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        driver.walk(`${url}/authorize`, i % 2 ? 'approve' : 'deny', CLIENT),
      ),
    );
    expect(all.filter(({ redirect }) => redirect?.location.includes('code='))).toHaveLength(10);
    expect(all.filter(({ redirect }) => redirect?.location.includes('error='))).toHaveLength(10);
  });

  test('a kept sign-in is used again, one walk after another', async () => {
    const { url, log } = await gateway(twoSteps);
    const parts = { transport, announce: () => undefined, keepSignIn: true };
    const driver = consentDriver(settings, parts);
    await Promise.all([1, 2, 3].map(() => driver.walk(`${url}/authorize`, 'approve', CLIENT)));
    expect(log.filter((name) => name === 'POST /login')).toHaveLength(2);
    expect(log.filter((name) => name === 'POST /consent')).toHaveLength(3);
  });
});

describe('a sign-in page elsewhere', () => {
  const signIn = (returnTo: string): Routes => ({
    'GET /login': () =>
      page(
        '<form method="post"><input name="email"><input type="password" name="password"></form>',
      ),
    'POST /login': ({ fields }) => ({
      location:
        fields.get('password') === 'p&ss word' ? `${returnTo}/authorize?ticket=1` : '/login?failed',
      cookie: 'session=1; Path=/',
    }),
  });
  const leadingTo = (login: () => string): Routes => ({
    'GET /authorize': ({ query }) =>
      query.get('ticket') === '1'
        ? page('<form method="post"><button name="decision" value="approve">Allow</button></form>')
        : { location: login() },
    'POST /authorize': answer,
  });

  async function walkTo(host: string, signInAt?: string[]): Promise<ConsentWalk> {
    let login = '';
    const own = await gateway(leadingTo(() => login));
    const other = await gateway(signIn(own.url));
    login = `${other.url.replace('127.0.0.1', host)}/login`;
    const driver = consentDriver(
      { ...settings, ...(signInAt && { signInAt }) },
      { transport, announce: () => undefined },
    );
    return driver.walk(`${own.url}/authorize`, 'approve', CLIENT);
  }

  test('on another port of the gateway', async () => {
    expect((await walkTo('127.0.0.1')).redirect?.location).toContain('code=c1');
  });

  test('on another site, if the settings name it', async () => {
    expect((await walkTo('localhost', ['localhost'])).redirect?.location).toContain('code=c1');
    const { redirect, stopped } = await walkTo('localhost');
    expect(redirect).toBeUndefined();
    expect(stopped).toMatch(/another site, localhost:\d+, .*`oauth\.consent\.signInAt`/);
  });
});

describe('kinds of forms', () => {
  const form = (html: string) => ({ 'GET /authorize': () => page(html) });

  test('a GET form with buttons that have no name', async () => {
    const routes: Routes = {
      ...form(
        '<form action="/decide?old=1"><input type="hidden" name="request" value="r"><button>Approve</button></form><form action="/refuse"><button>Cancel</button></form>',
      ),
      'GET /decide': ({ query }) => ({
        location: `${CLIENT}?code=${query.get('request')}${query.get('old')}`,
      }),
      'GET /refuse': () => ({ location: `${CLIENT}?error=access_denied` }),
    };
    expect((await walk(routes)).redirect?.location).toBe(`${CLIENT}?code=rnull`);
    expect((await walk(routes, 'deny')).redirect?.location).toContain('access_denied');
  });

  test('boxes, radio buttons and selections', async () => {
    const routes: Routes = {
      ...form(`<form method="post" id="f">
        <input type="checkbox" name="scope" value="read:clients" checked>
        <input type="checkbox" name="scope" value="write:clients">
        <input type="checkbox" name="terms"><input type="checkbox" name="news" checked>
        <input type="radio" name="decision" value="deny" checked><input type="radio" name="decision" value="approve">
        <select name="account"><option value="1">One</option><option value="2">Two</option></select>
        <select name="lang"><option>en</option><option selected>de</option></select>
        <input name="off" value="x" disabled><fieldset disabled><input name="off2" value="x"></fieldset>
        <input type="file" name="file"><textarea name="note">hi</textarea><button type="button" name="b" value="b">B</button>
      </form><input type="submit" form="f" name="go" value="Continue">`),
      'POST /authorize': ({ body }) => ({ location: `${CLIENT}?code=${encodeURIComponent(body)}` }),
    };
    const { redirect } = await walk(routes, 'approve', {
      approve: { decision: 'approve', terms: 'on', news: 'off', account: 'Two' },
    });
    const body = new URL(redirect?.location ?? '').searchParams.get('code');
    expect([...new URLSearchParams(body ?? '')]).toEqual([
      ['scope', 'read:clients'],
      ['terms', 'on'],
      ['decision', 'approve'],
      ['account', '2'],
      ['lang', 'de'],
      ['note', 'hi'],
      ['go', 'Continue'],
    ]);
  });

  test('multipart, and a button that overrides action and method', async () => {
    const routes: Routes = {
      ...form(
        '<form action="/x" enctype="multipart/form-data"><input type="hidden" name="a" value="1"><button formaction="/y" formmethod="POST">Allow</button></form>',
      ),
      'POST /y': ({ headers, body }) => ({
        location:
          String(headers['content-type']).startsWith('multipart/form-data; boundary=') &&
          body.includes('name="a"\r\n\r\n1\r\n')
            ? `${CLIENT}?code=ok`
            : '/bad',
      }),
    };
    expect((await walk(routes)).redirect?.location).toBe(`${CLIENT}?code=ok`);
  });

  test('a pair of forms told apart by a hidden decision', async () => {
    const one = (decision: string) =>
      `<form method="post" action="/decide"><input type="hidden" name="decision" value="${decision}"><button>OK</button></form>`;
    const routes: Routes = { ...form(one('deny') + one('approve')), 'POST /decide': answer };
    expect((await walk(routes)).redirect?.location).toContain('code=');
    expect((await walk(routes, 'deny')).redirect?.location).toContain('access_denied');
  });

  test('a hidden decision that the buttons overrule', async () => {
    const routes: Routes = {
      ...form(
        '<form method="post" action="/decide"><button name="decision" value="approve">Yes</button><input type="hidden" name="decision" value="deny"></form>',
      ),
      'POST /decide': answer,
    };
    expect((await walk(routes)).redirect?.location).toContain('code=');
  });

  test('links instead of buttons', async () => {
    const routes = form(
      `<a href="/help">Help</a> <a href="${CLIENT}?code=l">Allow</a> <a href="${CLIENT}?error=access_denied">No, cancel</a>`,
    );
    expect((await walk(routes)).redirect).toEqual({
      location: `${CLIENT}?code=l`,
      status: undefined,
    });
    expect((await walk(routes, 'deny')).redirect?.location).toContain('access_denied');
  });

  test('a page that leads on by itself is followed', async () => {
    const routes: Routes = {
      ...form('<meta http-equiv="Refresh" content="0; URL=\'/next?a=1&amp;b=2\'"><p>Wait</p>'),
      'GET /next': ({ query }) =>
        page(`<meta http-equiv=refresh content="1;url=${CLIENT}?code=m${query.get('b')}">`),
    };
    const { redirect, log } = await walk(routes);
    expect(redirect).toEqual({ location: `${CLIENT}?code=m2`, status: undefined });
    expect(log).toEqual(['GET /authorize', 'GET /next']);
  });

  test('a page that posts to the client ends there', async () => {
    const routes = form(
      `<form method="post" action="${CLIENT}"><input type="hidden" name="code" value="p"></form>`,
    );
    expect((await walk(routes)).redirect).toEqual({ location: `${CLIENT}?code=p`, status: 200 });
  });
});

describe('redirects', () => {
  test('at once, without a page', async () => {
    const { redirect, exchanges } = await walk({
      'GET /authorize': () => ({ location: `${CLIENT}?code=auto` }),
    });
    expect(redirect?.location).toBe(`${CLIENT}?code=auto`);
    expect(exchanges).toHaveLength(1);
  });

  test.each([
    ['the client with a fragment', `${CLIENT}#code=1`],
    ['another path of the client, with an answer', 'http://127.0.0.1:1/other?code=1'],
    ['another path of the client, without one', 'http://127.0.0.1:1/other?x=1'],
    ['another site, with an answer', 'https://evil.example/?error=x'],
  ])('to %s is reported as it stands', async (_what, location) => {
    expect((await walk({ 'GET /authorize': () => ({ location }) })).redirect).toEqual({
      location,
      status: 302,
    });
  });

  test('307 repeats the form, 302 does not', async () => {
    const form = (action: string) =>
      page(
        `<form method="post" action="${action}"><button name="decision" value="approve">OK</button></form>`,
      );
    const routes: Routes = {
      'GET /authorize': ({ query }) => form(`/s${query.get('s')}`),
      'POST /s307': () => ({ status: 307, location: 'end' }),
      'POST /s302': () => ({ status: 302, location: '/end' }),
      'POST /end': (asked) => answer(asked),
      'GET /end': () => ({ location: `${CLIENT}?code=plain` }),
    };
    const by = async (status: number) =>
      (await walk(routes, 'approve', { path: `/authorize?s=${status}` })).redirect;
    expect((await by(307))?.location).toContain('code=c1');
    expect((await by(302))?.location).toContain('code=plain');
  });
});

describe('what stops a walk', () => {
  test.each<[string, ConsentWalk['cause'], Routes, RegExp]>([
    [
      'an error page with a sign-in form in its corner',
      'refused-page',
      {
        'GET /authorize': () => ({
          status: 400,
          html: '<h1>Unknown client</h1><form method=post><input type=password name=password></form>',
        }),
      },
      /^The authorization page answered 400: "Unknown client"\.$/,
    ],
    [
      'JSON',
      'refused-page',
      {
        'GET /authorize': () => ({ status: 401, html: '{"error":"x"}', type: 'application/json' }),
      },
      /answered 401: "\{"error":"x"\}"\.$/,
    ],
    ['a fault', 'server-error', { 'GET /authorize': () => ({ status: 500 }) }, /answered 500/],
    ['no form', 'no-form', { 'GET /authorize': () => page('<div id=app></div>') }, /JavaScript/],
    [
      'a redirect to nowhere',
      'no-form',
      { 'GET /authorize': () => ({ status: 302 }) },
      /no Location/,
    ],
    [
      'a circle of redirects',
      'loop',
      { 'GET /authorize': () => ({ location: '/authorize' }) },
      /25 requests/,
    ],
    [
      'a circle of forms',
      'loop',
      {
        'GET /authorize': () => page('<form method=post><button>Allow</button></form>'),
        'POST /authorize': () => page('<form method=post><button>Allow</button></form>'),
      },
      /10 forms/,
    ],
    [
      'a sign-in on another site',
      'no-form',
      { 'GET /authorize': () => ({ location: 'https://login.example/sso?state=1' }) },
      /another site, login\.example/,
    ],
    [
      'a form for another site',
      'no-form',
      {
        'GET /authorize': () =>
          page(
            '<form method=post action="https://evil.example/"><input type=password name=password></form>',
          ),
      },
      /another site, evil\.example/,
    ],
    [
      'a sign-in form with other fields',
      'no-form',
      {
        'GET /authorize': () =>
          page('<form method=post><input name=user><input type=password name=pw></form>'),
      },
      /asks for "user", "pw"; give them under oauth\.consent\.approve/,
    ],
    [
      'a refused sign-in without a form',
      'login-refused',
      {
        'GET /authorize': () =>
          page('<form method=post><input type=password name=password></form>'),
        'POST /authorize': () => ({ status: 401, html: 'No.' }),
      },
      /refused with 401: "No\."/,
    ],
  ])('%s: %s', async (_what, cause, routes, sentence) => {
    const walked = await walk(routes);
    expect(walked.redirect).toBeUndefined();
    expect(walked.cause).toBe(cause);
    expect(walked.stopped).toMatch(sentence);
  });

  test('nobody there', async () => {
    const driver = consentDriver(settings, { transport, announce: () => undefined });
    const walked = await driver.walk('http://127.0.0.1:9/authorize', 'approve', CLIENT);
    expect(walked.cause).toBe('unreachable');
  });
});
