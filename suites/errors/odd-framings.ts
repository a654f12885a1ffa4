import type { Exchange } from '../../contracts/evidence.ts';
import { framed, type OddFraming, oddFramings } from '../../harness/fuzz/framings.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import { responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken } from '../../harness/judging/outcome.ts';
import { jsonIn } from '../triggers/json-in.ts';
import { trying } from './fuzzing.ts';
import { ODDLY_FRAMED } from './look-back.ts';
import { refusals } from './refusals.ts';

/** Whoever waits for the rest of a request that is cut short may wait longer than we do. */
const CUT_SHORT_MS = 2_000;

/** Lawful clients whose bodies are framed otherwise than by their length. */
export const oddFraming: Property<OddFraming> = {
  clause: 'errors/robustness/odd-framing',
  share: 0.1,
  least: oddFramings.length,
  prepare: async (stage) => {
    const { gateway, a, settings } = stage;
    const { whole: control } = await stage.evidenceOf(refusals);
    const isEchoed = echoed(control) === nameIn(control);
    return {
      control,
      kinds: oddFramings,
      attempt: async (odd) => {
        const client = a.client();
        const body = JSON.stringify(client);
        const exchange = await gateway.createClient(body, {
          label: odd.is === 'whole' ? 'fuzzed create with an odd framing' : ODDLY_FRAMED,
          framing: framed(odd, body),
          timeoutMs: odd.is === 'cut short' ? CUT_SHORT_MS : settings.timeout * 1000,
        });
        return outcomeOf([exchange], () => {
          isBorne(exchange, odd);
          if (odd.is === 'whole' && isEchoed) comesBack(exchange, client.name);
        });
      },
    };
  },
};

/** The scenario of this property. */
export const oddFramingsTried = trying('creates that are framed oddly', oddFraming);

/** Understood, or refused, in whatever format: who speaks for the gateway may refuse a frame before it. */
function isBorne(exchange: Exchange, { is }: OddFraming): void {
  if (isHungUpOn(exchange, is)) return;
  const { status } = responseOf(exchange);
  // 501 is the answer to a transfer coding that is not understood (RFC 9112 §6.1)
  if (status < 500 || status === 501) return;
  throw new Broken(
    `${exchange.label} must not be answered with a server error; it is answered with ${status}`,
    [exchange],
  );
}

function comesBack(exchange: Exchange, name: unknown): void {
  const came = echoed(exchange);
  if (!succeeded(exchange) || came === undefined || came === name) return;
  throw new Broken(
    `"name" of the answer to ${exchange.label} must be ${shown(name)}, as it was sent; it is ${shown(came)}`,
    [exchange],
    `"name" must be ${shown(name)}`,
    shown(came),
  );
}

function echoed(exchange: Exchange): unknown {
  return memberOf(jsonIn(exchange), 'name');
}

function nameIn({ request }: Exchange): unknown {
  return memberOf(JSON.parse(request.body ?? '{}'), 'name');
}

function isHungUpOn({ failure }: Exchange, is: OddFraming['is']): boolean {
  if (is === 'refusable') return failure?.kind === 'closed';
  return is === 'cut short' && (failure?.kind === 'closed' || failure?.kind === 'timeout');
}
