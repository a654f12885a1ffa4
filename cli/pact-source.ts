import { UsageError } from '../harness/settings/usage-error.ts';
import { brokerOf } from '../pact/broker/broker.ts';
import { buildOf } from '../pact/broker/build-of.ts';
import type { PactSource } from '../pact/verifier-arguments.ts';
import type { Host } from './host.ts';
import type { PactVerifyFlags } from './pact-verify-flags.ts';

/**
 * The pacts of a broker that concern this gateway: of the consumers' main branches, of what is
 * deployed or released, and of branches called like ours.
 *
 * @throws UsageError where results are to be published for no version
 */
export function pactSource(
  flags: PactVerifyFlags,
  { cwd, env }: Pick<Host, 'cwd' | 'env'>,
): PactSource {
  const { url, secrets } = brokerOf(flags, env);
  const build = buildOf(env, cwd);
  const version = flags.providerVersion ?? build.version;
  const branch = flags.providerBranch ?? build.branch;
  const buildUrl = flags.buildUrl ?? build.url;
  if (version === undefined && flags.publish) {
    throw new UsageError(
      'The results have no version of the gateway to be published for: give --provider-version, or --no-publish.',
    );
  }
  const { pactUrl, includeWipSince, selector } = flags;
  return {
    kind: 'broker',
    url,
    secrets,
    provider: flags.provider,
    selectors: selector ?? [
      { mainBranch: true },
      { deployedOrReleased: true },
      ...(branch === undefined ? [] : [{ matchingBranch: true }]),
    ],
    enablePending: flags.pending && branch !== undefined,
    ...(pactUrl !== undefined && { pactUrl }),
    ...(includeWipSince !== undefined && { includeWipSince }),
    ...(version !== undefined && {
      version: {
        version,
        isPublished: flags.publish,
        ...(branch !== undefined && { branch }),
        ...(buildUrl !== undefined && { buildUrl }),
      },
    }),
  };
}
