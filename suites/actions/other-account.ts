import type { Exchange } from '../../contracts/evidence.ts';
import { control, responseOf, succeeded } from '../../harness/judging/answers.ts';
import { Broken, Inconclusive, inconclusive, type Seen } from '../../harness/judging/outcome.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';

/** What came of a part of a play, or why it could not be arranged. */
export type Tried<Value> =
  | { readonly value: Value }
  | { readonly notArranged: string; readonly seen: readonly Seen[] };

/** A request for what is the run's own, with the token of another account. */
export interface Trespass {
  readonly exchange: Exchange;
  /** A create by that token, where the refusal could as well mean that it opens nothing at all. */
  readonly opened?: Exchange;
}

/** What a reader of a red verdict should look at first. */
const UNLESS = 'unless `oauth.consent.otherAccount` signs in to the same account';

/** A client that another account creates for itself, which shows that its token opens the API. */
const clientOfOther = scenario('client of another account', async (stage) => {
  const { accessToken: token } = await stage.otherAccount();
  const label = 'create client of another account';
  return { created: await stage.gateway.createClient(stage.a.client(), { token, label }) };
});

/** Does something with the token of another account. */
export async function asOther<Value>(
  stage: Stage,
  act: (token: string) => Promise<Value>,
): Promise<Tried<Value>> {
  try {
    const { accessToken } = await stage.otherAccount();
    return { value: await act(accessToken) };
  } catch (thrown) {
    if (!(thrown instanceof Inconclusive)) throw thrown;
    return { notArranged: thrown.message, seen: thrown.seen };
  }
}

/** Sends a request with the token of another account. */
export function trespass(
  stage: Stage,
  send: (token: string) => Promise<Exchange>,
): Promise<Tried<Trespass>> {
  return asOther(stage, async (token) => {
    const exchange = await send(token);
    const isClosed = [401, 403].includes(exchange.response?.status ?? 0);
    if (!isClosed) return { exchange };
    return { exchange, opened: (await stage.evidenceOf(clientOfOther)).created };
  });
}

/** What came of it; ends the judge where it could not be tried. */
export function tried<Value>(outcome: Tried<Value>): Value {
  if ('value' in outcome) return outcome.value;
  return inconclusive(outcome.notArranged, ...outcome.seen);
}

/** Numbers that each account may count for itself, so that they name something of its own, too. */
const COUNTED = /^\d{1,9}$/;

/** What a refusal is held against. */
interface Named {
  /** The id of what is another account's. */
  readonly id: string | undefined;
  /** The same request for what nobody has. */
  readonly unknown: Exchange;
}

/**
 * A request for something of another account must be refused, whether as not found, as forbidden or
 * as invalid. Where not even what nobody has is refused, or with a server error, that is another
 * clause's matter.
 */
export function refusedToOther({ exchange, opened }: Trespass, { id = '', unknown }: Named): void {
  const { status } = responseOf(exchange);
  if (opened !== undefined) control(opened);
  if (isRefusal(status)) return;
  if (succeeded(exchange) && COUNTED.test(id)) return;
  if (status >= 500) inconclusive(`${exchange.label} is answered with ${status}`, exchange);
  if (!isRefusal(responseOf(unknown).status)) {
    inconclusive('not even what nobody has is refused', unknown);
  }
  const rule = 'a status of 400 to 499';
  throw new Broken(
    `${exchange.label} must be refused with ${rule}, ${UNLESS}; it is answered with ${status}`,
    [exchange],
    rule,
    `status ${status}`,
  );
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

/** Ends a judge: another account reached what is not its own. */
export function reachesOver(what: string, actual: string, ...seen: readonly Seen[]): never {
  throw new Broken(`${what}, ${UNLESS}; ${actual}`, seen, what, actual);
}
