import { emptyLedger } from '../../harness/budget/ledger.ts';
import { settingsSchema } from '../../harness/settings/settings.ts';
import { startGateway } from '../../mock/gateway.ts';
import { ownPact } from '../../pact/own-pact.ts';
import type { Verification } from '../../pact/verification.ts';
import { verifyPacts } from '../../pact/verify-pacts.ts';
import type { Case } from '../case.ts';
import { pastTheHour } from '../past-the-hour.ts';
import { interactionsOf } from './cases.ts';
import type { Verified } from './verified.ts';

/** Further loopback addresses; every Linux machine has them. */
const ADDRESSES = ['127.0.0.2', '127.0.0.3'];
/** A delivery of the mock takes milliseconds, unless a case withholds it. */
const WITHIN_SECONDS = 2;
const TIMEOUT_SECONDS = 10;

/**
 * Verifies a gateway by Pact's own verifier: a lawful one against the whole contract, a faulty one
 * against the interactions of its clause, and against the rest where it keeps these.
 */
export async function verifyCase(each: Case): Promise<Verified> {
  await pastTheHour();
  const startedAt = performance.now();
  const own = each.breaks === undefined ? undefined : interactionsOf(each.breaks);
  let { broken, unverified } = read(await verify(each, own));
  if (own !== undefined && broken.length === 0) ({ broken, unverified } = read(await verify(each)));
  return { case: each, broken, unverified, durationMs: performance.now() - startedAt };
}

async function verify({ deviations }: Case, only?: readonly string[]): Promise<Verification> {
  const gateway = await startGateway({ faults: deviations });
  const { oauth, controls, stimuli } = gateway.sandbox;
  try {
    return await verifyPacts({
      target: gateway.url,
      settings: settingsSchema.parse({
        ...{ oauth, controls, stimuli, timeout: TIMEOUT_SECONDS },
        webhooks: { within: WITHIN_SECONDS },
      }),
      provider: ownPact.provider,
      source: { kind: 'files', paths: [ownPact.file] },
      ...(only && { only }),
      states: [],
      addresses: ADDRESSES,
      ledger: emptyLedger(),
      env: process.env,
      now: Date.now,
      announce: () => {},
    });
  } finally {
    await gateway.close();
  }
}

function read({
  setUp,
  results,
  complaints,
}: Verification): Pick<Verified, 'broken' | 'unverified'> {
  const open = results.filter(({ verdict }) => verdict === 'inconclusive');
  return {
    broken: results.filter(({ verdict }) => verdict === 'fail'),
    unverified: [
      ...(setUp === undefined ? [] : [setUp]),
      ...open.map(({ description, says }) => `${description}: ${says.join('; ')}`),
      ...complaints,
    ],
  };
}
