import type { Command } from 'commander';
import type { Host } from './host.ts';
import { type PactVerifyFlags, pactVerifyFlags } from './pact-verify-flags.ts';

const INTERRUPTED = 130;

/** `pact verify`: holds a gateway to pacts, and ends by 0 only where all of them are kept. */
export function pactVerifyCommand(host: Host, ended: (code: number) => void): Command {
  return pactVerifyFlags().action(async (flags: PactVerifyFlags) => {
    try {
      // what verifying takes is slow to load, which other commands need not wait for
      const { verifyByFlags } = await import('./pact-verify-by-flags.ts');
      ended(await verifyByFlags(flags, host));
    } catch (error) {
      if (!host.interrupted.aborted) throw error;
      ended(INTERRUPTED);
    }
  });
}
