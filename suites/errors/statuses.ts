import type { statuses } from '../../contracts/clauses/errors/statuses.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import {
  answered,
  control,
  refused,
  responseOf,
  succeeded,
} from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { documented } from '../../harness/judging/errors.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { lookBack } from './look-back.ts';
import { type Refusals, refusals } from './refusals.ts';
import { serverError } from './server-error.ts';

/** Each of the exchanges that could be made must be refused, where the whole request is granted. */
function areRefused(pick: (seen: Refusals) => readonly (Exchange | undefined)[]): Check {
  return check(refusals, (seen) => {
    control(seen.whole);
    for (const each of pick(seen)) if (each !== undefined) refused(each);
  });
}

/** A refusal that tells something, since the whole request of its kind is granted. */
function ifGranted(
  whole: Exchange | undefined,
  refusal: Exchange | undefined,
): Exchange | undefined {
  return whole !== undefined && succeeded(whole) ? refusal : undefined;
}

function granted(exchange: Exchange | undefined): Exchange {
  if (exchange === undefined) inconclusive('no client could be created');
  control(exchange);
  return exchange;
}

/** The checks of §6 on statuses. */
export const checks: Checks<typeof statuses> = {
  'ok-200': check(refusals, ({ updated, read }) => {
    answered(granted(updated), 200);
    if (succeeded(read)) answered(read, 200);
  }),
  'created-201': check(refusals, ({ whole, noted }) => {
    const done = [whole, noted].filter((each) => each !== undefined).filter(succeeded);
    if (done.length === 0) control(whole);
    for (const each of done) answered(each, 201);
  }),
  'bad-request-400': areRefused(({ withoutName, withoutContact, withoutNote, noted }) => [
    withoutName,
    withoutContact,
    ifGranted(noted, withoutNote),
  ]),
  'malformed-json-400': areRefused(({ malformed }) => [malformed]),
  'not-an-object-400': areRefused(({ list, text, nothing }) => [list, text, nothing]),
  'empty-body-400': areRefused(({ empty }) => [empty]),
  'unauthorized-401': check(refusals, ({ whole, withoutToken, unknownToken }) => {
    control(whole);
    answered(withoutToken, 401);
    answered(unknownToken, 401);
  }),
  'not-found-404': check(refusals, ({ whole, unknownPath }) => {
    control(whole);
    answered(unknownPath, 404);
  }),
  'not-found-format': check(refusals, ({ unknownPath }) => {
    const { status } = responseOf(unknownPath);
    if (status < 400) inconclusive('the path was not refused', unknownPath);
    documented(unknownPath);
  }),
  'unprocessable-422': areRefused(({ wrongName, wrongPhone, wrongUpdate, updated }) => [
    wrongName,
    wrongPhone,
    ifGranted(updated, wrongUpdate),
  ]),
  'too-many-429': check(lookBack, ({ limit }) => {
    const { throttled, refused, last } = limit;
    if (throttled !== undefined) {
      touch(throttled);
      return;
    }
    if (refused <= 10) {
      inconclusive(
        `only ${refused} invalid token requests were made from one address; the eleventh would tell`,
      );
    }
    throw new Broken(
      `the eleventh invalid token request must be answered with 429; ${refused} were made, none was`,
      last === undefined ? [] : [last],
      'status 429',
      'no 429',
    );
  }),
  'server-error-500': check(serverError, ({ failed }) => {
    if (responseOf(failed).status < 500) inconclusive('the planned failure did not happen', failed);
    documented(failed);
  }),
  'method-refused': check(refusals, ({ patched, deleted }) => {
    for (const each of [patched, deleted]) answered(each, 404, 405, 501);
  }),
};
