import type { Exchange } from '../../contracts/evidence.ts';
import { shown, succeeded } from '../../harness/judging/answers.ts';
import { Broken } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { spending } from '../../harness/scenarios/scenario.ts';
import type { Creation } from './creations.ts';
import { valuesOfWrites } from './elsewhere.ts';
import { isGranted } from './granted.ts';
import { itemIn, jsonIn, type Values } from './sights.ts';
import { views } from './views.ts';

/** How many clients are created at the same time. */
const MANY = 3;

/**
 * Clients created at the same time, then listed where clients can be. It spends nothing; among those
 * that spend, which are played one by one, no other create is under way that these could get into.
 */
export const manyAtOnce = spending('many clients at once', 0, async (stage) => {
  const { gateway, a } = stage;
  const { list: first } = await stage.evidenceOf(views);
  const creations = await Promise.all(
    Array.from({ length: MANY }, async (_, index): Promise<Creation> => {
      const sent = a.client();
      const label = `create client ${index + 1} of ${MANY}`;
      return { sent, exchange: await gateway.createClient(sent, { label }) };
    }),
  );
  const list = succeeded(first) ? await gateway.read('clients') : undefined;
  const elsewhere = valuesOfWrites(stage.seen());
  return { creations, elsewhere, ...(list === undefined ? {} : { list }) };
});

/** A client of many must be created, and have nothing that was sent for another one. */
export function isItself(
  { exchange, sent }: Creation,
  elsewhere: Values,
  list: Exchange | undefined,
): void {
  isGranted(exchange);
  const id = idOf(exchange) ?? '';
  for (const seen of [exchange, ...(list === undefined ? [] : [list])]) {
    const client = itemIn(jsonIn(seen), id);
    if (client === undefined) continue;
    for (const field of ['name', 'email', 'phone']) {
      const value = client[field];
      if (value === sent[field] || !elsewhere[field]?.includes(value)) continue;
      throw new Broken(
        `"${field}" in the answer to ${seen.label} must be ${shown(sent[field])}; it is ${shown(value)}, which was sent for another client`,
        [exchange, seen],
        shown(sent[field]),
        shown(value),
      );
    }
    touch(seen);
  }
}
