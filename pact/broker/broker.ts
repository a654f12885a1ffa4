import { UsageError } from '../../harness/settings/usage-error.ts';

/** A Pact Broker and how one is known there. */
export interface Broker {
  readonly url: string;
  /** Credentials, by the names that Pact's program reads them from in its environment. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The `Authorization` header of these credentials. */
  readonly authorization?: string;
}

/** A broker as the command line names it. */
export interface BrokerFlags {
  readonly broker?: string;
  readonly brokerUsername?: string;
  readonly brokerPassword?: string;
  readonly brokerToken?: string;
}

/**
 * The broker of the options or else of the environment, which is where credentials belong.
 *
 * @throws UsageError where there is none, or both kinds of credentials
 */
export function brokerOf(
  flags: BrokerFlags,
  env: Readonly<Record<string, string | undefined>>,
): Broker {
  const url = flags.broker || env.PACT_BROKER_BASE_URL;
  if (!url) throw new UsageError('No broker is named: give --broker or PACT_BROKER_BASE_URL.');
  if (!/^https?:\/\//i.test(url)) throw new UsageError(`--broker takes a URL, not "${url}".`);
  if (/^https?:\/\/[^/]*@/i.test(url)) {
    throw new UsageError(
      'The URL of the broker has credentials in it: give PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD, or PACT_BROKER_TOKEN.',
    );
  }
  return { url: url.replace(/\/+$/, ''), ...credentials(flags, env) };
}

function credentials(
  flags: BrokerFlags,
  env: Readonly<Record<string, string | undefined>>,
): Omit<Broker, 'url'> {
  // what the options say is whole: a token of the environment must not mix with their password
  const isByOption = (flags.brokerToken ?? flags.brokerUsername) !== undefined;
  const token = isByOption ? flags.brokerToken : env.PACT_BROKER_TOKEN;
  const username = isByOption ? flags.brokerUsername : env.PACT_BROKER_USERNAME;
  const password = flags.brokerPassword ?? env.PACT_BROKER_PASSWORD;
  if (token && username) {
    throw new UsageError('The broker takes a token or a user name with a password, not both.');
  }
  if (token) return { secrets: { PACT_BROKER_TOKEN: token }, authorization: `Bearer ${token}` };
  if (!username) return { secrets: {} };
  const basic = Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  return {
    secrets: { PACT_BROKER_USERNAME: username, PACT_BROKER_PASSWORD: password ?? '' },
    authorization: `Basic ${basic}`,
  };
}
