import { expect, it } from 'vitest';
import { settingsFolder } from './settings-folder.ts';

const folder = settingsFolder();
const told = async (webhooks: object) => {
  await folder.config({ webhooks });
  return (await folder.mistakes()).map((line) => line.replace('conformance.config.js: ', ''));
};
const tls = { cert: 'cert.pem', key: 'key.pem' };

it.each<[webhooks: object, ...told: string[]]>([
  [
    { tunnel: 'cloudfared' },
    '"webhooks.tunnel" must be "cloudflared", "ngrok" or "ssh"; it is "cloudfared"; did you mean "cloudflared"?',
  ],
  [
    { tunnel: { preset: 'ngork' } },
    '"webhooks.tunnel.preset" must be "cloudflared", "ngrok" or "ssh"; it is "ngork"; did you mean "ngrok"?',
  ],
  [
    { tunnel: 5 },
    '"webhooks.tunnel" must be "cloudflared", "ngrok" or "ssh", or an object; it is 5',
  ],
  [
    { tunnel: 'ssh' },
    '"webhooks.tunnel.host" is missing; the preset "ssh" needs it, such as "nokey@localhost.run"',
  ],
  [
    { tunnel: { preset: 'ssh', host: '-oProxyCommand=x' } },
    '"webhooks.tunnel.host" must be "host" or "user@host"; it is "-oProxyCommand=x"',
  ],
  [
    { tunnel: { preset: 'ngrok', host: 'a.example' } },
    '"webhooks.tunnel.host" belongs to the preset "ssh"; leave it out',
  ],
  [
    { tunnel: {} },
    '"webhooks.tunnel" must have "preset" ("cloudflared", "ngrok" or "ssh") or "command" with "urlPattern"',
  ],
  [
    { tunnel: { preset: 'ngrok', command: 'ngrok' } },
    '"webhooks.tunnel" must have only one of "preset" and "command"',
  ],
  [
    { tunnel: { command: 'my-tunnel' } },
    '"webhooks.tunnel.urlPattern" is missing; a "command" needs it to find the public URL',
  ],
  [
    { tunnel: { command: 'my-tunnel', urlPattern: '(' } },
    '"webhooks.tunnel.urlPattern" must be a regular expression; it is "("',
  ],
  [
    { tunnel: { comand: 'my-tunnel', urlPattern: 'x' } },
    'unknown key "webhooks.tunnel.comand"; did you mean "webhooks.tunnel.command"?',
  ],
  [
    { tunnel: 'ngrok', tls },
    '"webhooks.tunnel" brings its own certificate; leave out "webhooks.tls"',
  ],
  [{ tls: { cert: 'cert.pem' } }, '"webhooks.tls.key" is missing'],
])('%j', async (webhooks, ...sentences) => expect(await told(webhooks)).toEqual(sentences));

it('takes a preset by its name, or with what it needs', async () => {
  await folder.config({ webhooks: { tunnel: 'cloudflared' } });
  expect((await folder.load()).webhooks.tunnel).toBe('cloudflared');
  const tunnel = { preset: 'ssh', host: 'nokey@localhost.run' };
  await folder.config({ webhooks: { tunnel } });
  expect((await folder.load()).webhooks.tunnel).toEqual(tunnel);
});
