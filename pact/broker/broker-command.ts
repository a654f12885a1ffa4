import { stripVTControlCharacters } from 'node:util';
import { SetUpError } from '../../harness/settings/set-up-error.ts';
import { runPactProgram } from '../pact-program.ts';
import type { Broker } from './broker.ts';
import { whyShut } from './why-shut.ts';

/** What a command of the broker's client came to. */
export interface BrokerAnswer {
  readonly isDone: boolean;
  /** What it said, without colours, and without credentials whatever it says. */
  readonly said: string;
}

/** What a command is run with. */
export interface BrokerCommandParts {
  readonly broker: Broker;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/**
 * Runs a command of Pact's broker client.
 *
 * @throws SetUpError where the broker cannot be reached, or does not let us in
 */
export async function brokerCommand(
  args: readonly string[],
  { broker, env, signal }: BrokerCommandParts,
): Promise<BrokerAnswer> {
  const { code, out, err } = await runPactProgram(
    ['broker', ...args, '--broker-base-url', broker.url, '--retries', '1'],
    { env, secrets: broker.secrets, ...(signal && { signal }) },
  );
  const said = discreet(`${out}\n${err}`, broker).trim();
  const shut = code === 0 ? undefined : whyShut(said, broker.url);
  if (shut !== undefined) throw new SetUpError(shut);
  return { isDone: code === 0, said };
}

function discreet(said: string, { secrets, authorization = '' }: Broker): string {
  const hidden = [...Object.values(secrets), authorization.replace(/^\w+ /, '')];
  let told = stripVTControlCharacters(said);
  for (const secret of hidden) if (secret.length > 3) told = told.replaceAll(secret, '***');
  return told;
}
