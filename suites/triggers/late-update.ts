import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { isoDateTime, memberOf } from '../../harness/judging/members.ts';
import { Inconclusive } from '../../harness/judging/outcome.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { isAbout } from './cast.ts';
import type { Change } from './changes.ts';
import { type Deliveries, deliveries, openBoxes } from './deliveries.ts';
import { observeRetries } from './fail-one.ts';
import { jsonIn } from './json-in.ts';
import { areLate } from './late.ts';
import { reached } from './mailboxes.ts';
import { attemptsIn } from './repeated.ts';
import { withValidToken } from './with-valid-token.ts';

/** A client from its create on, with updates. */
export interface Dated {
  readonly created: Exchange;
  /** The last write before the updates that answered a date, more than a second earlier. */
  readonly earlier?: Exchange;
  readonly changes: readonly Change[];
}

/** Between two writes, so that their dates differ even where they have no fractions of a second. */
const APART_MS = 1_100;

/**
 * Updates clients once more at the end of the run, when time has passed since their create: dates
 * that are mixed up look alike within the second in which all else happens.
 */
export const lateUpdate = scenario(
  'late update',
  async (stage) => {
    const seen = await stage.evidenceOf(deliveries);
    const failing = openBoxes.get(seen)?.failing;
    const [beside] = seen.failed?.clients ?? [];
    if (failing && beside) observeRetries(stage, failing, beside);
    const { full, phoneOnly, beyondAscii } = seen.changes;
    const early: Dated = { created: seen.cast.full.created, changes: full };
    await outdateToken(stage);
    const inbox = openBoxes.get(seen)?.boxes.main['client.updated'].inbox;
    const from = inbox?.deliveries.length ?? 0;
    const late = await updateLate(stage, seen);
    const heard = inbox?.deliveries[from];
    const attempts = failing && attemptsIn(failing, seen.failed?.clients ?? []);
    const { subscribed } = seen.main['client.updated'];
    const outlived = {
      subscribed,
      early: [...full, ...phoneOnly, ...beyondAscii],
      late,
      isLate: areLate(seen),
      ...(heard && { heard: { ...heard } }),
    };
    return { clients: [early, ...late], outlived, ...(attempts && { attempts }) };
  },
  'last',
);

/**
 * Replaces the token that the run's subscriptions were made with, unless the clock has outdated it;
 * one that is configured is not refreshed, as it may not be replaced.
 */
async function outdateToken({ connection, renew, controls, ...stage }: Stage): Promise<void> {
  const isConfigured = stage.settings.oauth?.consent.driver === 'token';
  if (isConfigured || stage.clockWasMoved()) return;
  const { accessToken } = await connection();
  if ((await renew()) && controls.has('expireToken')) await controls.expireToken(accessToken);
}

async function updateLate(stage: Stage, seen: Deliveries): Promise<readonly Dated[]> {
  const box = openBoxes.get(seen)?.boxes.main['client.updated'];
  // where nothing was delivered before, waiting again tells nothing
  if (box === undefined || box.inbox.deliveries.length === 0) return [];
  // one that has paid has a first payment, another one was updated before
  const created = [payingClient(stage, seen), seen.cast.full.created];
  try {
    const dated: Dated[] = [];
    // in turn: the first finds out which token still opens the API
    for (const one of new Set(created.filter((each) => each !== undefined))) {
      dated.push(...(await updateOne(stage, box, one)));
    }
    return dated;
  } catch (thrown) {
    // what can be told without the late update is told all the same
    if (thrown instanceof Inconclusive) return [];
    throw thrown;
  }
}

async function updateOne(
  stage: Stage,
  box: Subscription,
  created: Exchange,
): Promise<readonly Dated[]> {
  const id = succeeded(created) ? idOf(created) : undefined;
  if (id === undefined) return [];
  const earlier = lastDated(stage, id);
  if (earlier !== undefined) await pause(Math.max(0, endOf(earlier) + APART_MS - stage.now()));
  const from = box.inbox.deliveries.length;
  // of both kinds: which changes are delivered at all is the matter of earlier ones
  const named = { city: `Late ${stage.a.word()}`, phone: stage.a.phone() };
  const exchange = await withValidToken(stage, (token) =>
    stage.gateway.updateClient(id, named, { label: 'update client late', ...token }),
  );
  if (succeeded(exchange)) await reached(stage, box, { id }, from);
  const came = box.inbox.deliveries.slice(from).filter((each) => isAbout(each, { id }));
  const change = { exchange, named, before: {}, isRead: false };
  const changes = [{ ...change, deliveries: came.map((each) => ({ ...each })) }];
  return [{ created, ...(earlier && { earlier }), changes }];
}

const endOf = ({ startedAt, durationMs }: Exchange): number => startedAt + durationMs;

/** The date at which an answer says that its client was written. */
export function writtenAt(exchange: Exchange): string | undefined {
  const body = jsonIn(exchange);
  const date = memberOf(body, 'last_modified_date') ?? memberOf(body, 'created_date');
  return isoDateTime.holds(date) ? String(date) : undefined;
}

function lastDated({ seen }: Stage, id: string): Exchange | undefined {
  return seen().findLast(
    (each) =>
      ['POST', 'PUT', 'PATCH'].includes(each.request.method) &&
      succeeded(each) &&
      String(memberOf(jsonIn(each), 'id')) === id &&
      writtenAt(each) !== undefined,
  );
}

/** The create of the client that a payment was for, if the run made it: it has a first payment. */
function payingClient(stage: Stage, { main }: Deliveries): Exchange | undefined {
  const ids = main['payment.received'].deliveries.map((each) =>
    String(memberOf(jsonIn(each), 'data.client.id')),
  );
  return stage
    .seen()
    .find((each) => isCreate(each, stage) && ids.includes(String(memberOf(jsonIn(each), 'id'))));
}

function isCreate(each: Exchange, { gateway }: Stage): boolean {
  return (
    each.request.method === 'POST' &&
    each.request.url === gateway.apiUrl('/clients') &&
    succeeded(each)
  );
}
