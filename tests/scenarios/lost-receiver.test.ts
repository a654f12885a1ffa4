import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Deviation } from '../../mock/fault.ts';
import { judgeGateway } from '../../prove/judge-gateway.ts';
import { items } from '../../suites/select.ts';

const SECONDS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'lost-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A tunnel that ends once it is told to by a file. */
const tunnel = join(folder, 'tunnel.mjs');
const end = join(folder, 'end');
writeFileSync(
  tunnel,
  `import { connect, createServer } from 'node:net';
import { existsSync } from 'node:fs';
const server = createServer((from) => {
  const to = connect(Number(process.argv[2]), '127.0.0.1');
  from.pipe(to).pipe(from);
  from.on('error', () => to.destroy());
  to.on('error', () => from.destroy());
}).listen(0, '127.0.0.1', () => console.log('at http://127.0.0.1:' + server.address().port));
setInterval(() => {
  if (!existsSync(${JSON.stringify(end)})) return;
  console.log('out of credit');
  process.exit(3);
}, 5);
`,
);

it(
  'a tunnel that ends in the middle of a run leaves the triggers undecided, and says why',
  async () => {
    let creates = 0;
    // the client after the first that is updated is never delivered: by then the tunnel is gone
    const ending: Deviation = {
      name: 'ends-the-tunnel',
      does: 'has its tester lose the tunnel',
      deliver: (next) => async (delivery) => {
        creates += 1;
        if (creates > 12) {
          writeFileSync(end, '');
          return;
        }
        await next(delivery);
      },
    };
    const chosen = items.filter(({ clause }) => clause.id.startsWith('triggers/'));
    const { judgements } = await judgeGateway([ending], chosen, {
      webhooks: {
        tunnel: { command: `${process.execPath} ${tunnel} {port}`, urlPattern: 'http://\\S+' },
        within: 30,
      },
    });
    const verdicts = [...judgements.values()];
    expect(verdicts.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')).toEqual([]);
    const reasons = new Set(
      verdicts.filter(({ verdict }) => verdict === 'inconclusive').map(({ reason }) => reason),
    );
    expect([...reasons]).toEqual([
      'the webhook receiver could be reached no more in the middle of the run: The tunnel command ended (exit code 3): out of credit.',
    ]);
  },
  SECONDS,
);
