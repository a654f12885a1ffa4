import type { format } from '../../contracts/clauses/errors/format.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { isJson, shown } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { namesField } from '../../harness/judging/errors.ts';
import {
  anyText,
  carries,
  memberOf,
  object,
  optional,
  type Rule,
  text,
} from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { isObject, jsonIn } from '../triggers/json-in.ts';
import { lookBack } from './look-back.ts';
import { type Refusals, refusals } from './refusals.ts';

/** The refusals of every kind that the document names. */
function errors(seen: Refusals): readonly Exchange[] {
  const { whole, updated, note, notedId, noted, read, patched, deleted, ...refusals } = seen;
  const met = Object.values(refusals).filter((each) => each !== undefined);
  const refused = met.filter(isRefused);
  if (refused.length === 0) inconclusive('nothing was refused', whole);
  return refused;
}

function isRefused({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 400 && response.status !== 429;
}

/** Whether the request itself was found wrong, and not its path or its token. */
function isOfRequest({ response }: Exchange): boolean {
  return response?.status === 400 || response?.status === 422;
}

/** A member of `error` in every refusal that has such an object. */
function inError(path: string, rule: Rule): Check {
  return check(refusals, (seen) => {
    const shaped = errors(seen).filter((each) => isObject(memberOf(jsonIn(each), 'error')));
    if (shaped.length === 0) inconclusive('no refusal has an object "error"', seen.whole);
    for (const each of shaped) carries(each, path, rule);
  });
}

function named(exchange: Exchange | undefined, ...fields: readonly string[]): number {
  if (exchange === undefined || !isOfRequest(exchange)) return 0;
  if (!isObject(memberOf(jsonIn(exchange), 'error'))) return 0;
  namesField(exchange, ...fields);
  return 1;
}

function tellsApart({ withoutName, withoutToken, unknownUpdate, unknownPath }: Refusals): void {
  const missing =
    unknownUpdate !== undefined && isRefused(unknownUpdate) ? unknownUpdate : unknownPath;
  const kinds = [withoutName, withoutToken, missing];
  if (!kinds.every(isRefused)) inconclusive('not all three were refused', ...kinds);
  if (!isOfRequest(withoutName)) inconclusive('no missing field was told', withoutName);
  const codes = kinds.map((each) => memberOf(jsonIn(each), 'error.code'));
  if (!codes.every(text.holds)) inconclusive('not all three have a code', ...kinds);
  for (const each of kinds) touch(each);
  if (new Set(codes).size === codes.length) return;
  throw new Broken(
    `a missing field, token and resource must have three different codes; they have ${shown(codes)}`,
    kinds,
    'three different codes',
    shown(codes),
  );
}

/** The checks of §6 on the error format. */
export const checks: Checks<typeof format> = {
  json: check(refusals, (seen) => {
    const { patched, deleted } = seen;
    // the status of a method that is not there is in no table; what it says is an error all the same
    const ofMethod = [patched, deleted].filter(
      (each) => isRefused(each) && each.response?.body.trim() !== '',
    );
    for (const each of [...errors(seen), ...ofMethod]) isJson(each);
  }),
  'error-object': check(refusals, (seen) => {
    const bodies = errors(seen).filter((each) => isObject(jsonIn(each)));
    if (bodies.length === 0) inconclusive('no refusal is a JSON object', seen.whole);
    for (const each of bodies) carries(each, 'error', object);
  }),
  code: inError('error.code', text),
  message: inError('error.message', text),
  'field-string': inError('error.field', optional(anyText)),
  'field-of-missing': check(refusals, ({ withoutName, withoutContact, withoutNote, whole }) => {
    const judged =
      named(withoutName, 'name') +
      named(withoutContact, 'phone', 'email') +
      named(withoutNote, 'note');
    if (judged === 0) inconclusive('no missing field was refused', whole);
  }),
  'field-of-wrong-type': check(refusals, ({ wrongName, wrongPhone, wrongUpdate, whole }) => {
    const judged =
      named(wrongName, 'name') + named(wrongPhone, 'phone', 'email') + named(wrongUpdate, 'name');
    if (judged === 0) inconclusive('no wrong type was refused', whole);
  }),
  'code-tells-apart': check(refusals, tellsApart),
  'no-internals': check(lookBack, ({ internals }) => {
    const [shows] = internals;
    if (shows === undefined) return;
    throw new Broken(
      `the answer to ${shows.label} must show nothing of the server's inside; it does`,
      internals,
      'no stack trace and no query',
      shown(shows.response?.body),
    );
  }),
};
