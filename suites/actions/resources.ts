import type { resources } from '../../contracts/clauses/actions/resources.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { API_BASE, RESOURCE_PATHS } from '../../contracts/resources.ts';
import {
  answered,
  hasHeader,
  jsonValueOf,
  responseOf,
  shown,
  succeeded,
} from '../../harness/judging/answers.ts';
import { type Checks, check } from '../../harness/judging/check.ts';
import { broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import { hidesClient, listsOwnOnly } from './foreign-reads.ts';
import { isAbsent, isThere } from './granted.ts';
import { itemsHaveIds, itemsOf, standsInList } from './listed.ts';
import { laterReadings, readings } from './readings.ts';
import { refusedUpdates } from './refused-updates.ts';
import { jsonIn, mentions } from './sights.ts';

type Readings = typeof readings extends Scenario<infer Evidence> ? Evidence : never;

const NOTES = RESOURCE_PATHS.notes;

/** What a read with a parameter missing gets: the document names no parameter, so this is no fault. */
const WANTS_MORE = [400, 422];

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** The checks of §3. */
export const checks: Checks<typeof resources> = {
  'base-path': check(readings, (evidence) => {
    needsDocumentedBase(evidence);
    isThere(allOf(evidence), API_BASE);
  }),
  'clients-path': check(readings, (evidence) => {
    needsBase(evidence);
    isThere([evidence.created, evidence.clients], RESOURCE_PATHS.clients);
  }),
  'notes-path': check(readings, (evidence) => {
    needsBase(evidence);
    notesAreThere(evidence);
  }),
  'webhooks-path': check(readings, (evidence) => {
    needsBase(evidence);
    isThere([evidence.subscribed], RESOURCE_PATHS.webhooks);
  }),
  'clients-read': check(readings, ({ clients, single, nowhere }) => {
    const byId = single !== undefined && succeeded(single);
    if (byId) isRead(single, nowhere);
    if (!byId || !isAbsent(clients)) isRead(clients, nowhere);
  }),
  'bookings-read': check(readings, ({ bookings, nowhere }) => isRead(bookings, nowhere)),
  'payments-read': check(readings, ({ payments, nowhere }) => isRead(payments, nowhere)),
  'subaccounts-read': check(readings, ({ subaccounts, nowhere }) => isRead(subaccounts, nowhere)),
  'unknown-client-404': check(refusedUpdates, ({ readUnknown, unknown, stranger, life }) => {
    if (readUnknown === undefined) notApplicable('the gateway does not show a client by its id');
    const isMade = mentions(jsonIn(readUnknown), `${stranger.city}`);
    if (succeeded(unknown) || isMade)
      inconclusive('an update made the client that was to be unknown', unknown);
    const known = life.steps.find(({ read }) => read !== undefined && succeeded(read));
    if (known === undefined) inconclusive('a known client could not be read', readUnknown);
    answered(readUnknown, 404);
  }),
  'clients-listed': check(readings, ({ clients, id, sent, created }) => {
    needsList(clients);
    if (id === undefined) inconclusive('no client could be created to be listed', created);
    standsInList(clients, id, sent, created);
  }),
  'other-account-client': hidesClient,
  'other-account-lists': listsOwnOnly,
  'items-have-ids': check(laterReadings, (later) => {
    const lists = Object.values(later);
    const readable = lists.filter(succeeded);
    if (readable.length === 0 && lists.every(isAbsent)) {
      notApplicable('the gateway lists no resource');
    }
    for (const list of readable) itemsHaveIds(list);
    const filled = readable.find((list) => itemsOf(list).length > 0);
    if (filled === undefined) inconclusive('no list has an item', ...lists);
    touch(filled);
  }),
};

/** Some note for a client that exists must find the documented path, whatever names the client. */
export function notesAreThere({ notes, id, created }: Readings): void {
  if (id === undefined) inconclusive('no client could be created', created);
  const atPath = notes.filter(({ request }) => new URL(request.url).pathname.includes(NOTES));
  isThere(atPath, `POST ${NOTES}, for a client just created,`);
}

function allOf(evidence: Readings): readonly Exchange[] {
  const { created, subscribed, clients, bookings, payments, subaccounts } = evidence;
  return [created, ...evidence.notes, subscribed, clients, bookings, payments, subaccounts];
}

function needsDocumentedBase({ api }: Readings): void {
  if (api !== API_BASE) {
    inconclusive(`the run was told to look for the API at ${api}; leave \`paths.api\` out`);
  }
}

function needsBase(evidence: Readings): void {
  if (allOf(evidence).every(isAbsent)) {
    inconclusive('nothing of the API could be found', evidence.created);
  }
}

function needsList(list: Exchange): void {
  responseOf(list);
  if (isAbsent(list)) notApplicable('the gateway does not list clients');
  if (!succeeded(list)) inconclusive('the list of clients could not be read', list);
}

/** Where the path can be read, it must be with 200 and JSON; the run's token has every scope. */
function isRead(exchange: Exchange, nowhere: Exchange | undefined): void {
  const { status } = responseOf(exchange);
  const path = new URL(exchange.request.url).pathname;
  const isNowhere = status === nowhere?.response?.status;
  if (isAbsent(exchange) || isNowhere) notApplicable(`${path} cannot be read`);
  if (WANTS_MORE.includes(status)) {
    notApplicable(`${path} is only read with parameters that the document does not name`);
  }
  answered(exchange, 200);
  hasHeader(exchange, 'content-type', JSON_TYPE, 'be "application/json"');
  const value = jsonValueOf(exchange);
  if (value === null || typeof value !== 'object') {
    broken(
      `the answer to ${exchange.label} must be a list or an object; it is ${shown(value)}`,
      exchange,
    );
  }
}
