import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { type Receiver, startReceiver } from '../../harness/webhooks/receiver.ts';
import { startTunnel } from '../../harness/webhooks/tunnel.ts';

const transport = createTransport({ timeoutMs: 2_000 });
const folder = mkdtempSync(join(tmpdir(), 'tunnel-'));
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** Forwards a port of its own to the receiver's, as a tunnel does. */
const forwarder = join(folder, 'forward.mjs');
writeFileSync(
  forwarder,
  `import { connect, createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
writeFileSync(process.argv[3], String(process.pid));
const server = createServer((from) => {
  const to = connect(Number(process.argv[2]), '127.0.0.1');
  from.pipe(to).pipe(from);
  from.on('error', () => to.destroy());
  to.on('error', () => from.destroy());
}).listen(0, '127.0.0.1', () => {
  const url = 'http://127.0.0.1:' + server.address().port;
  process.stderr.write('starting\\n\\u001b[32mForwarding ' + url.slice(0, 20));
  setTimeout(() => process.stderr.write(url.slice(20) + '\\u001b[0m'), 100);
});
process.on('SIGUSR2', () => { console.log('licence ran out'); process.exit(7); });
`,
);

async function start(command: string, withinMs = 5_000, urlPattern = 'Forwarding (\\S+)') {
  const receiver: Receiver = await startReceiver({ listen: '127.0.0.1:0', now: Date.now });
  opened.push(receiver);
  const options = { receiver, transport, withinMs, urlPattern, now: Date.now };
  const started = await startTunnel({ command, ...options });
  if (started.ok) opened.push(started.tunnel);
  return { receiver, started };
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !condition(); i++) await new Promise((r) => setTimeout(r, 20));
}

test('a command that forwards makes the receiver public, and ends with its children', async () => {
  const pidFile = join(folder, 'pid');
  // Not the shell's last command, so that the shell stays its parent.
  const { receiver, started } = await start(`node ${forwarder} {port} ${pidFile}; true`);
  if (!started.ok) throw new Error(started.why);
  expect(started.tunnel.publicUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(receiver.baseUrl).toBe(started.tunnel.publicUrl);
  expect(started.tunnel.died).toBeUndefined();
  const inbox = receiver.open('a');
  await transport.send({ label: 'x', method: 'POST', url: inbox.url, body: '{}' });
  expect(inbox.deliveries).toHaveLength(1);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  expect(alive(pid)).toBe(true);
  await started.tunnel.close();
  await until(() => !alive(pid));
  expect(alive(pid)).toBe(false);
  expect(started.tunnel.died).toBeUndefined();
});

test('a tunnel that ends later says so', async () => {
  const pidFile = join(folder, 'pid2');
  const { started } = await start(`exec node ${forwarder} {port} ${pidFile}`);
  if (!started.ok) throw new Error(started.why);
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGUSR2');
  await until(() => started.tunnel.died !== undefined);
  expect(started.tunnel.died).toMatch(
    /^The tunnel command ended \(exit code 7\): .*licence ran out\.$/,
  );
});

test.each([
  ['echo no account >&2; exit 3', 5_000, 'The tunnel command ended (exit code 3): no account.'],
  [
    'exec sleep 30',
    300,
    'The tunnel command named no public URL within 0.3 s (webhooks.tunnel.urlPattern).',
  ],
  [
    'echo Forwarding nowhere; exec sleep 30',
    700,
    'The tunnel command named "nowhere", which is no URL, within 0.7 s (webhooks.tunnel.urlPattern).',
  ],
  [
    'echo Forwarding http://127.0.0.1:9; exec sleep 30',
    600,
    'A webhook to http://127.0.0.1:9 does not arrive: the connection was refused: nothing listens there.',
  ],
])('%s', async (command, withinMs, why) => {
  expect((await start(command, withinMs)).started).toEqual({ ok: false, why });
});

test('a pattern that is none', async () => {
  expect((await start('true', 100, '(')).started.ok).toBe(false);
});
