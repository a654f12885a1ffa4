import type { subscriptions } from '../../contracts/clauses/triggers/subscriptions.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { EVENTS } from '../../contracts/resources.ts';
import {
  answered,
  control,
  hasHeader,
  isJson,
  jsonValueOf,
  refused,
  responseOf,
  succeeded,
} from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { documented } from '../../harness/judging/errors.ts';
import { Broken, broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { aboutIn } from './arrived.ts';
import { isAbout } from './cast.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { endsOwnOnly } from './kept-apart.ts';
import { mustArriveInTheEnd, mustArriveUnlessLate } from './late.ts';
import { lifeCycle } from './life-cycle.ts';
import { refusedSubscriptions } from './refused-subscriptions.ts';

/** The granted subscriptions; without any, their answers cannot be judged. */
function granted(seen: Deliveries): readonly Deliveries['doomed'][] {
  const boxes = [
    ...EVENTS.map((event) => seen.main[event]),
    seen.doomed,
    seen.second,
    seen.queried,
  ];
  const done = boxes.filter(({ subscribed }) => succeeded(subscribed));
  if (done.length === 0) control(seen.main['client.created'].subscribed);
  return done;
}

const NOT_THERE = [404, 405, 501];
const NOT_SO = [400, 415, 422];

/** Whether subscriptions can be ended, by the ways that were tried; ends the judge where they cannot. */
function ending({ ended, doomed }: Deliveries): Exchange {
  control(doomed.subscribed);
  const statuses = ended.tried.map((each) => responseOf(each).status);
  const last = ended.tried.at(-1);
  if (last === undefined) inconclusive('no way to end a subscription could be tried');
  if (statuses.every((status) => NOT_THERE.includes(status))) {
    notApplicable('the gateway has no way to end a subscription');
  }
  if (statuses.every((status) => [...NOT_THERE, ...NOT_SO].includes(status))) {
    inconclusive('no way to end a subscription was found', ...ended.tried);
  }
  return last;
}

/** Whether one was ended; ends the judge where none was. */
function endedWell(seen: Deliveries): Exchange {
  const last = ending(seen);
  control(last);
  return last;
}

function refusal(
  pick: (
    all: Record<'unknownEvent' | 'withoutEvent' | 'withoutUrl' | 'badUrl', Exchange>,
  ) => Exchange,
  judge: (exchange: Exchange) => void,
): Check {
  return check(refusedSubscriptions, ({ whole, ...all }) => {
    control(whole);
    judge(pick(all));
  });
}

/** The checks of §4 on subscriptions. */
export const checks: Checks<typeof subscriptions> = {
  accepted: check(deliveries, (seen) => {
    for (const event of EVENTS) answered(seen.main[event].subscribed, 200, 201);
  }),
  json: check(deliveries, (seen) => {
    for (const { subscribed } of granted(seen)) isJson(subscribed);
  }),
  'answers-id': check(deliveries, (seen) => {
    for (const { id, subscribed } of granted(seen)) {
      if (id === undefined) broken('the answer to a subscription must have an id', subscribed);
      touch(subscribed);
    }
  }),
  'ids-distinct': check(deliveries, (seen) => {
    const named = granted(seen).filter(({ id }) => id !== undefined);
    if (named.length < 2) inconclusive('fewer than two subscriptions were answered with an id');
    for (const [at, box] of named.entries()) {
      const same = named.slice(0, at).find(({ id }) => id === box.id);
      if (same === undefined) continue;
      throw new Broken(
        `each subscription must have an id of its own; two have "${box.id}"`,
        [same.subscribed, box.subscribed],
        'different ids',
        `"${box.id}" twice`,
      );
    }
    for (const { subscribed } of named) touch(subscribed);
  }),
  'unknown-event': refusal(
    ({ unknownEvent }) => unknownEvent,
    (exchange) => answered(exchange, 400, 404, 422),
  ),
  'event-required': refusal(({ withoutEvent }) => withoutEvent, refused),
  'url-required': refusal(({ withoutUrl }) => withoutUrl, refused),
  'bad-url': refusal(({ badUrl }) => badUrl, refused),
  'refusal-format': check(refusedSubscriptions, ({ whole, ...attempts }) => {
    const refusals = Object.values(attempts).filter((each) => responseOf(each).status >= 400);
    if (refusals.length === 0) inconclusive('no subscription was refused', whole);
    for (const each of refusals) documented(each);
  }),
  ...lifeCycle,
  'unsubscribe-status': check(deliveries, (seen) => answered(ending(seen), 200, 202, 204)),
  'unsubscribe-json': check(deliveries, (seen) => {
    const last = endedWell(seen);
    touch(last);
    if (responseOf(last).body.trim() === '') return;
    hasHeader(last, 'content-type', /^application\/json\s*(;|$)/i, 'be "application/json"');
    jsonValueOf(last);
  }),
  'unsubscribe-silences': check(deliveries, (seen) => {
    const last = endedWell(seen);
    const { ended, doomed, main } = seen;
    const live = ended.clients.filter(
      (client) => aboutIn(seen, main['client.created'], client).length > 0,
    );
    if (live.length === 0)
      inconclusive('nothing was delivered to others beside which silence tells');
    for (const client of ended.clients) {
      const came = doomed.deliveries.find((each) => isAbout(each, client));
      if (came === undefined) continue;
      throw new Broken(
        'an ended subscription must get no further delivery; it got one',
        [last, client.created, came],
        'no delivery',
        'a delivery',
      );
    }
    touch(last);
  }),
  'unsubscribe-only-one': check(deliveries, (seen) => {
    const last = endedWell(seen);
    const { ended, main, queried, cast, changes } = seen;
    const before = [main['client.created'], queried].filter(
      (box) => aboutIn(seen, box, cast.full).length > 0,
    );
    if (before.length === 0) inconclusive('nothing was delivered to the others even before', last);
    for (const client of ended.awaited.filter(({ created }) => succeeded(created))) {
      for (const box of before) {
        if (aboutIn(seen, box, client).length > 0) continue;
        const what = 'a client created after another subscription ended';
        mustArriveInTheEnd(what, seen, last, client.created);
      }
    }
    const update = changes.phoneOnly[ended.updatesBefore];
    const earlier = changes.phoneOnly.slice(0, ended.updatesBefore);
    const wereDelivered = earlier.every(({ deliveries }) => deliveries.length > 0);
    if (wereDelivered && update !== undefined && succeeded(update.exchange)) {
      if (update.deliveries.length === 0) {
        const what = 'an update after another subscription ended';
        mustArriveUnlessLate(what, seen, last, update.exchange);
      }
    }
    touch(last);
  }),
  'unsubscribe-other-account': check(deliveries, (seen) => {
    endedWell(seen);
    endsOwnOnly(seen);
  }),
  'unsubscribe-needs-token': check(deliveries, (seen) => {
    endedWell(seen);
    const { withoutToken, unknownToken, withToken } = seen.failed ?? {};
    if (withoutToken === undefined) inconclusive('no second subscription could be made to end');
    answered(withoutToken, 401);
    if (unknownToken !== undefined) answered(unknownToken, 401);
    const whole = withToken?.at(-1);
    if (whole !== undefined) control(whole);
  }),
};
