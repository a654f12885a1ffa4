import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSettings } from '../../harness/settings/load.ts';

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mistakes-'));
});
afterAll(() => rm(cwd, { recursive: true }));

async function mistakes(values: unknown, env = {}, flags = {}): Promise<string[]> {
  await writeFile(join(cwd, 'conformance.config.js'), `export default ${JSON.stringify(values)}`);
  const told = await loadSettings({ cwd, flags, env }).then(
    () => '',
    (error: Error) => error.message,
  );
  return told.split('\n').map((line) => line.replace(/^conformance\.config\.js: /, ''));
}

const oauth = {
  clientId: 'id',
  clientSecret: 'top-secret',
  redirectUri: 'http://127.0.0.1/cb',
};
const target = 'https://staging.example.com';
const withConsent = (consent: unknown) => ({ target, oauth: { ...oauth, consent } });
const withStimulus = (stimulus: unknown) => ({ stimuli: { 'booking.created': stimulus } });
const stimulus = "stimuli['booking.created']";

it.each<[values: unknown, ...told: string[]]>([
  [{ targt: target }, 'unknown key "targt"; did you mean "target"?'],
  [{ clientSecret: 'x' }, 'unknown key "clientSecret"; did you mean "oauth.clientSecret"?'],
  [
    { safety: { nonsense: 1 } },
    'unknown key "safety.nonsense"; known here are "allowProduction" and "maxWrites"',
  ],
  [
    { target, oauth: { clientId: 'id', clientSecert: 'top-secret', redirectUri: 'callback' } },
    '"oauth.redirectUri" must be a URL; it is "callback"',
    'unknown key "oauth.clientSecert"; did you mean "oauth.clientSecret"?',
  ],
  [
    { target, oauth: { ...oauth, clientSecret: 12345 } },
    '"oauth.clientSecret" must be a string; it is a number',
  ],
  [
    { target, oauth: { clientId: 'x', redirectUri: oauth.redirectUri } },
    '"oauth.clientSecret" is missing; give it, or set POCKETSUITE_CLIENT_SECRET',
  ],
  [{ target, oauth: { ...oauth, clientId: '' } }, '"oauth.clientId" must not be empty'],
  [
    { target, oauth: { ...oauth, clientAuthentication: 'basicc' } },
    '"oauth.clientAuthentication" must be "body" or "basic"; it is "basicc"; did you mean "basic"?',
  ],
  [
    { target, oauth: { ...oauth, scopes: 'read:clients' } },
    '"oauth.scopes" must be a list; it is "read:clients"',
  ],
  [{ target: 'ftp://x' }, '"target" must be an http or https URL; it is "ftp://x"'],
  [{ target: 'user:top-secret@x' }, '"target" must be an http or https URL'],
  [{ webhooks: null }, '"webhooks" must be an object; it is null'],
  [{ webhooks: { within: 0 } }, '"webhooks.within" must be more than 0; it is 0'],
  [{ fuzz: { runs: -1 } }, '"fuzz.runs" must be at least 0; it is -1'],
  [{ fuzz: { runs: 1.5 } }, '"fuzz.runs" must be a whole number; it is 1.5'],
  [
    { safety: { allowProduction: 'yes' } },
    '"safety.allowProduction" must be true or false; it is "yes"',
  ],
  [
    { controls: { reset: { path: '/', headers: { authorization: 5 } } } },
    '"controls.reset.headers.authorization" must be a string; it is a number',
  ],
  // the consent driver
  [
    withConsent({
      driver: 'form',
      approve: { email: 'a@b.c', password: 'top-secret' },
      otherAccount: { email: 'a@b.c' },
    }),
    '"oauth.consent.otherAccount" must be the login of another account; it is that of "approve"',
  ],
  [
    withConsent({ driver: 'browsr' }),
    '"oauth.consent.driver" must be "form", "browser", "manual" or "token"; it is "browsr"; did you mean "browser"?',
  ],
  [
    withConsent({ approve: {} }),
    '"oauth.consent.driver" is missing; it must be "form", "browser", "manual" or "token"',
  ],
  [withConsent('form'), '"oauth.consent" must be an object; it is "form"'],
  [
    withConsent({ driver: 'token', acessToken: 'top-secret' }),
    'unknown key "oauth.consent.acessToken"; did you mean "oauth.consent.accessToken"?',
  ],
  [
    withConsent({ driver: 'manual', aprove: {} }),
    'unknown key "oauth.consent.aprove"; known here are "driver" and "within"',
  ],
  [
    withConsent({ driver: 'token' }),
    '"oauth.consent.accessToken" is missing; give it, or set POCKETSUITE_ACCESS_TOKEN',
  ],
  [
    withConsent({ driver: 'form', approve: { pin: { top: 'secret' } } }),
    '"oauth.consent.approve.pin" must be a string; it is an object',
  ],
  // stimuli
  [
    { stimuli: { 'booking.creatd': { command: 'x' } } },
    `unknown key "stimuli['booking.creatd']"; did you mean "stimuli['booking.created']"?`,
  ],
  [
    withStimulus('x'),
    `"${stimulus}" must have "path" (an HTTP call), "command", "browser" or "manual"; it is "x"`,
  ],
  [
    withStimulus({}),
    `"${stimulus}" must have "path" (an HTTP call), "command", "browser" or "manual"`,
  ],
  [
    withStimulus({ comand: 'x' }),
    `"${stimulus}" must have "path" (an HTTP call), "command", "browser" or "manual"; did you mean "command"?`,
  ],
  [
    withStimulus({ path: '/x', command: 'x' }),
    `"${stimulus}" must have only one of "path" and "command"`,
  ],
  [withStimulus({ command: '' }), `"${stimulus}.command" must not be empty`],
  [withStimulus({ manual: 7 }), `"${stimulus}.manual" must be a string; it is 7`],
  [
    withStimulus({ path: '/x', method: 'PSOT' }),
    `"${stimulus}.method" must be "GET", "POST", "PUT", "PATCH" or "DELETE"; it is "PSOT"; did you mean "POST"?`,
  ],
  [
    withStimulus({ path: '/x', jsno: {} }),
    `unknown key "${stimulus}.jsno"; did you mean "${stimulus}.json"?`,
  ],
  [
    withStimulus({ path: '/x/{evnt}' }),
    `"${stimulus}.path" has {evnt}, which is not filled in; did you mean {event}?`,
  ],
  // controls
  [{ controls: { reset: {} } }, '"controls.reset.path" is missing'],
  [
    { controls: { advanceClok: { path: '/x' } } },
    'unknown key "controls.advanceClok"; did you mean "controls.advanceClock"?',
  ],
  [
    { controls: { advanceClock: { path: '/x', json: { s: ['{second}'] } } } },
    '"controls.advanceClock.json.s[0]" has {second}, which is not filled in; did you mean {seconds}?',
  ],
  [
    { controls: { reset: { path: '/{id}' } } },
    '"controls.reset.path" has {id}, which is not filled in; nothing is here',
  ],
  [
    { dialect: { subscribe: { events: { 'booking.create': 'x' } } } },
    `unknown key "dialect.subscribe.events['booking.create']"; did you mean "dialect.subscribe.events['booking.created']"?`,
  ],
])('%j', async (values, ...told) => {
  const found = await mistakes(values);
  expect(found.sort()).toEqual(told.sort());
  expect(found.join()).not.toContain('top-secret');
});

it('names the file, the variable or the command line', async () => {
  expect(await mistakes({}, { POCKETSUITE_TARGET: 'x' })).toEqual([
    'POCKETSUITE_TARGET: "target" must be an http or https URL; it is "x"',
  ]);
  expect(await mistakes({}, {}, { target: 'x' })).toEqual([
    'command line: "target" must be an http or https URL; it is "x"',
  ]);
});

it('refuses __proto__ as any other unknown key', async () => {
  await writeFile(join(cwd, 'evil.json'), '{ "__proto__": { "target": "http://x" } }');
  await expect(loadSettings({ cwd, flags: {}, env: {}, configFile: 'evil.json' })).rejects.toThrow(
    /__proto__/,
  );
});
