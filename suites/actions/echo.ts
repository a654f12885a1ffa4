import { jsonOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { isForeign, type Life, type Sight, sightsAt, valueAt } from './sights.ts';

/**
 * The answer to each update must have what the update changed. Where it shows what other windows
 * show too, it is true and the change was lost before: that is the matter of `changes-…`.
 */
export function answersChanges(life: Life): void {
  for (const [at, { sent, exchange }] of life.steps.entries()) {
    if (at === 0 || !succeeded(exchange)) continue;
    for (const [field, expected] of Object.entries(sent)) answers(life, at, field, expected);
    touch(exchange);
  }
}

/** The answer to each update that does not name `name` must have the name all the same. */
export function answersName(life: Life): void {
  for (const [at, { sent, exchange }] of life.steps.entries()) {
    if (at === 0 || !succeeded(exchange) || Object.hasOwn(sent, 'name')) continue;
    answers(life, at, 'name', valueAt(life, at, 'name'));
    touch(exchange);
  }
}

function answers(life: Life, at: number, field: string, expected: unknown): void {
  const exchange = life.steps[at]?.exchange;
  if (exchange === undefined) return;
  const value = memberOf(jsonOf(exchange), field);
  if (Object.is(value, expected) || isForeign(life, field, value)) return;
  const elsewhere = sightsAt(life, at, field).filter(({ kind }) => kind !== 'echo');
  const isLost =
    elsewhere.length > 0 && !elsewhere.some((sight) => Object.is(sight.value, expected));
  if (isLost && (value === undefined || elsewhere.some((sight) => isSame(sight, value)))) return;
  throw new Broken(
    `"${field}" of the answer to ${exchange.label} must be ${shown(expected)}; it is ${shown(value)}`,
    [exchange],
    `"${field}" must be ${shown(expected)}`,
    shown(value),
  );
}

/** No value may be written as null or left out. */
function isSame({ value }: Sight, other: unknown): boolean {
  return Object.is(value ?? null, other ?? null);
}
