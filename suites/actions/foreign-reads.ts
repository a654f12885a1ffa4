import type { Exchange } from '../../contracts/evidence.ts';
import type { Resource } from '../../contracts/resources.ts';
import { control, responseOf, succeeded } from '../../harness/judging/answers.ts';
import { check } from '../../harness/judging/check.ts';
import { inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { readAgain } from '../oauth/scopes-grants.ts';
import { isAbsent } from './granted.ts';
import { itemsOf } from './listed.ts';
import { reachesOver, type Trespass, type Tried, trespass, tried } from './other-account.ts';
import { laterReadings } from './readings.ts';
import { jsonIn, mentions } from './sights.ts';
import { marksOf } from './traces.ts';
import { views } from './views.ts';

/** The lists that are read: of the sales one stands for the others. */
const LISTED = ['clients', 'notes', 'payments', 'webhooks'] as const satisfies readonly Resource[];

/** A list of the run's own account, read by another one. */
interface ForeignList {
  readonly own: Exchange;
  readonly read?: Tried<Trespass>;
  /** Creates of the run whose clients it shows. */
  readonly shown: readonly Exchange[];
}

/** What another account is shown of the run's own, once there is something in every list. */
export const foreignReads = scenario(
  'reads of another account',
  async (stage) => {
    const { sent, single } = await stage.evidenceOf(views);
    const lists = await stage.evidenceOf(laterReadings);
    const read = (own: Exchange): Promise<Tried<Trespass>> =>
      trespass(stage, (token) =>
        readAgain(stage, own, { token, label: `${own.label} with the token of another account` }),
      );
    const foreign = await Promise.all(
      LISTED.map(async (each): Promise<ForeignList> => {
        const own = lists[each];
        if (!succeeded(own) || itemsOf(own).length === 0) return { own, shown: [] };
        const answer = await read(own);
        return { own, read: answer, shown: each === 'clients' ? shownIn(answer, stage) : [] };
      }),
    );
    const byId = single !== undefined && succeeded(single) ? await read(single) : undefined;
    return { sent, lists: foreign, ...(byId && { byId }) };
  },
  'limit',
);

/** The run's own creates whose clients an answer shows. */
function shownIn(answer: Tried<Trespass>, { seen, gateway }: Stage): readonly Exchange[] {
  if (!('value' in answer)) return [];
  const list = jsonIn(answer.value.exchange);
  const isOwn = ({ request, label }: Exchange): boolean =>
    request.method === 'POST' &&
    request.url === gateway.apiUrl('/clients') &&
    !label.endsWith('of another account');
  const isShown = ({ request }: Exchange): boolean => {
    const { name, email } = Object(parsed(request.body));
    return [name, email].some((text) => typeof text === 'string' && mentions(list, text));
  };
  return seen()
    .filter((each) => isOwn(each) && succeeded(each) && isShown(each))
    .slice(0, 1);
}

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}

/** A client must not be shown by its id to another account. */
export const hidesClient = check(foreignReads, ({ byId, sent }) => {
  if (byId === undefined) notApplicable('the gateway does not show a client by its id');
  const { exchange, opened } = tried(byId);
  responseOf(exchange);
  if (opened !== undefined) control(opened);
  const found = marksOf(sent).some((text) => mentions(jsonIn(exchange), text));
  if (!found) return;
  reachesOver('a client must not be shown to another account', 'it is', exchange);
});

/** No list may show another account what is not its own. */
export const listsOwnOnly = check(foreignReads, ({ lists }) => {
  if (lists.every(({ own }) => isAbsent(own))) notApplicable('the gateway lists no resource');
  const readable = lists.filter(({ read }) => read !== undefined);
  if (readable.length === 0) {
    inconclusive('no list has an item of the run’s own', ...lists.map(({ own }) => own));
  }
  for (const each of readable) listsNothingOf(each);
});

function listsNothingOf({ own, read, shown }: ForeignList): void {
  if (read === undefined) return;
  const { exchange, opened } = tried(read);
  if (opened !== undefined) control(opened);
  touch(exchange);
  const isListed = shown.length > 0 || itemsOf(own).some((item) => hasItem(exchange, item));
  if (!isListed) return;
  const what = `the answer to ${exchange.label} must show nothing of the first one`;
  reachesOver(what, 'it does', ...shown, own, exchange);
}

/** Items are the same where all of them is: ids may be numbers that each account counts for itself. */
function hasItem(list: Exchange, item: unknown): boolean {
  const text = JSON.stringify(item);
  return itemsOf(list).some((each) => JSON.stringify(each) === text);
}
