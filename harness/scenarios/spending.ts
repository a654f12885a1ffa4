import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import type { Budget } from '../budget/allot.ts';
import type { Ledger } from '../budget/ledger.ts';
import { callRequest } from '../stimuli/request.ts';
import { NEXT_HOUR_S } from './player.ts';
import type { RunParts } from './run-state.ts';

/** Who spends, and what is remembered of it. */
export interface Spending {
  /** Local addresses beside the default one. */
  readonly addresses: readonly string[];
  readonly ledger: Ledger;
  readonly now: () => number;
}

/** The key of the default local address in the ledger. */
const DEFAULT_ADDRESS = 'default';

/** What the run may spend, as the ledger knows it. */
export function budgetOf(
  { target, settings }: RunParts,
  { addresses, ledger, now }: Spending,
): Budget {
  const known = new Map(
    [undefined, ...addresses].map((address) => [
      address,
      ledger.spent(target, address ?? DEFAULT_ADDRESS),
    ]),
  );
  return {
    addresses,
    now: now(),
    movesClock: settings.controls.advanceClock !== undefined,
    spent: (address) => known.get(address) ?? [],
    lastPlayed: (scenario) => ledger.lastPlayed(target, scenario),
  };
}

/** Leaves word for the next run; an address that met a 429 has nothing left, whoever spent it. */
export function remember({ target, recorder }: RunParts, { addresses, ledger }: Spending): void {
  for (const address of [undefined, ...addresses]) {
    const times = recorder.refusedFrom(address).map(({ startedAt }) => startedAt);
    const before = ledger.spent(target, address ?? DEFAULT_ADDRESS).length;
    const throttledAt = recorder.throttledFrom(address).at(-1)?.startedAt;
    const unseen = throttledAt === undefined ? 0 : Math.max(0, TEN - before - times.length);
    const all = [...times, ...Array.from({ length: unseen }, () => throttledAt ?? 0)];
    if (all.length > 0) ledger.record(target, address ?? DEFAULT_ADDRESS, all);
  }
}

/** Whatever was spent before is void where the target can be reset, or its clock moved past the hour. */
export async function freeTheHour(run: RunParts, { addresses, ledger }: Spending): Promise<void> {
  const { settings, target } = run;
  const { reset, advanceClock } = settings.controls;
  if (reset !== undefined) {
    const isReset = await called(run, 'reset', callRequest(reset, { target, values: {} }));
    if (isReset) ledger.forget(target);
  }
  const isSpent = [DEFAULT_ADDRESS, ...addresses].some(
    (address) => ledger.spent(target, address).length > 0,
  );
  if (advanceClock === undefined || !isSpent) return;
  const values = { seconds: NEXT_HOUR_S };
  const isMoved = await called(run, 'advanceClock', callRequest(advanceClock, { target, values }));
  if (isMoved) ledger.forget(target);
}

async function called(
  { recorder }: RunParts,
  name: string,
  request: ReturnType<typeof callRequest>,
): Promise<boolean> {
  const exchange = await recorder.send({ label: `control ${name}`, ...request });
  return (exchange.response?.status ?? 500) < 300;
}
