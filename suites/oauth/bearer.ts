import type { bearer } from '../../contracts/clauses/oauth/bearer.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { answered, control, responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { documented } from '../../harness/judging/errors.ts';
import { Broken, broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import {
  changes,
  creates,
  expiredAnyhow,
  readings,
  subscribes,
  unauthorized,
} from './bearer-requests.ts';
import { FAILINGS, type Failing } from './bearer-tokens.ts';
import { leftNothing } from './bearer-traces.ts';

/** The checks of authenticated requests. */
export const checks: Checks<typeof bearer> = {
  'create-needs-token': refusedCreate('missing'),
  'update-needs-token': refusedChange('update', 'missing'),
  'note-needs-token': refusedChange('note', 'missing'),
  'subscribe-needs-token': refusedSubscription('missing'),
  'read-needs-token': check(readings, ({ main, missing }) => refusedReads(main, missing)),
  'read-unknown-token': check(readings, ({ main, unknown }) => refusedReads(main, unknown)),
  'create-unknown-token': check(creates, ({ control: whole, attempts }) => {
    control(whole);
    for (const each of [attempts.unknown, attempts.recased]) if (each) answered(each.exchange, 401);
  }),
  'update-unknown-token': refusedChange('update', 'unknown'),
  'note-unknown-token': refusedChange('note', 'unknown'),
  'subscribe-unknown-token': refusedSubscription('unknown'),
  'truncated-token': refusedCreate('truncated'),
  'extended-token': refusedCreate('extended'),
  'empty-token': refusedCreate('empty'),
  'other-scheme': refusedCreate('otherScheme'),
  'no-scheme': refusedCreate('noScheme'),
  'refresh-token-refused': closedTo('refresh'),
  'code-refused': closedTo('code'),
  'query-token': closedTo('inQuery'),
  'scheme-any-case': check(creates, ({ control: whole, spelt }) => {
    control(whole);
    if (!succeeded(spelt)) answered(spelt, 200, 201);
  }),
  'expired-token': check(expiredAnyhow, ({ control: whole, answers }) => {
    control(whole);
    for (const exchange of answers) answered(exchange, 401);
  }),
  'error-format': check(unauthorized, (answers) => {
    for (const exchange of some(answers)) documented(exchange);
  }),
  'www-authenticate': check(unauthorized, (answers) => {
    for (const exchange of some(answers)) challenges(exchange);
  }),
  'refused-stores-nothing': check(creates, ({ attempts, traces }) => {
    const refused = Object.values(attempts).filter(({ exchange }) => !succeeded(exchange));
    if (refused.length === 0) inconclusive('no create was refused', traces.granted.exchange);
    leftNothing(traces);
  }),
};

function refusedCreate(how: Failing): Check {
  return check(creates, ({ control: whole, attempts }) => {
    control(whole);
    answered(attempts[how]?.exchange ?? inconclusive(`nothing was sent for "${how}"`), 401);
  });
}

function refusedChange(what: 'update' | 'note', how: 'missing' | 'unknown'): Check {
  return check(changes, (evidence) => {
    control(evidence.control[what]);
    answered(evidence[how][what], 401);
  });
}

function refusedSubscription(how: 'missing' | 'unknown'): Check {
  return check(subscribes, (evidence) => {
    control(evidence.control);
    answered(evidence[how], 401);
  });
}

function refusedReads(main: readonly Exchange[], answers: readonly Exchange[]): void {
  if (answers.length === 0) {
    const statuses = main.map((exchange) => responseOf(exchange).status);
    if (statuses.every((status) => [404, 405, 501].includes(status))) {
      notApplicable('no resource can be read');
    }
    inconclusive(`nothing could be read with the main token (${statuses.join(', ')})`, ...main);
  }
  for (const exchange of answers) answered(exchange, 401);
}

/** The API must not open; whether it says 400 or 401 is another matter. */
function closedTo(how: 'refresh' | 'code' | 'inQuery'): Check {
  return check(creates, ({ control: whole, attempts }) => {
    control(whole);
    const { exchange } =
      attempts[how] ?? inconclusive(`nothing was given to try it ${FAILINGS[how]}`);
    const { status } = responseOf(exchange);
    if (status >= 400 && status < 500) return;
    broken(`${exchange.label} must be refused; it is answered with ${status}`, exchange);
  });
}

function some(answers: readonly Exchange[]): readonly Exchange[] {
  return answers.length > 0 ? answers : inconclusive('nothing was answered with 401');
}

function challenges(exchange: Exchange): void {
  touch(exchange);
  const values = responseOf(exchange)
    .headers.filter(([name]) => name.toLowerCase() === 'www-authenticate')
    .map(([, value]) => value);
  if (values.some((value) => /(^|,)\s*bearer(\s|,|$)/i.test(value))) return;
  const actual = values.length === 0 ? 'missing' : shown(values.join(', '));
  throw new Broken(
    `"www-authenticate" of the answer to ${exchange.label} must have the scheme Bearer; it is ${actual}`,
    [exchange],
    '"WWW-Authenticate: Bearer …"',
    actual,
  );
}
