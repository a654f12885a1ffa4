import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { type Allotments, affordableFrom, type Budget, lacking, type Spender } from './allot.ts';
import { clockTime } from './clock-time.ts';

const MINUTE_MS = 60_000;
const MAIN = 'this address';
const LATER = 'this address in later hours by the moved clock';

/**
 * What a run is going to spend, and what it cannot afford, in one line or two for a person; none
 * where nothing wants to spend.
 */
export function planOf(
  spenders: readonly Spender[],
  allotments: Allotments,
  budget: Budget,
): readonly string[] {
  if (spenders.length === 0) return [];
  const spends = new Map<string, number>();
  for (const { name, spends: requests } of spenders) {
    const allotment = allotments.byName.get(name);
    if (allotment === undefined || allotment.kind === 'unaffordable') continue;
    const from = nameOf(allotment);
    spends.set(from, (spends.get(from) ?? 0) + requests);
  }
  const parts = [...spends].sort(inOrder).map(([from, requests]) => `${requests} from ${from}`);
  const planned = `Invalid token requests, of the ${TEN} an hour and address: ${parts.join(', ') || 'none'}.`;
  const short = lacking(spenders, allotments).length;
  return [planned + before(budget), ...(short > 0 ? [shortage(short, budget)] : [])];
}

function inOrder([one]: [string, number], [other]: [string, number]): number {
  const placeOf = (from: string): number => (from === MAIN ? 0 : from === LATER ? 1 : 2);
  return placeOf(one) - placeOf(other) || one.localeCompare(other, 'en', { numeric: true });
}

type Affordable = Exclude<
  ReturnType<Allotments['byName']['get']>,
  undefined | { kind: 'unaffordable' }
>;

function nameOf(allotment: Affordable): string {
  if (allotment.kind === 'main') return MAIN;
  if (allotment.kind === 'elsewhere') return allotment.from;
  return LATER;
}

function before({ spent, now }: Budget): string {
  const times = spent();
  if (times.length === 0) return '';
  const left = Math.max(0, TEN - times.length);
  const oldest = affordableFrom(times, now);
  return ` Earlier runs spent ${times.length} of this address, so ${left} are left; the first returns at ${clockTime(oldest)} (in ${minutes(oldest - now)} min).`;
}

function shortage(short: number, { spent, now }: Budget): string {
  const from = affordableFrom(spent(), now, TEN);
  return `${short} ${short === 1 ? 'kind' : 'kinds'} of them cannot be afforded; all ten can again at ${clockTime(from)} (in ${minutes(from - now)} min), and the next run takes first what this one lacks.`;
}

function minutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS) + 1;
}
