import type { PactV4 } from '@pact-foundation/pact';
import { SetUpError } from '../harness/settings/set-up-error.ts';

/**
 * Loads Pact's library, which has native code in it: only `pact generate` needs it.
 *
 * @throws SetUpError where it is missing or refuses to load
 */
export async function pactLibrary(): Promise<{ readonly PactV4: typeof PactV4 }> {
  // read while it loads: it would tell its makers of every use, and hang behind a firewall
  process.env.PACT_DO_NOT_TRACK = 'true';
  try {
    return await import('@pact-foundation/pact');
  } catch (error) {
    const [why = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new SetUpError(
      `Pact's native library could not be loaded, which only \`pact generate\` needs: ${why}`,
    );
  }
}
