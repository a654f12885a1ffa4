import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { readEnvironment } from '../harness/settings/read-environment.ts';
import { SetUpError } from '../harness/settings/set-up-error.ts';
import { UsageError } from '../harness/settings/usage-error.ts';
import { type BrokerFlags, brokerOf } from '../pact/broker/broker.ts';
import type { BrokerCommandParts } from '../pact/broker/broker-command.ts';
import { type Build, buildOf } from '../pact/broker/build-of.ts';
import { canIDeploy } from '../pact/broker/can-i-deploy.ts';
import { plain } from '../pact/broker/plain.ts';
import { publishPacts } from '../pact/broker/publish-pacts.ts';
import { record } from '../pact/broker/record.ts';
import { whyUnknown } from '../pact/broker/why-unknown.ts';
import { clausesOf } from '../pact/clauses-of.ts';
import { ownPact } from '../pact/own-pact.ts';
import type { Host } from './host.ts';
import { numberOf } from './option-values.ts';
import { brokerOptions } from './pact-broker-options.ts';
import { deployableText } from './pact-deployable-text.ts';

interface PublishFlags extends BrokerFlags {
  readonly consumerVersion?: string;
  readonly branch?: string;
  readonly buildUrl?: string;
}

interface VersionFlags extends BrokerFlags {
  readonly pacticipant: string;
  readonly pacticipantVersion?: string;
}

interface DeployFlags extends VersionFlags {
  readonly toEnvironment: string;
  readonly retries: number;
}

interface RecordFlags extends VersionFlags {
  readonly environment: string;
}

/** The `pact` commands that speak with a broker. */
export function pactBrokerCommands(host: Host, ended: (code: number) => void): readonly Command[] {
  return [
    publish(host),
    deploy(host, ended),
    recorded(host, 'deployment'),
    recorded(host, 'release'),
  ];
}

function publish(host: Host): Command {
  return command('publish', 'publish pacts to a broker; without files, the contract of Zapier')
    .argument('[files...]', 'pact files, or folders of them')
    .option('--consumer-version <version>', 'version of the consumer; by default the commit')
    .option('--branch <branch>', 'branch of the consumer; by default that of the build')
    .option('--build-url <url>', 'page of the build; by default that of the CI service')
    .action(async (given: string[], flags: PublishFlags) => {
      const files =
        given.length > 0 ? given.map((each) => resolve(host.cwd, each)) : [ownPact.file];
      const missing = files.find((file) => !existsSync(file));
      if (missing !== undefined) throw new UsageError(`${missing} does not exist.`);
      const known = buildOf(host.env, host.cwd);
      const build: Build = {
        version: flags.consumerVersion ?? versionOf(known),
        ...branchOf(flags.branch ?? known.branch, flags.buildUrl ?? known.url),
      };
      const { isDone, said } = await publishPacts(files, build, partsOf(flags, host));
      if (!isDone) throw new UsageError(plain(said));
      const branch = build.branch === undefined ? '' : ` of branch ${build.branch}`;
      host.out.write(`Published as version ${build.version}${branch}.\n`);
    });
}

function deploy(host: Host, ended: (code: number) => void): Command {
  return command('can-i-deploy', 'ask a broker whether a version may be deployed')
    .option('--pacticipant <name>', 'who is to be deployed', ownPact.provider)
    .option('--pacticipant-version <version>', 'by default the commit')
    .requiredOption('--to-environment <name>', 'where it is to be deployed')
    .option(
      '--retries <n>',
      'how often to ask again, ten seconds apart, while a verification is missing',
      numberOf('--retries', { least: 0 }),
      0,
    )
    .action(async (flags: DeployFlags) => {
      const deployment = {
        pacticipant: flags.pacticipant,
        version: flags.pacticipantVersion ?? versionOf(buildOf(host.env, host.cwd)),
        environment: flags.toEnvironment,
        retries: flags.retries,
      };
      const parts = { ...partsOf(flags, host), clausesOf: clausesOf([]) };
      const { text, code } = deployableText(deployment, await canIDeploy(deployment, parts));
      host.out.write(text);
      ended(code);
    });
}

function recorded(host: Host, kind: 'deployment' | 'release'): Command {
  return command(`record-${kind}`, `tell a broker of a ${kind}`)
    .option('--pacticipant <name>', `whose ${kind} it is`, ownPact.provider)
    .option('--pacticipant-version <version>', 'by default the commit')
    .requiredOption('--environment <name>', 'where it went')
    .action(async (flags: RecordFlags) => {
      const { pacticipant, environment } = flags;
      const version = flags.pacticipantVersion ?? versionOf(buildOf(host.env, host.cwd));
      const { isDone, said } = await record(
        { kind, pacticipant, version, environment },
        partsOf(flags, host),
      );
      if (!isDone) {
        const why = whyUnknown(said, { pacticipant, version, environment });
        throw why === undefined
          ? new SetUpError(`The ${kind} was not recorded: ${plain(said)}`)
          : new UsageError(why);
      }
      host.out.write(`Recorded the ${kind} of ${pacticipant} ${version} to ${environment}.\n`);
    });
}

function command(name: string, says: string): Command {
  const made = new Command(name).description(says);
  for (const each of brokerOptions()) made.addOption(each);
  return made;
}

function partsOf(flags: BrokerFlags, { cwd, env, interrupted }: Host): BrokerCommandParts {
  return { broker: brokerOf(flags, readEnvironment(cwd, env)), env, signal: interrupted };
}

function versionOf({ version }: Build): string {
  if (version !== undefined) return version;
  throw new UsageError('No version is known: name it, or run this where git knows a commit.');
}

function branchOf(branch: string | undefined, url: string | undefined): Omit<Build, 'version'> {
  return { ...(branch !== undefined && { branch }), ...(url !== undefined && { url }) };
}
