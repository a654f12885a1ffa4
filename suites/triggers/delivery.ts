import type { delivery } from '../../contracts/clauses/triggers/delivery.ts';
import { type Delivery, header } from '../../contracts/evidence.ts';
import { EVENTS } from '../../contracts/resources.ts';
import { control, succeeded } from '../../harness/judging/answers.ts';
import { type Checks, check } from '../../harness/judging/check.ts';
import { bodyOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { aboutIn, boxesOf, createdOf, mustArrive } from './arrived.ts';
import type { CastClient } from './cast.ts';
import { comesOnce } from './comes-once.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { staysInAccount } from './kept-apart.ts';
import { mustArriveUnlessLate } from './late.ts';
import { lateUpdate } from './late-update.ts';
import { type LookBack, lookBack } from './look-back.ts';
import { outlivesToken } from './outlives-token.ts';
import { keepsPasswords } from './passwords.ts';
import { areAlike } from './repeated.ts';
import { isServedBesides } from './served-besides.ts';
import { areSigned } from './signatures.ts';
import { isStray } from './strays.ts';

/** Every delivery that the play kept. */
function all(seen: Deliveries): readonly Delivery[] {
  const came = EVENTS.flatMap((event) => boxesOf(seen, event)).flatMap((box) => box.deliveries);
  if (came.length === 0) inconclusive('no delivery came');
  return came;
}

function each(judge: (delivery: Delivery) => void): (seen: Deliveries) => void {
  return (seen) => {
    for (const delivery of all(seen)) {
      touch(delivery);
      judge(delivery);
    }
  };
}

/** The first client of the play must have been delivered somewhere for silence elsewhere to tell. */
function reachedSomewhere(seen: Deliveries, client: CastClient): void {
  control(client.created);
  if (createdOf(seen, client).length === 0) inconclusive('the client was delivered nowhere');
}

function isEachDelivered(seen: LookBack): void {
  control(seen.control);
  if (!seen.isControlDelivered) inconclusive('the client was delivered nowhere', seen.control);
  const { created, delivered, missing } = seen.run;
  const several = missing.length > 0 ? `each of ${created}` : 'each of several';
  const [lost] = [...seen.lost, ...missing];
  if (lost !== undefined) mustArrive(`${several} created clients`, seen, lost, ...missing.slice(1));
  if (delivered > 0 || seen.sample !== undefined) touch(seen.sample ?? seen.control);
}

const SECRETS =
  /\$(?:ACCESS_TOKEN|REFRESH_TOKEN|CLIENT_SECRET|BASIC_CREDENTIALS|WEBHOOK_SECRET)(?:_\d+)?/;

/** The checks of §4 on deliveries of every kind. */
export const checks: Checks<typeof delivery> = {
  post: check(
    deliveries,
    each((delivery) => {
      if (delivery.method === 'POST') return;
      const { method } = delivery;
      const said = `a delivery must be a POST; it is a ${method}`;
      throw new Broken(said, [delivery], 'POST', method);
    }),
  ),
  'content-type': check(
    deliveries,
    each((delivery) => {
      const type = header(delivery.headers, 'content-type');
      if (/^application\/json\s*(;|$)/i.test(type ?? '')) return;
      const actual = type === undefined ? 'it is missing' : `it is "${type}"`;
      throw new Broken(
        `"content-type" of the delivery must be "application/json"; ${actual}`,
        [delivery],
        '"content-type" must be "application/json"',
        actual,
      );
    }),
  ),
  charset: check(
    deliveries,
    each((delivery) => {
      const type = header(delivery.headers, 'content-type') ?? '';
      const named = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type)?.[1];
      if (named === undefined || /^utf-?8$/i.test(named)) return;
      throw new Broken(
        `the content type of a delivery must name no other character set than UTF-8; it names ${named}`,
        [delivery],
        'UTF-8 or no character set',
        named,
      );
    }),
  ),
  json: check(
    deliveries,
    each((delivery) => void bodyOf(delivery)),
  ),
  once: check(lookBack, comesOnce),
  'every-subscriber': check(deliveries, (seen) => {
    reachedSomewhere(seen, seen.cast.full);
    for (const box of [seen.main['client.created'], seen.doomed, seen.queried].filter(
      isSubscribed,
    )) {
      const [came] = aboutIn(seen, box, seen.cast.full);
      if (came === undefined) {
        mustArriveUnlessLate('a created client', seen, box.subscribed, seen.cast.full.created);
      }
      touch(came);
    }
    const [update] = seen.changes.full.filter(({ deliveries }) => deliveries.length > 0);
    for (const box of [seen.main['client.updated'], seen.second].filter(isSubscribed)) {
      if (update === undefined || aboutIn(seen, box, seen.cast.full).length > 0) continue;
      mustArriveUnlessLate('an updated client', seen, box.subscribed, update.exchange);
    }
  }),
  'only-subscribed': check(deliveries, (seen) => {
    all(seen);
    for (const box of EVENTS.flatMap((event) => boxesOf(seen, event))) {
      const stray = box.deliveries.find((each) => isStray(each, box, seen));
      if (stray === undefined) continue;
      throw new Broken(
        `a subscriber of ${box.event} must get no other event; it got one`,
        [box.subscribed, stray],
        `nothing but ${box.event}`,
        'another event',
      );
    }
    touch(seen.main['client.created'].subscribed);
  }),
  'other-account': staysInAccount,
  'whole-url': check(deliveries, (seen) => {
    const { queried, doomed, cast } = seen;
    control(queried.subscribed);
    reachedSomewhere(seen, cast.full);
    if (queried.deliveries.length === 0) {
      if (doomed.deliveries.length === 0)
        inconclusive('no other subscriber beside the first got any');
      mustArriveUnlessLate('a client, to a webhook URL with a query,', seen, queried.subscribed);
    }
    for (const delivery of queried.deliveries) {
      touch(delivery);
      if (isSameQuery(delivery.url, queried.url)) continue;
      throw new Broken(
        `the URL of the delivery must be "${queried.url}"; it is "${delivery.url}"`,
        [queried.subscribed, delivery],
        queried.url,
        delivery.url,
      );
    }
  }),
  'every-event': check(lookBack, isEachDelivered),
  'no-credentials': check(
    deliveries,
    each((delivery) => {
      const headers = delivery.headers.map(([name, value]) => `${name}: ${value}`);
      const found = [delivery.url, ...headers, delivery.body].find((text) => SECRETS.test(text));
      if (found === undefined) return;
      const secret = SECRETS.exec(found)?.[0] ?? '';
      throw new Broken(
        `a delivery must carry no token and no secret; it carries ${secret}`,
        [delivery],
        'no token and no secret',
        secret,
      );
    }),
  ),
  signature: check(deliveries, areSigned),
  'no-passwords': check(deliveries, each(keepsPasswords)),
  'outlives-token': check(lateUpdate, ({ outlived }) => outlivesToken(outlived)),
  'repeated-alike': check(lateUpdate, ({ attempts }) => areAlike(attempts)),
  'slow-subscriber': check(deliveries, isServedBesides),
};

function isSubscribed({ subscribed }: Deliveries['doomed']): boolean {
  return succeeded(subscribed);
}

/** The same parameters, however their characters are escaped. */
function isSameQuery(one: string, other: string): boolean {
  const parameters = (url: string): string =>
    JSON.stringify([...new URL(url, 'http://receiver.example').searchParams]);
  return parameters(one) === parameters(other);
}
