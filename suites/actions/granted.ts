import { type Exchange, header } from '../../contracts/evidence.ts';
import {
  answered,
  control,
  isJson,
  jsonOf,
  responseOf,
  shown,
  succeeded,
} from '../../harness/judging/answers.ts';
import { between, carries, isoDateTime, memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { jsonIn } from './sights.ts';

/** Clocks differ by minutes; what is further in the past is not the time of the request. */
const SKEW_MS = 15 * 60_000;

/** A clock may have been moved on for a test, and a date without a zone may be of any zone. */
const TOLERANCE_MS = 25 * 3_600_000;

/** What a server answers on a path or for a method that it does not have. */
const NOT_THERE = [404, 405, 410, 501];

/** What it answers where it has it at another path. */
const ELSEWHERE = [301, 302, 303, 307, 308];

/** The granted ones of several like requests; without any, their answers cannot be judged. */
export function granted(exchanges: readonly (Exchange | undefined)[]): readonly Exchange[] {
  const asked = exchanges.filter((each) => each !== undefined);
  const done = asked.filter(succeeded);
  if (done.length > 0) return done;
  if (asked[0] !== undefined) control(asked[0]);
  return inconclusive('the request could not be made');
}

/** Each granted request must have this status; where none is granted, the first must. */
export function success(exchanges: readonly (Exchange | undefined)[], status: number): void {
  const asked = exchanges.filter((each) => each !== undefined);
  const done = asked.filter(succeeded);
  if (asked[0] === undefined) inconclusive('the request could not be made');
  if (done.length === 0 && isNotHere(asked[0])) control(asked[0]);
  for (const each of done.length > 0 ? done : [asked[0]]) answered(each, status);
}

/** The request must be granted, with whatever 2xx. */
export function isGranted(exchange: Exchange): void {
  const { status } = responseOf(exchange);
  if (succeeded(exchange)) return;
  throw new Broken(
    `${exchange.label} must be granted; it is answered with ${status}`,
    [exchange],
    'status 2xx',
    `status ${status}`,
  );
}

/** A long value that is refused says something of a limit, which may stand in the field reference of §8. */
export function isNoLimit(exchange: Exchange): void {
  const { status } = responseOf(exchange);
  if (status !== 400 && status !== 413 && status !== 422) return;
  inconclusive(
    `${exchange.label} is refused with ${status}: a limit that the document does not tell`,
    exchange,
  );
}

/** Each granted answer must be a JSON object sent as `application/json`. */
export function areJson(exchanges: readonly (Exchange | undefined)[]): void {
  for (const each of granted(exchanges)) {
    isJson(each);
    jsonOf(each);
  }
}

/** At least one of the requests must find its path and method. */
export function isThere(exchanges: readonly (Exchange | undefined)[], path: string): void {
  const asked = exchanges.filter((each) => each !== undefined);
  const statuses = asked.map((each) => responseOf(each).status);
  if (statuses.length === 0) inconclusive(`nothing could be sent to ${path}`);
  if (!asked.every(isNotHere)) return;
  throw new Broken(
    `${path} must be there; it is answered with ${[...new Set(statuses)].join(', ')}`,
    asked.slice(0, 3),
    `any status but ${[...ELSEWHERE, ...NOT_THERE].join(', ')}`,
    `status ${statuses[0]}`,
  );
}

/** Whether the answer says that there is nothing at this path or for this method. */
export function isAbsent({ response }: Exchange): boolean {
  return response !== undefined && NOT_THERE.includes(response.status);
}

/** Likewise, or that it is at another path. */
function isNotHere(exchange: Exchange): boolean {
  return isAbsent(exchange) || ELSEWHERE.includes(exchange.response?.status ?? 0);
}

/** The member must be an ISO 8601 date; one that is no text at all is another clause's matter. */
export function isIso(exchange: Exchange, member: string): void {
  const value = memberOf(jsonIn(exchange), member);
  if (typeof value !== 'string' || value === '') noDate(exchange, member, value);
  carries(exchange, member, isoDateTime);
}

/**
 * The member must be a time near that of the request, by our clock or by the target's. A date that
 * names its zone is an instant: local time under the name of UTC is hours in the past or the future.
 */
export function isNow(exchange: Exchange, member: string): void {
  const value = memberOf(jsonIn(exchange), member);
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) noDate(exchange, member, value);
  const theirs = Date.parse(header(responseOf(exchange).headers, 'date') ?? '');
  const clocks = [exchange.startedAt, theirs].filter((time) => !Number.isNaN(time));
  const behind = isoDateTime.holds(value) ? SKEW_MS : TOLERANCE_MS;
  carries(
    exchange,
    member,
    between(Math.min(...clocks) - behind, Math.max(...clocks) + TOLERANCE_MS),
  );
}

function noDate(exchange: Exchange, member: string, value: unknown): never {
  return inconclusive(`"${member}" is ${shown(value)}, which is no date to judge`, exchange);
}

/** The ids of the granted answers must all be different. */
export function areDistinct(exchanges: readonly Exchange[]): void {
  const answers = granted(exchanges)
    .map((exchange) => ({ exchange, id: memberOf(jsonIn(exchange), 'id') ?? null }))
    .filter(({ id }) => id !== null && id !== '');
  if (answers.length < 2) inconclusive('fewer than two ids were answered', ...granted(exchanges));
  for (const [index, { exchange, id }] of answers.entries()) {
    const earlier = answers.slice(0, index).find((each) => each.id === id);
    if (earlier === undefined) continue;
    throw new Broken(
      `each answer must have an id of its own; ${shown(id)} is answered twice`,
      [earlier.exchange, exchange],
      'different ids',
      shown(id),
    );
  }
}
