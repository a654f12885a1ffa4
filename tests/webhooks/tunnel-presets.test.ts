import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { startReceiver } from '../../harness/webhooks/receiver.ts';
import { startTunnel } from '../../harness/webhooks/tunnel.ts';
import { type TunnelSetting, tunnelProgram } from '../../harness/webhooks/tunnel-presets.ts';

const found = (setting: TunnelSetting, output: string) => {
  const match = new RegExp(tunnelProgram(setting).urlPattern).exec(output);
  return match?.[1] ?? match?.[0];
};
const ssh = { preset: 'ssh', host: 'nokey@localhost.run' };

describe('the URL in what the programs print', () => {
  it.each<[setting: TunnelSetting, output: string, url: string | undefined]>([
    [
      'cloudflared',
      `2026-01-05T10:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...
2026-01-05T10:00:03Z INF +--------------------------------------------------------------------------------------------+
2026-01-05T10:00:03Z INF |  Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):  |
2026-01-05T10:00:03Z INF |  https://belong-tank-webpage-nyc.trycloudflare.com                                         |
2026-01-05T10:00:03Z INF +--------------------------------------------------------------------------------------------+
`,
      'https://belong-tank-webpage-nyc.trycloudflare.com',
    ],
    [
      'cloudflared',
      'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com: no such host\n',
      undefined,
    ],
    [
      'ngrok',
      `t=2026-01-05T10:00:00+0000 lvl=info msg="starting web service" obj=web addr=127.0.0.1:4040 allow_hosts=[]
t=2026-01-05T10:00:01+0000 lvl=info msg="started tunnel" obj=tunnels name=command_line addr=http://127.0.0.1:40123 url=https://8e00-35-197-38-167.ngrok-free.app
`,
      'https://8e00-35-197-38-167.ngrok-free.app',
    ],
    [
      ssh,
      `Welcome to localhost.run! Follow your favourite reverse tunnel at https://twitter.com/localhost_run.
authenticated as anonymous user
8beaa541ba3dc2.lhr.life tunneled with tls termination, https://8beaa541ba3dc2.lhr.life
create an account and add your key for a longer lasting domain name. see https://localhost.run/docs/forever-free/ for more information.
`,
      'https://8beaa541ba3dc2.lhr.life',
    ],
    [ssh, 'Forwarding HTTP traffic from https://relego.serveo.net\n', 'https://relego.serveo.net'],
    [
      { ...ssh, urlPattern: 'https://\\S+\\.pinggy\\.link' },
      'http://a.free.pinggy.link\nhttps://a.free.pinggy.link\n',
      'https://a.free.pinggy.link',
    ],
  ])('%j', (setting, output, url) => expect(found(setting, output)).toBe(url));
});

describe('a preset', () => {
  const folder = mkdtempSync(join(tmpdir(), 'presets-'));
  const transport = createTransport({ timeoutMs: 5_000 });
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    vi.unstubAllEnvs();
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A program that prints its arguments, and the receiver's own URL in the words of the real one. */
  const program = (name: string, says: string) => {
    const file = join(folder, name);
    const local = `http://127.0.0.1:$(echo "$*" | sed -E 's/.*127\\.0\\.0\\.1:([0-9]+).*/\\1/')`;
    const script = ['#!/bin/sh', `echo "$*"`, `echo "${says}${local}"`, 'exec sleep 60', ''];
    writeFileSync(file, script.join('\n'));
    chmodSync(file, 0o755);
  };
  const start = async (setting: TunnelSetting, urlPattern?: string) => {
    const receiver = await startReceiver({ listen: '127.0.0.1:0', now: Date.now });
    opened.push(receiver);
    const given = { ...tunnelProgram(setting), ...(urlPattern && { urlPattern }) };
    const parts = { receiver, transport, now: Date.now, withinMs: 20_000 };
    const started = await startTunnel({ ...given, ...parts });
    if (started.ok) opened.push(started.tunnel);
    return { receiver, started };
  };

  it.each<[name: string, setting: TunnelSetting, says: string]>([
    ['ngrok', 'ngrok', String.raw`t=1 lvl=info msg=\"started tunnel\" obj=tunnels url=`],
    ['ssh', ssh, 'Forwarding HTTP traffic from '],
  ])('starts %s and is proved at the URL that it prints', async (name, setting, says) => {
    program(name, says);
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    // the stand-in has no certificate
    const pattern = tunnelProgram(setting).urlPattern.replace('https', 'http');
    const { receiver, started } = await start(setting, pattern);
    expect(started).toMatchObject({ ok: true, tunnel: { publicUrl: receiver.localUrl } });
  });

  it('whose program is missing says what to install', async () => {
    const bare = mkdtempSync(join(folder, 'bare-'));
    symlinkSync('/bin/sh', join(bare, 'sh'));
    vi.stubEnv('PATH', bare);
    const { started } = await start('ngrok');
    expect(started).toEqual({
      ok: false,
      why: "The tunnel's program was not found: install ngrok (ngrok.com/download) and give it your authtoken.",
    });
  });
});
