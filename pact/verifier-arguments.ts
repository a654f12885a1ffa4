import type { StandIn } from './stand-in.ts';

/** Where the pacts come from. */
export type PactSource =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | ({ readonly kind: 'broker' } & BrokerSource);

/** Which pacts of a broker, and whether it is told of the results. */
export interface BrokerSource {
  readonly url: string;
  /** Credentials as Pact's program reads them from its environment. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly provider: string;
  readonly selectors: readonly Readonly<Record<string, unknown>>[];
  /** A pact to verify, as the broker's own webhook names it. */
  readonly pactUrl?: string;
  readonly enablePending: boolean;
  readonly includeWipSince?: string;
  readonly version?: ProviderVersion;
}

/** The version of the gateway that results are published for. */
export interface ProviderVersion {
  readonly version: string;
  readonly branch?: string;
  readonly buildUrl?: string;
  /** Whether results are published at all. */
  readonly isPublished: boolean;
}

/** A consent by hand or a late delivery takes minutes, and the verifier is to wait. */
const PATIENCE_MS = 300_000;

/** What the verifier is told beside where the pacts are. */
export interface VerifierParts {
  readonly standIn: StandIn;
  /** The file that it writes its report into. */
  readonly report: string;
  readonly provider: string;
  /** Only the interactions of these descriptions. */
  readonly only?: readonly string[];
}

/** The arguments of `pact verifier`; none is a secret. */
export function verifierArguments(
  source: PactSource,
  { standIn, report, provider, only }: VerifierParts,
): readonly string[] {
  const backstage = `http://127.0.0.1:${standIn.backstagePort}`;
  return [
    'verifier',
    ...['--hostname', '127.0.0.1', '--port', String(standIn.providerPort)],
    ...['--transports', `message:${standIn.backstagePort}`],
    ...['--state-change-url', `${backstage}/states`, '--state-change-teardown'],
    ...['--provider-name', provider, '--request-timeout', String(PATIENCE_MS)],
    ...['--json', report, '--no-colour', '--ignore-no-pacts-error'],
    ...(only === undefined ? [] : ['--filter-description', anyOf(only)]),
    ...(source.kind === 'files' ? filesOf(source.paths) : brokerOf(source)),
  ];
}

function anyOf(descriptions: readonly string[]): string {
  const quoted = descriptions.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `^(${quoted.join('|')})$`;
}

function filesOf(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => [path.endsWith('.json') ? '--file' : '--dir', path]);
}

function brokerOf(source: BrokerSource): readonly string[] {
  const { version, selectors, pactUrl } = source;
  return [
    ...['--broker-url', source.url],
    ...(pactUrl === undefined ? [] : ['--webhook-callback-url', pactUrl]),
    ...selectors.flatMap((each) => ['--consumer-version-selectors', JSON.stringify(each)]),
    ...(source.enablePending ? ['--enable-pending'] : []),
    ...given('--include-wip-pacts-since', source.includeWipSince),
    ...given('--provider-branch', version?.branch),
    ...given('--provider-version', version?.version),
    ...given('--build-url', version?.buildUrl),
    ...(version?.isPublished ? ['--publish'] : []),
  ];
}

function given(option: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [option, value];
}
