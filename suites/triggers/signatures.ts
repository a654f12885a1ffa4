import type { Delivery } from '../../contracts/evidence.ts';
import { EVENTS } from '../../contracts/resources.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { signatureFault } from '../../harness/webhooks/verify-signature.ts';
import type { Deliveries } from './deliveries.ts';
import { isGreeting } from './greetings.ts';
import type { Mailboxes } from './mailboxes.ts';

/** What verifying the signatures came to; told in the play, since it takes the secret and the bytes. */
export interface Signatures {
  readonly verified: number;
  readonly wrong?: { readonly why: string; readonly delivery: Delivery };
}

/** Verifies what came to each event's subscriber, where a secret is known. */
export function verifySignatures(
  { settings }: Stage,
  { main, causedFrom }: Mailboxes,
): Signatures | undefined {
  const { secret } = settings.webhooks;
  if (secret === undefined) return undefined;
  const came = EVENTS.flatMap((event) => main[event].inbox.deliveries).filter(
    (each) => !isGreeting(each, causedFrom),
  );
  for (const [verified, delivery] of came.entries()) {
    const why = signatureFault(delivery, secret);
    if (why !== undefined) return { verified, wrong: { why, delivery: { ...delivery } } };
  }
  return { verified: came.length };
}

/** Every delivery must be signed. */
export function areSigned({ signatures, main }: Deliveries): void {
  if (signatures === undefined) {
    notApplicable('no secret of signatures is known; where there is one, give `webhooks.secret`');
  }
  const { wrong, verified } = signatures;
  if (wrong !== undefined) {
    throw new Broken(
      `the signature of the delivery must be valid; it ${wrong.why}`,
      [wrong.delivery],
      'a valid webhook-signature',
      wrong.why,
    );
  }
  if (verified === 0) inconclusive('no delivery came', main['client.created'].subscribed);
  touch(main['client.created'].subscribed);
}
