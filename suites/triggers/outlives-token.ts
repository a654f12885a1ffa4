import { type Delivery, type Exchange, header } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { Change } from './changes.ts';
import type { Dated } from './late-update.ts';

/** A subscription, and updates at the end of the run, with a later token than it was made with. */
export interface Outlived {
  readonly subscribed: Exchange;
  /** Updates that were made before. */
  readonly early: readonly Change[];
  readonly late: readonly Dated[];
  /** What the subscriber got since, whatever it was about. */
  readonly heard?: Delivery;
  /** Whether deliveries came later than a run waits. */
  readonly isLate: boolean;
}

/** A subscription must go on when the access token that it was made with is replaced or expires. */
export function outlivesToken({ subscribed, early, late, heard, isLate }: Outlived): void {
  const updates = late
    .flatMap(({ changes }) => changes)
    .filter(({ exchange }) => succeeded(exchange) && tokenOf(exchange) !== tokenOf(subscribed));
  const [first] = updates;
  if (first === undefined) {
    inconclusive(
      'no client was updated with a later token than that of a subscription',
      subscribed,
    );
  }
  if (heard !== undefined) {
    touch(heard);
    return;
  }
  const before = early
    .filter(({ exchange }) => succeeded(exchange))
    .reduce<Change | undefined>((last, each) => (isAfter(each, last) ? each : last), undefined);
  if (before === undefined || before.deliveries.length === 0) {
    inconclusive('the last update with the token of the subscription was not delivered either');
  }
  if (isLate) inconclusive('deliveries come later than the run waits', subscribed);
  throw new Broken(
    'an update must be delivered also after the access token of the subscription was replaced; it is not',
    [subscribed, first.exchange],
    'a delivery',
    'none',
  );
}

function isAfter({ exchange }: Change, last: Change | undefined): boolean {
  return last === undefined || exchange.startedAt > last.exchange.startedAt;
}

function tokenOf({ request }: Exchange): string | undefined {
  return header(request.headers, 'authorization');
}
