import { type Delivery, header } from '../../contracts/evidence.ts';
import { shown } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { Inbox } from '../../harness/webhooks/inbox.ts';
import { type CastClient, isAbout } from './cast.ts';
import { clientIn } from './client-in.ts';
import { isObject, jsonIn } from './json-in.ts';

/** A delivery that was answered with 500, and what came after it that may repeat it. */
export interface Attempts {
  readonly first: Delivery;
  readonly later: readonly Delivery[];
}

/** What a subscriber that fails got of each client; what cannot be read may repeat any of them. */
export function attemptsIn(inbox: Inbox, clients: readonly CastClient[]): readonly Attempts[] {
  return clients.flatMap((client) => {
    const at = inbox.deliveries.findIndex((each) => isAbout(each, client));
    const first = inbox.deliveries[at];
    if (first?.answered !== 500) return [];
    const later = inbox.deliveries
      .slice(at + 1)
      .filter((each) => isAbout(each, client) || isOdd(each));
    return [{ first: { ...first }, later: later.map((each) => ({ ...each })) }];
  });
}

/** No JSON object, and not a look whether the subscriber is well again. */
function isOdd(delivery: Delivery): boolean {
  return delivery.method !== 'GET' && !isObject(jsonIn(delivery));
}

const FIELDS = ['id', 'name', 'email', 'phone'] as const;

/** Every attempt must be like the first: what is wrong with that one is another clause's matter. */
export function areAlike(attempts: readonly Attempts[] | undefined): void {
  if (attempts === undefined || attempts.length === 0) {
    inconclusive('no subscriber got anything that it could fail at');
  }
  const repeated = attempts.filter(({ later }) => later.length > 0);
  if (repeated.length === 0) notApplicable('a failed delivery is not repeated during the run');
  for (const { first, later } of repeated) {
    for (const each of later) {
      touch(each);
      isAlike(first, each);
    }
  }
}

function isAlike(first: Delivery, again: Delivery): void {
  mustBe('method', first.method, again.method, [first, again]);
  mustBe('content type', mediaType(first), mediaType(again), [first, again]);
  const client = clientIn(first);
  for (const field of FIELDS) {
    const expected = memberOf(client, field);
    mustBe(`"${field}"`, expected, memberOf(clientIn(again), field), [first, again]);
  }
}

function mediaType({ headers }: Delivery): string {
  return (header(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function mustBe(what: string, expected: unknown, actual: unknown, seen: readonly Delivery[]): void {
  if (Object.is(expected, actual)) return;
  throw new Broken(
    `a delivery that is repeated must be like the first; its ${what} is ${shown(actual)} and was ${shown(expected)}`,
    seen,
    `${what} must be ${shown(expected)}`,
    shown(actual),
  );
}
