import type { Exchange } from '../../contracts/evidence.ts';
import { control, responseOf, succeeded } from '../../harness/judging/answers.ts';
import { type Check, check } from '../../harness/judging/check.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { aboutIn } from './arrived.ts';
import { isAbout } from './cast.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { mustArriveUnlessLate } from './late.ts';

/** A request that repeats another must be granted or refused, but not break anything. */
function isGrantedOrRefused(exchange: Exchange, what: string): void {
  const { status } = responseOf(exchange);
  touch(exchange);
  if ((status >= 200 && status < 300) || (status >= 400 && status < 500)) return;
  const rule = 'status 2xx or 4xx';
  throw new Broken(
    `${what} must be answered with ${rule}; it is answered with ${status}`,
    [exchange],
    rule,
    `status ${status}`,
  );
}

function isGone({ response }: Exchange): boolean {
  return response?.status === 404 || response?.status === 410;
}

/** The granted clients that were created while a URL was subscribed twice, as far as others got them. */
function knownToOthers(seen: Deliveries) {
  const { full, phoneOnly, emailOnly, beyondAscii, crowd } = seen.cast;
  const all = [full, phoneOnly, emailOnly, beyondAscii, ...crowd];
  return all
    .filter(({ created }) => succeeded(created))
    .filter((each) => aboutIn(seen, seen.main['client.created'], each).length > 0);
}

const isStillDelivered = check(deliveries, (seen) => {
  const { twice } = seen;
  control(twice.subscribed);
  const known = knownToOthers(seen);
  if (known.length === 0) inconclusive('nothing was delivered to another subscriber either');
  const reached = known.filter((each) => aboutIn(seen, twice, each).length > 0);
  if (reached.length > 0) return touch(twice.second);
  const others = [seen.doomed, seen.queried].filter(({ subscribed }) => succeeded(subscribed));
  if (others.length > 0 && others.every((box) => box.deliveries.length === 0)) {
    inconclusive('no other subscriber beside the first got any either');
  }
  mustArriveUnlessLate('a created client, to a URL that was subscribed twice,', seen, twice.second);
});

const isSilencedAltogether = check(deliveries, (seen) => {
  const { twice, ended, main } = seen;
  control(twice.subscribed);
  const last = ended.twice.find(succeeded);
  if (last === undefined)
    inconclusive('no subscription of that URL could be ended', ...ended.twice);
  // one that the second has replaced is not there any more
  for (const each of ended.twice) if (!isGone(each)) control(each);
  if (ended.clients.some((each) => seen.doomed.deliveries.some((one) => isAbout(one, each)))) {
    inconclusive('not even a URL that was subscribed once falls silent', ...ended.tried);
  }
  const live = ended.clients.filter(
    (each) => aboutIn(seen, main['client.created'], each).length > 0,
  );
  if (live.length === 0) inconclusive('nothing was delivered to others beside which silence tells');
  // others subscribe before the last ones are created: what was ended must not come back with them
  const later = [...live, ...(seen.failed?.clients ?? [])];
  const client = later.find((each) => twice.deliveries.some((one) => isAbout(one, each)));
  if (client === undefined) return touch(last);
  const came = twice.deliveries.filter((one) => isAbout(one, client)).slice(0, 1);
  throw new Broken(
    'a URL must get nothing more once all its subscriptions are ended; it got a delivery',
    [twice.subscribed, twice.second, ...ended.twice, client.created, ...came],
    'no delivery',
    'a delivery',
  );
});

const isSubscribedAnew = check(deliveries, (seen) => {
  const { failed, doomed, cast } = seen;
  if (failed?.anew === undefined) inconclusive('no subscription could be ended and made anew');
  const { anew } = failed;
  const { status } = responseOf(anew.subscribed);
  if (!succeeded(anew.subscribed)) {
    const rule = 'status 200 or 201';
    const actual = `status ${status}`;
    const said = `a URL whose subscription was ended must be taken anew; it is refused with ${status}`;
    throw new Broken(said, [doomed.subscribed, anew.subscribed], rule, actual);
  }
  if (aboutIn(seen, doomed, cast.full).length === 0) {
    inconclusive('nothing was delivered before its subscription was ended either');
  }
  const caused = failed.clients.filter(({ created }) => succeeded(created));
  // another one that came late is the measure: whoever waits for a failing one is judged elsewhere
  const { deliveries: besides } = failed.behind;
  const served = caused.filter((each) => besides.some((one) => isAbout(one, each)));
  if (served.length === 0) inconclusive('nothing was delivered to another late subscriber either');
  for (const each of served) {
    if (anew.deliveries.some((one) => isAbout(one, each))) continue;
    const what = 'a client, to a URL that was subscribed anew,';
    mustArriveUnlessLate(what, seen, anew.subscribed, each.created);
  }
  touch(anew.subscribed);
});

const getsNothingFromBefore = check(deliveries, (seen) => {
  const { failed, ended, cast } = seen;
  if (failed === undefined) inconclusive('nobody could subscribe later than others');
  control(failed.behind.subscribed);
  const { behind } = failed;
  if (behind.deliveries.length === 0) inconclusive('the later subscriber got nothing at all');
  const { full, phoneOnly, emailOnly, beyondAscii, crowd } = cast;
  const earlier = [full, phoneOnly, emailOnly, beyondAscii, ...crowd, ...ended.clients];
  for (const client of earlier.filter((each) => each.id !== undefined)) {
    const came = behind.deliveries.find((each) => isAbout(each, client));
    if (came === undefined) continue;
    throw new Broken(
      'a new subscriber must get no event from before it subscribed; it got one',
      [client.created, behind.subscribed, came],
      'no earlier event',
      'an earlier event',
    );
  }
  const { anew } = failed;
  // one that never fell silent is another clause's matter
  const missed = ended.clients.filter(
    (one) => !seen.doomed.deliveries.some((d) => isAbout(d, one)),
  );
  for (const client of anew === undefined ? [] : missed) {
    const came = anew?.deliveries.find((each) => isAbout(each, client));
    if (anew === undefined || came === undefined) continue;
    throw new Broken(
      'who subscribes anew must get no event from while it was not subscribed; it got one',
      [client.created, anew.subscribed, came],
      'no earlier event',
      'an earlier event',
    );
  }
  touch(behind.subscribed);
});

/** The checks of subscriptions that are made or ended more than once. */
export const lifeCycle = {
  'twice-answered': check(deliveries, ({ twice }) => {
    control(twice.subscribed);
    isGrantedOrRefused(twice.second, 'a subscription that there is already');
  }),
  'twice-delivers': isStillDelivered,
  'twice-silences': isSilencedAltogether,
  'nothing-from-before': getsNothingFromBefore,
  'unsubscribe-again': check(deliveries, ({ ended }) => {
    if (ended.again === undefined) notApplicable('the gateway has ended no subscription');
    isGrantedOrRefused(ended.again, 'ending a subscription that has ended');
  }),
  'subscribe-anew': isSubscribedAnew,
} as const satisfies Readonly<Record<string, Check>>;
