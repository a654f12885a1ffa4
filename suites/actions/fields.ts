import type { Exchange } from '../../contracts/evidence.ts';
import type { Check } from '../../harness/judging/check.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { isGranted } from './granted.ts';
import { kept } from './kept.ts';
import type { Life } from './sights.ts';

/** One check a field, by the slug `<prefix>-<field>`. */
export function eachField<Prefix extends string, Field extends string>(
  prefix: Prefix,
  fields: readonly Field[],
  make: (field: Field) => Check,
): Readonly<Record<`${Prefix}-${Field}`, Check>> {
  return Object.fromEntries(fields.map((field) => [`${prefix}-${field}`, make(field)])) as Readonly<
    Record<`${Prefix}-${Field}`, Check>
  >;
}

/** A field must not be refused on its own, and must be kept. */
export function keepsField(
  life: Life,
  at: number,
  field: string,
  refusedAlone: Readonly<Record<string, Exchange>>,
): void {
  const refusal = refusedAlone[field];
  if (refusal !== undefined) isGranted(refusal);
  kept(life, at, field);
}

/** Custom fields likewise; an account that has other ones than the document's is told how to say so. */
export function keepsCustomFields(
  life: Life,
  at: number,
  fields: readonly string[],
  refusedAlone: Readonly<Record<string, Exchange>>,
): void {
  if (fields.length === 0) inconclusive('no custom field is known; give `dialect.customFields`');
  try {
    for (const field of fields) keepsField(life, at, field, refusedAlone);
  } catch (outcome) {
    if (!(outcome instanceof Broken)) throw outcome;
    const { message, seen, expected, actual } = outcome;
    const hint = 'custom fields of the account are named in `dialect.customFields`';
    throw new Broken(`${message} (${hint})`, seen, expected, actual);
  }
}
