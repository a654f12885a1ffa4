import { Command, Option } from 'commander';
import { UsageError } from '../harness/settings/usage-error.ts';
import type { BrokerFlags } from '../pact/broker/broker.ts';
import { ownPact } from '../pact/own-pact.ts';
import { brokerOptions } from './pact-broker-options.ts';

/** The options of `pact verify` as they were given. */
export interface PactVerifyFlags extends BrokerFlags {
  readonly target?: string;
  readonly config?: string;
  readonly allowProduction?: true;
  readonly pact?: readonly string[];
  readonly states?: string;
  readonly allowEmpty?: true;
  readonly provider: string;
  readonly pactUrl?: string;
  readonly selector?: readonly Readonly<Record<string, unknown>>[];
  readonly pending: boolean;
  readonly includeWipSince?: string;
  readonly publish: boolean;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly buildUrl?: string;
}

/** `pact verify` with its options, but without its action. */
export function pactVerifyFlags(): Command {
  const verify = new Command('verify').description(
    'hold a gateway to its pacts; without a target, a mock gateway of its own; without pacts, to the contract of Zapier',
  );
  for (const each of [...TARGET, ...brokerOptions(), ...BROKER]) verify.addOption(each);
  return verify;
}

const option = (flags: string, says: string): Option => new Option(flags, says);

const TARGET = [
  option('--target <url>', 'address of the gateway'),
  option('--config <file>', 'configuration in place of conformance.config.{ts,js,mjs,json}'),
  option('--allow-production', 'do not refuse the production gateway'),
  option('--pact <path...>', 'pact files, or folders of them'),
  option('--states <file>', 'a module with handlers of states that we do not know'),
  option('--allow-empty', 'do not fail where no pact is found'),
  option('--provider <name>', 'name of the gateway in pacts').default(ownPact.provider),
];

const BROKER = [
  option('--pact-url <url>', 'verify the one pact that a webhook of the broker names'),
  option('--selector <json>', 'which consumer versions; may be repeated').argParser(selector),
  option('--no-pending', 'let pacts fail that this branch has never kept, too'),
  option('--include-wip-since <date>', 'verify work in progress since a date, too'),
  option('--no-publish', 'do not tell the broker of the results'),
  option('--provider-version <version>', 'version of the gateway; by default the commit'),
  option('--provider-branch <branch>', 'branch of the gateway; by default that of the build'),
  option('--build-url <url>', 'page of the build; by default that of the CI service'),
];

function selector(
  given: string,
  before: readonly Readonly<Record<string, unknown>>[] = [],
): readonly Readonly<Record<string, unknown>>[] {
  try {
    const parsed: unknown = JSON.parse(given);
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) {
      return [...before, parsed as Readonly<Record<string, unknown>>];
    }
  } catch {
    // told below
  }
  throw new UsageError(
    `--selector takes a JSON object such as {"mainBranch":true}, not "${given}".`,
  );
}
