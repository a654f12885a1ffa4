import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { settingsSchema } from '../../harness/settings/settings.ts';
import { startReachableReceiver } from '../../harness/webhooks/reachable-receiver.ts';
import { startReceiver } from '../../harness/webhooks/receiver.ts';
import { has, selfSigned } from './certificate.ts';

describe.skipIf(!has('openssl'))('a receiver with a certificate', () => {
  let folder: string;
  let tls: ReturnType<typeof selfSigned>;
  const opened: { close(): unknown }[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'receiver-tls-'));
    tls = selfSigned(folder);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const secure = async () => {
    const receiver = await startReceiver({ listen: '127.0.0.1:0', tls, now: Date.now });
    const transport = createTransport({ timeoutMs: 5_000, ca: readFileSync(tls.cert, 'utf8') });
    opened.push(receiver, transport);
    return { receiver, transport };
  };

  it('takes deliveries over TLS', async () => {
    const { receiver, transport } = await secure();
    const inbox = receiver.open('a');
    expect(inbox.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/hooks\//);
    const sent = { label: 'deliver', method: 'POST', url: inbox.url, body: '{"a":1}' };
    expect((await transport.send(sent)).response?.status).toBe(200);
    expect(inbox.deliveries).toMatchObject([{ body: '{"a":1}', answered: 200 }]);
  });

  it('survives whoever does not speak TLS', async () => {
    const { receiver, transport } = await secure();
    const { port } = new URL(receiver.localUrl);
    await new Promise<void>((resolve) => {
      const plain = connect(Number(port), '127.0.0.1', () => plain.write('GET / HTTP/1.1\r\n\r\n'));
      plain.on('error', () => undefined).on('close', () => resolve());
    });
    const url = receiver.open('a').url;
    const sent = { label: 'deliver', method: 'POST', url, body: '{}' };
    expect((await transport.send(sent)).response?.status).toBe(200);
  });

  it('is proved at its public URL by the certificate that it was given', async () => {
    const free = await startReceiver({ listen: '127.0.0.1:0', now: Date.now });
    const { port } = new URL(free.localUrl);
    await free.close();
    const { webhooks } = settingsSchema.parse({
      webhooks: { listen: `127.0.0.1:${port}`, tls, publicUrl: `https://localhost:${port}` },
    });
    const transport = createTransport({ timeoutMs: 5_000 });
    const reachable = await startReachableReceiver(webhooks, { transport, now: Date.now });
    opened.push(reachable, transport);
    expect(await reachable.ready()).toEqual({ ok: true });
  });

  it('says which file is wrong, and how', async () => {
    const none = join(folder, 'none.pem');
    const start = (files: typeof tls) =>
      startReceiver({ listen: '127.0.0.1:0', tls: files, now: Date.now });
    await expect(start({ ...tls, key: none })).rejects.toThrow(
      `The webhook receiver cannot read ${none} (webhooks.tls.key): there is no such file.`,
    );
    const odd = join(folder, 'odd.pem');
    writeFileSync(odd, 'no certificate');
    await expect(start({ ...tls, cert: odd })).rejects.toThrow(
      /^The webhook receiver cannot use the certificate .*odd\.pem with the key .*key\.pem \(webhooks\.tls\): .+\.$/,
    );
  });
});
