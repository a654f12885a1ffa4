import { describe, expect, it } from 'vitest';
import { settingsFolder } from './settings-folder.ts';

const { write, config, load, mistakes } = settingsFolder();

/** How a file names a variable. */
const named = (name: string) => `\${${name}}`;

const oauth = { clientId: 'id', clientSecret: 'top-secret', redirectUri: 'http://127.0.0.1/cb' };
const target = 'https://staging.example.com/gateway';

describe('where settings are from', () => {
  it('fills in all defaults without a file', async () => {
    const settings = await load();
    expect(settings).toMatchObject({ fuzz: { runs: 75 }, webhooks: { within: 30 }, timeout: 15 });
    expect(settings.target).toBeUndefined();
    expect(settings.oauth).toBeUndefined();
  });

  it.each([
    ['conformance.config.ts', 'const timeout: number = 7;\nexport default { timeout };'],
    ['conformance.config.js', 'export default { timeout: 7 };'],
    ['conformance.config.js', 'module.exports = { timeout: 7 };'],
    ['conformance.config.mjs', 'export default async () => ({ timeout: 7 });'],
    ['conformance.config.json', '{ "timeout": 7 }'],
  ])('reads %s', async (name, text) => {
    await write(name, text);
    const settings = await load();
    expect(settings.timeout).toBe(7);
  });

  it('gives the environment to a file that exports a function', async () => {
    await write(
      'conformance.config.js',
      'export default ({ env }) => ({ timeout: +env.SECONDS });',
    );
    await write('.env', 'SECONDS=3\n');
    expect((await load()).timeout).toBe(3);
  });

  it('reads the file that is named and no other', async () => {
    await config({ timeout: 7 });
    await write('other.mjs', 'export default { timeout: 8 };');
    expect((await load({ configFile: 'other.mjs' })).timeout).toBe(8);
  });

  it('lets the command line win over the file, and the file over the environment', async () => {
    await config({ target, oauth: { clientId: 'of-file' }, fuzz: { runs: 3, seed: 4 } });
    const settings = await load({
      flags: { fuzz: { runs: 9 } },
      env: {
        POCKETSUITE_TARGET: 'https://other.example.com',
        POCKETSUITE_CLIENT_ID: 'of-environment',
        POCKETSUITE_CLIENT_SECRET: 'of-environment',
        POCKETSUITE_REDIRECT_URI: 'http://127.0.0.1/cb',
      },
    });
    expect(settings.target).toBe(target);
    expect(settings.oauth).toMatchObject({ clientId: 'of-file', clientSecret: 'of-environment' });
    expect(settings.fuzz).toMatchObject({ runs: 9, seed: 4 });
  });

  it('adds what .env says to the environment, where that is silent, and leaves process.env alone', async () => {
    await write('.env', 'POCKETSUITE_TARGET=https://a.example.com\nSCOPE=read:clients\n');
    await config({ oauth: { ...oauth, scopes: [named('SCOPE')] } });
    const before = { ...process.env };
    expect(await load()).toMatchObject({
      target: 'https://a.example.com',
      oauth: { scopes: ['read:clients'] },
    });
    const settings = await load({ env: { POCKETSUITE_TARGET: target } });
    expect(settings.target).toBe(target);
    expect({ ...process.env }).toEqual(before);
  });
});

describe('environment variables named in the file', () => {
  it('are filled in, in the midst of a string too', async () => {
    await config({
      target: `https://${named('HOST')}/gateway`,
      oauth: { ...oauth, clientSecret: named('SECRET') },
      stimuli: {
        'booking.created': { path: '/emit', json: { a: [`${named('NUMBER')}x`, 1, null] } },
      },
    });
    const settings = await load({ env: { HOST: 'a.example.com', SECRET: 's', NUMBER: '4' } });
    expect(settings.target).toBe('https://a.example.com/gateway');
    expect(settings.oauth?.clientSecret).toBe('s');
    expect(settings.stimuli['booking.created']).toMatchObject({ json: { a: ['4x', 1, null] } });
  });

  it('can be meant as they stand', async () => {
    await config({
      stimuli: { 'booking.created': { command: `book "$${named('POCKETSUITE_EVENT')}" $HOME` } },
    });
    expect((await load()).stimuli['booking.created']).toEqual({
      command: `book "${named('POCKETSUITE_EVENT')}" $HOME`,
    });
  });

  it('are a mistake where they are unset or empty', async () => {
    await config({
      target,
      oauth: { ...oauth, clientSecret: `x${named('SECRET')}`, scopes: [named('SCOPE')] },
    });
    expect(await mistakes({ env: { SCOPE: '' } })).toEqual([
      'conformance.config.js: "oauth.clientSecret" names the environment variable SECRET, which is not set',
      'conformance.config.js: "oauth.scopes[0]" names the environment variable SCOPE, which is empty',
    ]);
  });

  it('are not looked for in what the environment or the command line says', async () => {
    await config({
      target: named('UNSET'),
      oauth: { clientId: 'id', redirectUri: oauth.redirectUri },
    });
    const settings = await load({
      flags: { target },
      env: { POCKETSUITE_CLIENT_SECRET: `se${named('CR')}et` },
    });
    expect(settings.oauth?.clientSecret).toBe(`se${named('CR')}et`);
  });
});
