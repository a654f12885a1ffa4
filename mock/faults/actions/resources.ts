import type { resources } from '../../../contracts/clauses/actions/resources.ts';
import { API_BASE } from '../../../contracts/resources.ts';
import { bare, json } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { foreignRecord } from '../../foreign-record.ts';
import { asText, type Match, onAnswer, onRequest, withHeader, withMember } from '../../handler.ts';
import { forAnybody } from '../for-anybody.ts';
import type { SectionFaults } from '../section-faults.ts';

/** Paths that are served elsewhere; who asks still comes first. */
function moved(path: RegExp, name: string, does: string): Fault {
  return {
    name,
    does,
    answer: onRequest({ path }, (request) => ({ ...request, path: `${API_BASE}/elsewhere` })),
  };
}

/** Changes what a list, or something in a wrapper, holds. */
function items(match: Match, change: (item: Record<string, unknown>) => unknown) {
  return onAnswer({ ...match, status: 'ok' }, (answer) => {
    answer.body = (answer.body as Record<string, unknown>[]).map(change);
  });
}

const withoutId = ({ id: _, ...rest }: Record<string, unknown>) => rest;

const asPage = (match: Match) =>
  onAnswer({ ...match, status: 200 }, (answer) => {
    withHeader('content-type', 'text/html; charset=utf-8')(answer);
    answer.text = '<!doctype html><title>PocketSuite</title><table></table>';
  });

const asType = (match: Match, type: string) =>
  onAnswer({ ...match, status: 200 }, withHeader('content-type', type));

/** Faults of §3. */
export const faults: SectionFaults<typeof resources> = {
  'base-path': [
    {
      ...moved(
        /^\/v1\/zapier/,
        'api-elsewhere',
        'has its API at another path than the documented one',
      ),
      alsoBreaks: [
        'actions/create-client/path',
        'actions/resources/clients-path',
        'actions/resources/notes-path',
        'actions/resources/webhooks-path',
        'triggers/subscriptions/accepted',
      ],
    },
  ],
  'clients-path': [
    {
      ...moved(
        /^\/v1\/zapier\/clients$/,
        'clients-as-client',
        'has its clients at `/client`, like its notes',
      ),
      alsoBreaks: ['actions/create-client/path', 'actions/update-client/path'],
    },
    {
      name: 'clients-redirected',
      does: 'redirects from `/clients` to a new path',
      answer: onAnswer({ path: `${API_BASE}/clients` }, ({ status }) =>
        status === 401 ? undefined : bare(308, { location: '/gateway/v1/zapier/customers' }),
      ),
      alsoBreaks: [
        'actions/create-client/path',
        'actions/update-client/path',
        'actions/resources/clients-read',
        'errors/robustness/hostile-create',
      ],
    },
  ],
  'notes-path': [
    {
      ...moved(
        /^\/v1\/zapier\/client\/notes$/,
        'notes-below-clients',
        'has its notes at `/clients/{id}/notes` only',
      ),
      alsoBreaks: ['actions/add-client-note/path'],
    },
  ],
  'webhooks-path': [
    {
      ...moved(/^\/v1\/zapier\/webhooks/, 'webhooks-as-hooks', 'has its subscriptions at `/hooks`'),
      alsoBreaks: ['triggers/subscriptions/accepted'],
    },
  ],
  'clients-read': [
    {
      name: 'clients-as-page',
      does: 'lists clients as a web page',
      answer: asPage(at.listClients),
    },
    {
      name: 'clients-as-text',
      does: 'lists clients as `text/plain`',
      answer: asType(at.listClients, 'text/plain'),
    },
    {
      name: 'client-in-quotes',
      does: 'answers one client as a JSON string with JSON in it',
      answer: onAnswer(
        { ...at.getClient, status: 200 },
        asText((text) => JSON.stringify(text)),
      ),
    },
    {
      name: 'clients-in-lines',
      does: 'lists clients as one JSON object a line',
      answer: onAnswer({ ...at.listClients, status: 200 }, (answer) => {
        const clients = answer.body as readonly unknown[];
        answer.text = clients.map((client) => JSON.stringify(client)).join('\n');
      }),
    },
  ],
  'bookings-read': [
    {
      name: 'bookings-read-203',
      does: 'answers the list of bookings with 203',
      answer: onAnswer({ ...at.listBookings, status: 200 }, (answer) => {
        answer.status = 203;
      }),
    },
    {
      name: 'bookings-as-csv',
      does: 'lists bookings as `text/csv`',
      answer: asType(at.listBookings, 'text/csv'),
    },
  ],
  'payments-read': [
    {
      name: 'payments-redirected',
      does: 'redirects the list of payments to a page to sign in',
      answer: onAnswer({ ...at.listPayments, status: 200 }, () =>
        bare(302, { location: '/login' }),
      ),
    },
    {
      name: 'payments-counted',
      does: 'answers the number of payments where the payments were asked for',
      answer: onAnswer({ ...at.listPayments, status: 200 }, (answer) => {
        answer.body = (answer.body as readonly unknown[]).length;
      }),
    },
  ],
  'subaccounts-read': [
    {
      name: 'subaccounts-204',
      does: 'answers the list of subaccounts with 204',
      answer: onAnswer({ ...at.listSubaccounts, status: 200 }, () => bare(204)),
    },
    {
      name: 'subaccounts-as-page',
      does: 'answers the list of subaccounts with a web page',
      answer: asPage(at.listSubaccounts),
    },
  ],
  'clients-listed': [
    {
      name: 'listed-without-phone',
      does: 'lists clients without their phone',
      answer: items(at.listClients, ({ phone: _, ...rest }) => rest),
    },
    {
      name: 'listed-emails-masked',
      does: 'lists clients with masked emails',
      answer: items(at.listClients, (item) => ({
        ...item,
        email: String(item.email).replace(/^(..)[^@]*/, '$1***'),
      })),
    },
    {
      name: 'listed-in-initials',
      does: 'lists clients with an initial for their last name',
      answer: items(at.listClients, (item) => ({
        ...item,
        name: String(item.name).replace(/(\S+ \S)\S*/, '$1.'),
      })),
    },
    {
      name: 'listed-under-another-id',
      does: 'lists clients with other ids than it created them with',
      answer: items(at.listClients, (item) => ({ ...item, id: `cl_${item.id}` })),
    },
  ],
  'other-account-client': [
    {
      name: 'client-read-by-anybody',
      does: 'shows a client of any account by its id alone',
      rules: forAnybody('getClient'),
    },
    {
      name: 'foreign-client-named',
      does: 'tells the name of a client in its refusal to another account',
      answer: (next, gateway) =>
        onAnswer({ ...at.getClient, status: 404 }, (answer, request) => {
          const client = gateway.store.clients.get(foreignRecord(request, gateway)?.id ?? '');
          if (client === undefined) return;
          answer.status = 403;
          withMember('error.client', { name: client.values.name })(answer);
        })(next),
    },
  ],
  'other-account-lists': [
    {
      name: 'clients-listed-to-anybody',
      does: 'lists the clients of all accounts',
      rules: forAnybody('list clients'),
    },
    {
      name: 'notes-listed-to-anybody',
      does: 'lists the notes of all accounts',
      rules: forAnybody('list notes'),
    },
    {
      name: 'payments-listed-to-anybody',
      does: 'lists the payments of all accounts',
      rules: forAnybody('list payments'),
    },
    {
      name: 'subscriptions-listed-to-anybody',
      does: 'lists the subscriptions of all accounts',
      rules: forAnybody('list webhooks'),
    },
  ],
  'unknown-client-404': [
    {
      name: 'unknown-client-read-as-null',
      does: 'answers a read of an unknown client with 200 and null',
      answer: onAnswer({ ...at.getClient, status: 404 }, () => json(200, null)),
    },
    {
      name: 'unknown-client-read-as-400',
      does: 'answers a read of an unknown client with 400',
      answer: onAnswer({ ...at.getClient, status: 404 }, (answer) => {
        answer.status = 400;
      }),
    },
    {
      name: 'unknown-client-read-as-another',
      does: 'answers a read of an unknown client with the client that was read before',
      answer: (next) => {
        let before: unknown;
        return onAnswer({ ...at.getClient }, (answer) => {
          if (answer.status === 200) before = answer.body;
          return answer.status === 404 ? json(200, before ?? {}) : undefined;
        })(next);
      },
    },
  ],
  'items-have-ids': [
    {
      name: 'bookings-listed-without-ids',
      does: 'lists bookings without ids',
      answer: items(at.listBookings, withoutId),
    },
    {
      name: 'payments-listed-with-numbers',
      does: 'lists payments with numbers for ids',
      answer: items(at.listPayments, (item) => ({ ...item, id: 4711 })),
    },
    {
      name: 'subaccounts-listed-by-uuid',
      does: 'lists subaccounts with `uuid` for their id',
      answer: items(at.listSubaccounts, ({ id, ...rest }) => ({ uuid: id, ...rest })),
    },
    {
      name: 'notes-listed-without-ids',
      does: 'lists notes without ids',
      answer: items(at.listNotes, withoutId),
    },
    {
      name: 'subscriptions-listed-without-ids',
      does: 'lists subscriptions without ids',
      answer: items(at.listSubscriptions, withoutId),
    },
  ],
};
