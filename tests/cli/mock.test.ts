import { describe, expect, it } from 'vitest';
import { commandLine } from '../../cli/command-line.ts';
import { faults } from '../../mock/faults/index.ts';
import { startGateway } from '../../mock/gateway.ts';
import { variants } from '../../mock/variants/index.ts';
import { hostOf, inProcess } from './host-of.ts';

/** Starts the mock, waits until it has said where it is, looks, and ends it. */
async function started<Seen>(args: string[], look: (out: string) => Promise<Seen>) {
  const controller = new AbortController();
  const host = hostOf({ interrupted: controller.signal });
  const ended = commandLine(['mock', ...args], host);
  while (host.written.out === '') await new Promise((resolve) => setTimeout(resolve, 10));
  const seen = await look(host.written.out).finally(() => controller.abort());
  return { seen, code: await ended, err: host.written.err };
}

describe('mock', () => {
  it('says how it is used, serves until it is ended, and ends well', async () => {
    let url = '';
    const { seen, code, err } = await started([], async (out) => {
      url = /Mock gateway at (\S+)/.exec(out)?.[1] ?? '';
      for (const part of ['sandbox-zapier', 'sandbox-other', 'john@sandbox.example', 'curl ']) {
        expect(out).toContain(part);
      }
      expect(out).toContain(`run --target ${url}\n`);
      const page = /^ {2}(http\S+authorize\?\S+)$/m.exec(out)?.[1] ?? '';
      return (await fetch(page)).status;
    });
    expect({ seen, code, err }).toEqual({ seen: 200, code: 0, err: '' });
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says it as JSON', async () => {
    const { seen } = await started(['--json'], async (out) => JSON.parse(out));
    expect(seen).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/gateway$/),
      oauth: { clientId: 'sandbox-zapier', secondClient: { clientId: 'sandbox-other' } },
      faults: [],
      variants: [],
    });
  });

  it('says what it deviates by', async () => {
    const [fault] = faults;
    if (fault === undefined) return;
    const { seen } = await started(['--fault', fault.id], async (out) => out);
    expect(seen).toContain(`deviates by  ${fault.id}\n`);
  });

  it('says in one sentence that a port is in use', async () => {
    const gateway = await startGateway();
    const { port } = new URL(gateway.url);
    const ended = await inProcess(['mock', '--port', port]);
    await gateway.close();
    const err = `The mock gateway cannot listen on 127.0.0.1 port ${port}: the port is in use.\n`;
    expect(ended).toEqual({ code: 3, out: '', err });
  });

  it('lists what it can be made to do', async () => {
    const { code, out } = await inProcess(['mock', '--list', '--json']);
    expect(code).toBe(0);
    const listed = JSON.parse(out);
    expect(listed.faults.map(({ id }: { id: string }) => id)).toEqual(faults.map(({ id }) => id));
    expect(listed.variants).toHaveLength(variants.length);
    expect((await inProcess(['mock', '--list'])).out).toContain(
      `Faults (mock --fault ID): ${faults.length}`,
    );
  });
});
