import { createTransport } from '../../harness/client/transport.ts';
import type { Broker } from './broker.ts';

const TIMEOUT_MS = 10_000;

/** Reads a resource of the broker as JSON; `undefined` where it is not to be had. */
export async function askBroker(broker: Broker, url: string): Promise<unknown> {
  const { authorization } = broker;
  // a link to elsewhere is given no credentials
  const isOurs = new URL(url).origin === new URL(broker.url).origin;
  const transport = createTransport({ timeoutMs: TIMEOUT_MS });
  try {
    const { response } = await transport.send({
      label: 'ask the broker',
      method: 'GET',
      url,
      headers: [
        ['accept', 'application/hal+json, application/json'],
        ...(isOurs && authorization !== undefined
          ? [['authorization', authorization] as const]
          : []),
      ],
    });
    return response?.status === 200 ? (JSON.parse(response.body) as unknown) : undefined;
  } catch {
    return undefined;
  } finally {
    await transport.close();
  }
}
