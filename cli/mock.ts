import { once } from 'node:events';
import { Command } from 'commander';
import { SetUpError } from '../harness/settings/set-up-error.ts';
import type { GatewayOptions, RunningGateway } from '../mock/gateway.ts';
import { deviationTable, type Listed } from './deviation-table.ts';
import { deviations } from './deviations.ts';
import type { Host } from './host.ts';
import { mockGreeting } from './mock-greeting.ts';
import { numberOf } from './option-values.ts';

interface MockFlags {
  readonly port: number;
  readonly host: string;
  readonly fault?: readonly string[];
  readonly variant?: readonly string[];
  readonly json?: true;
  readonly list?: true;
}

/** `mock`: serves a gateway of our own until it is told to end. */
export function mockCommand(host: Host): Command {
  return new Command('mock')
    .description('start a mock gateway that keeps every clause, or breaks the ones you name')
    .option(
      '--port <n>',
      'port to listen on; 0 takes a free one',
      numberOf('--port', { least: 0 }),
      0,
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--fault <id...>', 'deviate in ways that break a clause')
    .option('--variant <id...>', 'deviate in ways that are lawful')
    .option('--json', 'print the address and the credentials as JSON')
    .option('--list', 'list the faults and variants')
    .addHelpText('after', EXAMPLES)
    .action((flags: MockFlags) => mock(flags, host));
}

async function mock(flags: MockFlags, { out, interrupted }: Host): Promise<void> {
  const { faults } = await import('../mock/faults/index.ts');
  const { variants } = await import('../mock/variants/index.ts');
  if (flags.list) {
    const listed = { faults: faults.map(told), variants: variants.map(told) };
    out.write(flags.json ? json(listed) : deviationTable(listed, out.screen));
    return;
  }
  const chosen = {
    faults: deviations('fault', flags.fault ?? [], faults),
    variants: deviations('variant', flags.variant ?? [], variants),
  };
  const gateway = await started({ port: flags.port, host: flags.host, ...chosen });
  try {
    const { url, sandbox } = gateway;
    const names = [...chosen.faults, ...chosen.variants].map(({ id }) => id);
    out.write(
      flags.json ? json({ url, ...sandbox, ...ids(chosen) }) : mockGreeting(gateway, names),
    );
    if (!interrupted.aborted) await once(interrupted, 'abort');
  } finally {
    await gateway.close();
  }
}

async function started(options: GatewayOptions): Promise<RunningGateway> {
  const { startGateway } = await import('../mock/gateway.ts');
  try {
    return await startGateway(options);
  } catch (error) {
    throw new SetUpError(
      `The mock gateway cannot listen on ${options.host} port ${options.port}: ${reason(error)}.`,
    );
  }
}

function reason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'this user may not use the port',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
  ERR_SOCKET_BAD_PORT: 'a port is at most 65535',
};

function ids(
  chosen: Readonly<Record<'faults' | 'variants', readonly { readonly id: string }[]>>,
): Record<'faults' | 'variants', readonly string[]> {
  return {
    faults: chosen.faults.map(({ id }) => id),
    variants: chosen.variants.map(({ id }) => id),
  };
}

/** What a reader needs to know of a deviation: not how it is done. */
function told({ id, does, clause }: Listed): Listed {
  return { id, does, ...(clause !== undefined && { clause }) };
}

function json(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

const EXAMPLES = `
Examples:
  $ pocketsuite-conformance mock --port 4010
  $ pocketsuite-conformance mock --list
  $ pocketsuite-conformance mock --fault ID
  $ curl -s http://127.0.0.1:4010/gateway/__control
`;
