import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pact of somebody else with interactions as they are in the file; returns its path. */
export function foreignPact(...interactions: readonly object[]): string {
  return pactBetween({ consumer: 'Someone', provider: 'PocketSuite Gateway' }, interactions);
}

/** A pact between two with interactions as they are in the file; returns its path. */
export function pactBetween(
  { consumer, provider }: { readonly consumer: string; readonly provider: string },
  interactions: readonly object[],
): string {
  const file = join(mkdtempSync(join(tmpdir(), 'conformance-foreign-')), 'foreign.json');
  const pact = {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions,
    metadata: { pactSpecification: { version: '4.0' } },
  };
  writeFileSync(file, JSON.stringify(pact));
  return file;
}

/** A create that is answered with a status, in states of its own. */
export function createIn(
  description: string,
  states: readonly (string | { readonly name: string; readonly params: object })[],
  status: number,
): object {
  const fromToken = { type: 'ProviderState', expression: 'Bearer ${accessToken}' };
  return {
    type: 'Synchronous/HTTP',
    description,
    pending: false,
    providerStates: states.map((state) => (typeof state === 'string' ? { name: state } : state)),
    request: {
      method: 'POST',
      path: '/v1/zapier/clients',
      headers: { authorization: ['Bearer x'], 'Content-Type': ['application/json'] },
      generators: { header: { authorization: fromToken } },
      body: {
        content: { name: 'Jane', email: 'jane.foreign@example.com' },
        contentType: 'application/json',
        encoded: false,
      },
    },
    response: { status },
  };
}
