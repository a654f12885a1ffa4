import { Command } from 'commander';
import type { Host } from './host.ts';
import { pactBrokerCommands } from './pact-broker.ts';
import { pactGenerateCommand } from './pact-generate.ts';
import { pactVerifyCommand } from './pact-verify.ts';

/** `pact`: the contract between Zapier and the gateway, its verification, and the broker. */
export function pactCommand(host: Host, ended: (code: number) => void): Command {
  const pact = new Command('pact')
    .description('generate and verify the contract between Zapier and the gateway')
    .addHelpText('after', EXAMPLES)
    // what the program's commands are told of output and errors holds for these, too
    .hook('preSubcommand', (parent, sub) => {
      sub.copyInheritedSettings(parent);
    });
  for (const command of [
    pactGenerateCommand(host),
    pactVerifyCommand(host, ended),
    ...pactBrokerCommands(host, ended),
  ]) {
    pact.addCommand(command);
  }
  return pact;
}

const EXAMPLES = `
Examples:
  $ pocketsuite-conformance pact verify                      the mock gateway
  $ pocketsuite-conformance pact verify --target URL         a gateway
  $ pocketsuite-conformance pact verify --broker URL         pacts of a broker, results told to it
  $ pocketsuite-conformance pact publish --broker URL
  $ pocketsuite-conformance pact can-i-deploy --to-environment production
`;
