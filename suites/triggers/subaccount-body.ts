import { type Check, check } from '../../harness/judging/check.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { deliveries } from './deliveries.ts';
import { isObject, jsonIn } from './json-in.ts';
import type { StimulatedEvent } from './stimuli.ts';
import { ownOf } from './strays.ts';

/** Members that say when and what happened, but nothing of the subaccount. */
const ENVELOPE = new Set(['event', 'timestamp', 'type', 'version', 'webhook_id']);

/** The body must say something: the document shows no payload of subaccounts, so any content will do. */
export function saysSomething(event: StimulatedEvent): Check {
  return check(deliveries, (seen) => {
    const came = ownOf(seen.main[event], seen).filter((each) => isObject(jsonIn(each)));
    if (came.length === 0) {
      inconclusive(seen.causes[event].notCaused ?? `no delivery of ${event} could be judged`);
    }
    for (const delivery of came) {
      touch(delivery);
      const body = jsonIn(delivery);
      if (isObject(body) && !isHollow(body)) continue;
      throw new Broken(
        `the body of ${event} must be an object that says something; it is ${delivery.body || 'empty'}`,
        [delivery],
        'an object that is not empty',
        delivery.body || 'empty',
      );
    }
  });
}

function isHollow(body: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(body).every(([key, value]) => ENVELOPE.has(key) || isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
