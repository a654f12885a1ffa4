import type { Exchange } from '../contracts/evidence.ts';
import { isLoopback } from '../harness/client/local-addresses.ts';
import { createTransport } from '../harness/client/transport.ts';
import type { Settings } from '../harness/settings/settings.ts';
import { UsageError } from '../harness/settings/usage-error.ts';
import { withSandbox } from '../harness/settings/with-sandbox.ts';
import { startGateway } from '../mock/gateway.ts';
import { sandbox } from '../mock/sandbox.ts';

/** The gateway that a run is to judge. */
export interface ChosenTarget {
  readonly target: string;
  readonly settings: Settings;
  /** Why it cannot be judged, where that is plain before anything is played. */
  readonly setUp?: string;
  /** Ends what was started for the run. */
  readonly close: () => Promise<void>;
}

const WITHIN_MS = 5_000;

/**
 * The configured gateway, or a mock started for this run. A mock on this machine describes itself,
 * so that its address alone suffices.
 *
 * @throws UsageError for a target without an OAuth client, and for a client without a target
 */
export async function chooseTarget(settings: Settings): Promise<ChosenTarget> {
  if (settings.target === undefined) {
    refuseStranger(settings);
    const gateway = await startGateway();
    const close = (): Promise<void> => gateway.close();
    return { target: gateway.url, settings: withSandbox(settings, gateway.sandbox), close };
  }
  const { target } = settings;
  const close = (): Promise<void> => Promise.resolve();
  const described = isLoopback(new URL(target).hostname) ? await describedBy(target) : undefined;
  const complete = described === undefined ? settings : withSandbox(settings, described);
  if (complete.oauth !== undefined) return { target, settings: complete, close };
  // a wrong address is told before missing credentials: nobody can fill those in for it
  return { target, settings: complete, setUp: await whyAbsent(settings, target), close };
}

/** Who gave credentials meant a gateway, and forgot to say which. */
function refuseStranger({ oauth }: Settings): void {
  if (oauth === undefined || oauth.clientId === sandbox.oauth.clientId) return;
  throw new UsageError(
    '"oauth" is given without "target": give --target, or leave "oauth" out to judge the mock gateway.',
  );
}

async function whyAbsent({ paths }: Settings, target: string): Promise<string> {
  const { response, failure } = await get(`${target.replace(/\/+$/, '')}${paths.authorize}`);
  if (failure !== undefined) return `the target could not be reached: ${failure.message}`;
  if (response?.status === 404) {
    return `GET ${paths.authorize} answers 404; look at \`target\` and \`paths.authorize\``;
  }
  throw new UsageError(
    'No OAuth client is configured for this target; give `oauth` (clientId, clientSecret, redirectUri) in conformance.config.js or POCKETSUITE_CLIENT_ID, POCKETSUITE_CLIENT_SECRET and POCKETSUITE_REDIRECT_URI.',
  );
}

async function describedBy(target: string): Promise<object | undefined> {
  const { response } = await get(`${target.replace(/\/+$/, '')}/__control`);
  try {
    const described: unknown = JSON.parse(response?.body ?? 'null');
    const isMock =
      described !== null &&
      typeof described === 'object' &&
      'mock' in described &&
      described.mock === 'pocketsuite-conformance';
    return isMock ? described : undefined;
  } catch {
    return undefined;
  }
}

async function get(url: string): Promise<Exchange> {
  const transport = createTransport({ timeoutMs: WITHIN_MS });
  const exchange = await transport.send({ label: 'look at the target', method: 'GET', url });
  await transport.close();
  return exchange;
}
