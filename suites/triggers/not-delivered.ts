import type { Delivery } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { aboutIn, boxesOf } from './arrived.ts';
import type { CastClient } from './cast.ts';
import { type Change, REFUSED } from './changes.ts';
import type { Deliveries } from './deliveries.ts';
import { jsonIn } from './json-in.ts';
import { ownOf } from './strays.ts';

/** A client that was created and never updated must not be delivered as `client.updated`. */
export function notOnCreate(seen: Deliveries): void {
  const { cast, changes, ended } = seen;
  const updates = changes.full.flatMap((each) => each.deliveries);
  if (updates[0] === undefined)
    inconclusive('no update was delivered beside which silence would tell');
  const never = [cast.emailOnly, ...cast.crowd, ...ended.clients];
  for (const client of never.filter((each) => !isSold(seen, each))) {
    const [came] = boxesOf(seen, 'client.updated').flatMap((box) => aboutIn(seen, box, client));
    if (came !== undefined) forbidden('a create', client, came);
  }
  const changed = [cast.full, cast.phoneOnly, cast.beyondAscii];
  const own = boxesOf(seen, 'client.updated').flatMap((box) => ownOf(box, seen));
  for (const early of changes.early) {
    const client = changed.find(({ id }) => memberOf(jsonIn(early), 'id') === id) ?? cast.full;
    const isOwn = own.some(({ body }) => body === early.body);
    if (isOwn && !isSold(seen, client)) forbidden('a create', client, early);
  }
  touch(cast.emailOnly.created);
  touch(updates[0]);
}

/** A refused update must not be delivered: neither what was refused nor the client as it was. */
export function isNotDelivered(seen: Deliveries): void {
  const { changes, cast } = seen;
  const refused = changes.full.find(({ exchange }) => exchange.label === REFUSED);
  if (refused === undefined) inconclusive('no client could be updated');
  const isAnswered = refused.exchange.response !== undefined;
  if (!isAnswered || succeeded(refused.exchange))
    inconclusive('the update was not refused', refused.exchange);
  const later = [changes.phoneOnly.at(-1), changes.full[0]].flatMap(
    (each) => each?.deliveries ?? [],
  );
  if (later[0] === undefined)
    inconclusive('no update was delivered beside which silence would tell');
  const known = new Set(
    changes.full
      .flatMap((each) => (each === refused ? [] : each.deliveries))
      .map(({ body }) => body),
  );
  const isRepetition = ({ body }: Delivery): boolean =>
    known.has(body) && (repeats(seen) || !isEverywhere(seen, refused, body));
  const came = refused.deliveries.find((each) => !isRepetition(each));
  if (came !== undefined) {
    if (isSold(seen, cast.full)) inconclusive('the client changed by itself', came);
    if (isOneLate(seen)) inconclusive('an update before it was delivered late', came);
    throw new Broken(
      'a refused update must not be delivered; it was',
      [refused.exchange, came],
      'no delivery',
      'a delivery',
    );
  }
  touch(refused.exchange);
  touch(later[0]);
}

/** Whether a granted update of the client had not come to each subscriber when the next was made. */
function isOneLate({ changes, main, second }: Deliveries): boolean {
  const boxes = [main['client.updated'], second].filter(({ subscribed }) => succeeded(subscribed));
  return changes.full
    .filter(({ exchange }) => succeeded(exchange))
    .some(({ deliveries }) => new Set(deliveries.map(({ url }) => url)).size < boxes.length);
}

/** Whether each subscriber that gets updates got this: a repetition by chance comes to one of them. */
function isEverywhere({ changes }: Deliveries, refused: Change, body: string): boolean {
  const served = new Set(
    changes.full.flatMap(({ deliveries }) => deliveries).map(({ url }) => url),
  );
  const got = refused.deliveries.filter((each) => each.body === body).map(({ url }) => url);
  return new Set(got).size === served.size;
}

/** Whether a subscriber gets the same more than once even where nothing was refused. */
function repeats({ changes }: Deliveries): boolean {
  return [changes.full, changes.phoneOnly, changes.beyondAscii]
    .flat()
    .filter(({ exchange }) => succeeded(exchange))
    .some(({ deliveries }) => {
      const sent = deliveries.map(({ url, body }) => `${url} ${body}`);
      return new Set(sent).size < sent.length;
    });
}

/** Whether somebody booked or paid in the client's name, which may well change the client. */
export function isSold({ main }: Deliveries, { id }: CastClient): boolean {
  const events = ['booking.created', 'booking.completed', 'payment.received'] as const;
  return events.some((event) =>
    main[event].deliveries.some((each) => memberOf(jsonIn(each), 'data.client.id') === id),
  );
}

function forbidden(cause: string, client: CastClient, came: Delivery): never {
  throw new Broken(
    `${cause} must not be delivered as client.updated; it was`,
    [client.created, came],
    'no delivery of client.updated',
    'a delivery of client.updated',
  );
}
