import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import type { Host } from './host.ts';

const FILE = 'contracts/consumer/zapier-pocketsuite-gateway.json';

/** `pact generate`: writes the contract of our own consumer. */
export function pactGenerateCommand({ cwd, out }: Host): Command {
  return new Command('generate')
    .description("play Zapier's part against Pact's mock server, and write the contract")
    .option('--output <file>', 'the pact file', FILE)
    .action(async ({ output }: { readonly output: string }) => {
      const { generatePact } = await import('../pact/generate-pact.ts');
      const { contract } = await import('../contracts/consumer/contract.ts');
      const text = await generatePact(contract);
      const file = resolve(cwd, output);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      out.write(`${contract.agreed.length} interactions written to ${output}\n`);
    });
}
