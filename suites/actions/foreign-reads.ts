import type { Exchange } from '../../contracts/evidence.ts';
import type { Resource } from '../../contracts/resources.ts';
import { control, responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { check } from '../../harness/judging/check.ts';
import { inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { readAgain, reads } from '../oauth/scopes-grants.ts';
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
  /** One of the run's own items that it shows. */
  readonly shown?: unknown;
}

/** What another account is shown of the run's own, once there is something in every list. */
export const foreignReads = scenario(
  'reads of another account',
  async (stage) => {
    const { sent, single } = await stage.evidenceOf(views);
    const early = await stage.evidenceOf(reads);
    const later = await stage.evidenceOf(laterReadings);
    const read = (own: Exchange): Promise<Tried<Trespass>> =>
      trespass(stage, (token) =>
        readAgain(stage, own, { token, label: `${own.label} with the token of another account` }),
      );
    const lists = await Promise.all(
      LISTED.map(async (each): Promise<ForeignList> => {
        const own = later[each];
        if (!succeeded(own) || itemsOf(own).length === 0) return { own };
        const answer = await read(own);
        const shown = ownItemIn(answer, stage, newItems(own, early[each]));
        return { own, read: answer, ...(shown !== undefined && { shown }) };
      }),
    );
    const byId = single !== undefined && succeeded(single) ? await read(single) : undefined;
    return { sent, lists, ...(byId && { byId }) };
  },
  'limit',
);

/** What came into a list during the run: an example that a gateway shows to everybody does not. */
function newItems(later: Exchange, early: Exchange): ReadonlySet<string> {
  const old = new Set(itemsOf(early).map((item) => JSON.stringify(item)));
  const items = itemsOf(later).map((item) => JSON.stringify(item));
  return new Set(items.filter((item) => !old.has(item)));
}

/** An item that has what only the run itself sent, or that came into its own list. */
function ownItemIn(answer: Tried<Trespass>, stage: Stage, own: ReadonlySet<string>): unknown {
  if (!('value' in answer)) return undefined;
  const texts = textsSent(stage);
  const isOwn = (item: unknown): boolean => own.has(JSON.stringify(item)) || hasText(item, texts);
  return itemsOf(answer.value.exchange).find(isOwn);
}

function hasText(value: unknown, texts: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return texts.has(value);
  return value !== null && typeof value === 'object'
    ? Object.values(value).some((inner) => hasText(inner, texts))
    : false;
}

/** Shorter texts may well be of others, too. */
const SHORTEST = 12;

/** The names, emails, notes and webhook URLs that the run sent for its own account. */
function textsSent({ seen, gateway }: Stage): ReadonlySet<string> {
  const isOwn = ({ label, request }: Exchange): boolean =>
    request.url.startsWith(gateway.apiUrl('')) && !/^probe|another account/.test(label);
  const own = seen().filter((each) => isOwn(each) && succeeded(each));
  const members = own.flatMap(({ request }) => Object.entries(Object(parsed(request.body))));
  const texts = members.flatMap(([name, value]) =>
    typeof value === 'string' && value.length >= SHORTEST && isTelling(name, value) ? [value] : [],
  );
  return new Set(texts);
}

const isTelling = (name: string, value: string): boolean =>
  ['name', 'email', 'note'].includes(name) || /^https?:/.test(value);

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

function listsNothingOf({ read, shown: item }: ForeignList): void {
  if (read === undefined) return;
  const { exchange, opened } = tried(read);
  if (opened !== undefined) control(opened);
  touch(exchange);
  if (item === undefined) return;
  const what = `the answer to ${exchange.label} must show nothing of the first one`;
  reachesOver(what, `it shows ${shown(item)}`, exchange);
}
