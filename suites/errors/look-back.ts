import type { Exchange } from '../../contracts/evidence.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { showsInternals } from './internals.ts';
import { PROVOKED } from './server-error.ts';

/** The label of a request so large that a gateway may hang up on it. */
export const TOO_LARGE = 'fuzzed create of a very large client';

/** The label of a request that a gateway may hang up on for how it is framed, or wait for more of. */
export const ODDLY_FRAMED = 'fuzzed create with an unlawful framing';

/** How many offenders are kept as evidence. */
const ENOUGH = 3;

/** Looks back at every request of the run and keeps what offends. */
export const lookBack = scenario(
  'look back at the whole run',
  async (stage) => {
    const answered = stage.seen().filter(isOfGateway);
    const seen = answered.filter(({ label }) => label !== PROVOKED);
    const errors = seen.filter(({ response }) => (response?.status ?? 0) >= 500);
    const unanswered = seen.filter(
      ({ failure, label }) =>
        failure &&
        failure.kind !== 'unreachable' &&
        label !== ODDLY_FRAMED &&
        !(label === TOO_LARGE && failure.kind === 'closed'),
    );
    return {
      requests: seen.length,
      // 501 is a lawful answer to a method or feature that is not there
      serverErrors: errors.filter(({ response }) => response?.status !== 501).slice(0, ENOUGH),
      unanswered: unanswered.slice(0, ENOUGH),
      internals: answered.filter(showsInternals).slice(0, ENOUGH),
      limit: limitOf(stage),
    };
  },
  'last',
);

/** Not of the controls and stimuli of a staging gateway. */
function isOfGateway({ label }: Exchange): boolean {
  return !/^(control|stimulus) /.test(label);
}

/** Whether a 429 was seen at the token endpoint, or an address that should have got one. */
function limitOf(stage: Stage) {
  const seen = stage.seen();
  const throttled = seen.find(
    ({ request, response }) => isToken(stage, request.url) && response?.status === 429,
  );
  // an hour later the count begins anew
  const moved = seen.findIndex(({ label }) => label === 'control advanceClock');
  const within = new Set(moved === -1 ? seen : seen.slice(0, moved));
  const refused = [undefined, ...stage.limit.otherAddresses]
    .map((address) => stage.limit.refusedFrom(address).filter((each) => within.has(each)))
    .reduce((most, each) => (each.length > most.length ? each : most), []);
  const last = refused.at(-1);
  return {
    ...(throttled && { throttled }),
    refused: refused.length,
    ...(last === undefined ? {} : { last }),
  };
}

function isToken({ gateway }: Stage, url: string): boolean {
  return url.split('?')[0] === gateway.tokenUrl;
}
