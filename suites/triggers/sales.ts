import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import { shown, succeeded } from '../../harness/judging/answers.ts';
import { type Check, check } from '../../harness/judging/check.ts';
import { isoDateTime, memberOf, number, sameInstant } from '../../harness/judging/members.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { laterReadings } from '../actions/readings.ts';
import { itemIn } from '../actions/sights.ts';
import { views } from '../actions/views.ts';
import { ifArranged } from '../oauth/if-arranged.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { jsonIn } from './json-in.ts';
import { ownOf } from './strays.ts';
import { withValidToken } from './with-valid-token.ts';

type Sale = 'booking.created' | 'payment.received';

/** What was sold, with what the API itself shows of it. */
interface Sold {
  readonly delivery: Delivery;
  /** The list in which it stands by its id. */
  readonly list?: Exchange;
  /** The buyer as a read shows it, or the refusal; absent where the run made that client itself. */
  readonly client?: Exchange;
  /** Every name that the buyer has had, as far as was told, and by what. */
  readonly names: readonly string[];
  readonly told?: Exchange;
}

/** Bookings and payments, held against what can be read at the end of the run. */
export const sales = scenario(
  'bookings and payments, looked up',
  async (stage) => {
    const seen = await stage.evidenceOf(deliveries);
    const lists = Object.values((await ifArranged(stage, laterReadings)) ?? {}).filter(succeeded);
    const single = (await ifArranged(stage, views))?.single;
    const readable = single && succeeded(single) ? single : undefined;
    const lookUp = async (event: Sale): Promise<Sold | undefined> => {
      const [delivery] = ownOf(seen.main[event], seen);
      if (delivery === undefined) return undefined;
      const list = listWith(lists, delivery);
      const client = readable && (await buyer(stage, seen, delivery));
      const told = client === undefined ? tellingOf(stage, delivery) : [client];
      const last = told.at(-1);
      return {
        delivery,
        names: told.flatMap((each) => namesIn(each, delivery)),
        ...(last && { told: last }),
        ...(list && { list }),
        ...(client && { client }),
      };
    };
    const booking = await lookUp('booking.created');
    const payment = await lookUp('payment.received');
    return {
      ...(readable && { readable }),
      sold: { ...(booking && { booking }), ...(payment && { payment }) },
    };
  },
  'last',
  [deliveries, laterReadings, views],
);

function listWith(lists: readonly Exchange[], delivery: Delivery): Exchange | undefined {
  const id = memberOf(jsonIn(delivery), 'data.id');
  return lists.find((list) => typeof id === 'string' && itemIn(jsonIn(list), id) !== undefined);
}

/** Reads the client of a sale, unless the run made it. */
async function buyer(
  stage: Stage,
  seen: Deliveries,
  delivery: Delivery,
): Promise<Exchange | undefined> {
  const id = memberOf(jsonIn(delivery), 'data.client.id');
  if (typeof id !== 'string' || id === '') return undefined;
  const isOurs = ({ request, response }: Exchange): boolean =>
    request.method === 'POST' && response?.body.includes(`"${id}"`) === true;
  if (seen.clientIds.includes(id) || stage.seen().some(isOurs)) return undefined;
  const path = `${RESOURCE_PATHS.clients}/${encodeURIComponent(id)}`;
  return withValidToken(stage, (token) =>
    stage.gateway.api('GET', path, undefined, { label: 'read the client of a sale', ...token }),
  );
}

/** The writes of the run that are about the client of a sale. */
function tellingOf({ seen }: Stage, delivery: Delivery): readonly Exchange[] {
  const id = memberOf(jsonIn(delivery), 'data.client.id');
  if (typeof id !== 'string' || id === '') return [];
  return seen().filter(
    ({ request: { method, url, body }, response }) =>
      ['POST', 'PUT', 'PATCH'].includes(method) && `${url} ${body} ${response?.body}`.includes(id),
  );
}

/** The names of the client that were sent or answered. */
function namesIn({ request, response }: Exchange, delivery: Delivery): readonly string[] {
  const id = String(memberOf(jsonIn(delivery), 'data.client.id'));
  const sent = memberOf(parsed(request.body), 'name');
  const answered = memberOf(itemIn(parsed(response?.body), id), 'name');
  return [sent, answered].filter((each) => typeof each === 'string');
}

function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The client of a delivery must be one of the account, where clients can be read by their id. */
export function hasKnownClient(event: Sale): Check {
  return check(sales, ({ readable, sold }) => {
    const { delivery, client, names, told } = soldOf(sold, event);
    if (readable === undefined) notApplicable('the gateway does not show a client by its id');
    touch(delivery);
    if (client === undefined || succeeded(client)) {
      return isNamed(event, delivery, names, told);
    }
    const { status } = client.response ?? {};
    if (status !== 404 && status !== 410) inconclusive('the client could not be read', client);
    throw new Broken(
      `"data.client.id" of ${event} must be the id of a client; a read of it is answered with ${status}`,
      [delivery, readable, client],
      'the id of a client',
      shown(memberOf(jsonIn(delivery), 'data.client.id')),
    );
  });
}

/** The name must be one that the client has had; where none was told, nothing can be said. */
function isNamed(
  event: Sale,
  delivery: Delivery,
  names: readonly string[],
  told: Exchange | undefined,
): void {
  const name = memberOf(jsonIn(delivery), 'data.client.name');
  // no name at all is another clause's matter
  if (typeof name !== 'string' || names.length === 0 || names.includes(name)) return;
  throw new Broken(
    `"data.client.name" of ${event} must be the name of that client, ${shown(names.at(-1))}; it is ${shown(name)}`,
    [delivery, ...(told ? [told] : [])],
    shown(names.at(-1)),
    shown(name),
  );
}

/** What stands in a list as well must be the same there. */
export function isAsListed(event: Sale, amount: string, date: string): Check {
  return check(sales, ({ sold }) => {
    const { delivery, list } = soldOf(sold, event);
    const data = memberOf(jsonIn(delivery), 'data');
    const item = list && itemIn(jsonIn(list), String(memberOf(data, 'id')));
    if (list === undefined || item === undefined) {
      notApplicable('what was delivered stands in no list that can be read');
    }
    touch(delivery);
    for (const field of [amount, date]) {
      const value = memberOf(data, field);
      const listed = memberOf(item, field);
      // one in the wrong form is another clause's matter
      const isRight = field === amount ? number.holds(value) : isoDateTime.holds(value);
      const isSame = field === amount ? Object.is(value, listed) : sameInstant(value).holds(listed);
      if (!isRight || listed === undefined || isSame) continue;
      throw new Broken(
        `"${field}" must be the same where ${event} is delivered and where it is listed; it is ${shown(value)} and ${shown(listed)}`,
        [delivery, list],
        `"${field}" must be ${shown(value)}`,
        shown(listed),
      );
    }
  });
}

function soldOf(
  { booking, payment }: { readonly booking?: Sold; readonly payment?: Sold },
  event: Sale,
): Sold {
  const sold = event === 'booking.created' ? booking : payment;
  return sold ?? inconclusive(`no delivery of ${event} came that could be looked up`);
}
