import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { has, selfSigned } from '../webhooks/certificate.ts';
import { command, verdicts } from './command.ts';
import { type MockProcess, startMock } from './mock-process.ts';
import { freePorts, startNginx } from './nginx.ts';

const SECONDS = 120_000;
/** Debian's nginx lies where not everybody's PATH leads. */
const canRun = has('openssl') && (has('nginx') || has('/usr/sbin/nginx'));

describe.skipIf(!canRun)('a run behind nginx, by a tunnel', { timeout: SECONDS }, () => {
  let folder: string;
  let mock: MockProcess;
  let nginx: { close(): Promise<void> };
  let ports: { readonly proxy: number; readonly receiver: number };
  let trusting: { readonly NODE_EXTRA_CA_CERTS: string };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'proxied-'));
    const tls = selfSigned(folder);
    trusting = { NODE_EXTRA_CA_CERTS: tls.cert };
    const [proxy = 0, receiver = 0] = await freePorts(2);
    ports = { proxy, receiver };
    nginx = await startNginx({ folder, port: proxy, upstream: receiver, tls });
    mock = await startMock([], trusting);
  }, SECONDS);
  afterAll(async () => {
    await mock?.close();
    await nginx?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Stands in for a tunnel program: says its URL as ngrok does, and stays until it is ended. */
  const standIn = (name: string): string => {
    const programs = join(folder, 'programs');
    mkdirSync(programs, { recursive: true });
    const says = `t=1 lvl=info msg=\\"started tunnel\\" obj=tunnels name=command_line addr=$2 url=https://127.0.0.1:${ports.proxy}`;
    writeFileSync(join(programs, name), `#!/bin/sh\necho "${says}"\nexec sleep 600\n`);
    chmodSync(join(programs, name), 0o755);
    return `${programs}:${process.env.PATH}`;
  };

  it('comes to the verdicts of a run without them, all deliveries through nginx', async () => {
    const direct = await command(['run', '--target', mock.url, '--fuzz-runs', '10'], {}, trusting);
    const tunnelled = await command(
      ['run', '--target', mock.url, '--fuzz-runs', '10'],
      { webhooks: { listen: `127.0.0.1:${ports.receiver}`, tunnel: 'ngrok' } },
      { ...trusting, PATH: standIn('ngrok') },
    );
    expect(direct.code, direct.stdout).toBe(0);
    expect(tunnelled.code, tunnelled.stdout).toBe(0);
    expect(verdicts(tunnelled)).toBe(verdicts(direct));
    const passed = readFileSync(join(folder, 'logs', 'access.log'), 'utf8')
      .trim()
      .split('\n');
    const deliveries = passed.filter((line) => / \/hooks\/\S+ HTTP\/1\.1" /.test(line));
    expect(deliveries.length).toBeGreaterThanOrEqual(tunnelled.run?.requests.deliveries ?? 1e9);
    expect(tunnelled.run?.requests.deliveries).toBeGreaterThan(100);
  });
});
