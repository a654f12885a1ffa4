import { type Exchange, header } from '../../contracts/evidence.ts';
import { type Scenario, scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { ifArranged } from './if-arranged.ts';
import { invalidRefreshes } from './invalid-refreshes.ts';
import { mainExchange, type Refusal } from './refusal.ts';
import { invalidExchanges } from './refusals.ts';

/** What became of invalid requests, by what is wrong with them; what could not be afforded is left out. */
export interface Collected<Key extends string = string> {
  readonly refused: Readonly<Partial<Record<Key, Exchange>>>;
  /** Those whose answer has the client's secret, which was not sent with them. */
  readonly telling: readonly string[];
  /** The main exchange, absent where no code was issued. */
  readonly whole?: Exchange;
}

/** The refused code exchanges of the run. */
export const refusedExchanges = collected('refused code exchanges', invalidExchanges);

/** The refused refreshes of the run. */
export const refusedRefreshes = collected('refused refreshes', invalidRefreshes);

/** A shorter secret may stand in an answer by chance. */
const LONG_ENOUGH = 6;

function tells(exchange: Exchange | undefined, secret: string): boolean {
  const { request, response } = exchange ?? {};
  if (secret.length < LONG_ENOUGH || !response?.body.includes(secret)) return false;
  const form = [...new URLSearchParams(request?.body ?? '').values()];
  const basic = header(request?.headers ?? [], 'authorization')?.replace(/^Basic /, '') ?? '';
  return !form.includes(secret) && !Buffer.from(basic, 'base64').toString().includes(secret);
}

function collected<Key extends string>(
  name: string,
  of: Readonly<Record<Key, Scenario<Refusal>>>,
): Scenario<Collected<Key>> {
  const scenarios = Object.entries(of) as [Key, Scenario<Refusal>][];
  const play = async (stage: Stage): Promise<Collected<Key>> => {
    const refused: Partial<Record<Key, Exchange>> = {};
    for (const [key, each] of scenarios) {
      const exchange = (await ifArranged(stage, each))?.refused;
      if (exchange !== undefined) refused[key] = exchange;
    }
    const [first] = scenarios;
    // why the first could not be sent is why none was
    if (Object.keys(refused).length === 0 && first) await stage.evidenceOf(first[1]);
    const whole = await mainExchange(stage);
    const secret = stage.client.clientSecret;
    const telling = scenarios.flatMap(([key]) => (tells(refused[key], secret) ? [key] : []));
    return { refused, telling, ...(whole && { whole }) };
  };
  return scenario(
    name,
    play,
    'last',
    scenarios.map(([, each]) => each),
  );
}
