import type { Exchange } from '../../contracts/evidence.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { consents, unusedCodes } from './authorize-walks.ts';
import { codeForm } from './exchanges.ts';
import { ifArranged } from './if-arranged.ts';
import { mainExchange, refusal } from './refusal.ts';
import { otherCase } from './wrong-values.ts';

/** An older code may have lapsed, and then its refusal proves nothing. */
const FRESH_MS = 20_000;

/** A code that an earlier walk left unused and that is still young, else a new one. */
export async function anyCode(stage: Stage): Promise<string> {
  const evidence = await ifArranged(stage, consents);
  const unused = evidence && unusedCodes.get(evidence);
  const isYoung = unused !== undefined && stage.targetNow() - unused.since < FRESH_MS;
  return (isYoung ? unused.codes.pop() : undefined) ?? stage.code();
}

/** With a code of its own, which is exchanged afterwards: others may then share one. */
export const wrongSecret = refusal('wrong secret', [], async (stage) => {
  const form = codeForm(stage, await anyCode(stage));
  const client = { ...stage.client, clientSecret: otherCase(stage.client.clientSecret) };
  const label = 'exchange with a wrong client secret';
  return {
    whole: await mainExchange(stage),
    refused: stage.gateway.token(form, { client, label }),
    exchangeAfterwards: () => stage.gateway.token(form, { label: 'exchange of a code' }),
  };
});

/** With a code that others are sent with too, where a refused client leaves its code alive. */
export async function withLiveCode(
  stage: Stage,
  send: (code: string) => Promise<Exchange>,
): Promise<Exchange> {
  const proof = (await ifArranged(stage, wrongSecret))?.alive;
  return proof === undefined ? send(await anyCode(stage)) : withPatientCode(stage, proof, send);
}

interface Patient {
  code: string | undefined;
  since: number;
  /** The last request with the code: each waits for the one before, which may have been granted. */
  last: Promise<unknown>;
}

const patients = new WeakMap<object, Patient>();

/**
 * Sends an invalid request with a code that others are sent with too, one after the other: where a
 * refused client was seen to leave its code alive, so does what fails no later.
 *
 * @param proof the exchange that was granted for a code after another client was refused with it
 */
function withPatientCode(
  stage: Stage,
  proof: Exchange,
  send: (code: string) => Promise<Exchange>,
): Promise<Exchange> {
  const patient = patients.get(proof) ?? { code: undefined, since: 0, last: Promise.resolve() };
  patients.set(proof, patient);
  const sent = patient.last
    .catch(() => undefined)
    .then(async () => {
      if (patient.code === undefined || stage.targetNow() - patient.since > FRESH_MS) {
        patient.code = await stage.code();
        patient.since = stage.targetNow();
      }
      const exchange = await send(patient.code);
      // whatever was not refused may have spent it
      if (tokenOutcome(exchange) !== 'refused') patient.code = undefined;
      return exchange;
    });
  patient.last = sent;
  return sent;
}
