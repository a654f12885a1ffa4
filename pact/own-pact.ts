import { fileURLToPath } from 'node:url';
import { contract } from '../contracts/consumer/contract.ts';
// imported so that the compiler lays it beside the compiled module, where `file` looks for it
import pact from '../contracts/consumer/zapier-pocketsuite-gateway.json' with { type: 'json' };

/** The contract of our own consumer, as a pact file that comes with the package. */
export const ownPact = {
  file: fileURLToPath(new URL(`../contracts/consumer/${contract.file}`, import.meta.url)),
  consumer: pact.consumer.name,
  provider: pact.provider.name,
} as const;
