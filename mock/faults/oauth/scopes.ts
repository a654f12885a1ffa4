import type { scopes } from '../../../contracts/clauses/oauth/scopes.ts';
import { SCOPES, type Scope } from '../../../contracts/resources.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { onAnswer } from '../../handler.ts';

import type { SectionFaults } from '../section-faults.ts';
import { admits, answers, lacksScope, refusesTooLate } from './admit.ts';
import { idOf } from './created.ts';
import { refusesScopes } from './redirect-error.ts';

/** An operation that asks for other scopes than it should. */
const needs = (operation: string, ...needed: readonly Scope[]): Pick<Fault, 'rules'> => ({
  rules: (conforming) => ({
    scopesNeeded: (name) => (name === operation ? needed : conforming.scopesNeeded(name)),
  }),
});
const error = (status: number, code: string) =>
  json(status, { error: { code, message: 'The access token lacks a scope' } });
const forbidden = { ...at.api, status: 403 } as const;

/** Faults of the five scopes (§2). */
export const faults: SectionFaults<typeof scopes> = {
  'all-granted': [
    {
      name: 'payments-never-granted',
      does: 'never grants `read:payments`',
      rules: { scopesGranted: (asked) => asked.filter((scope) => scope !== 'read:payments') },
      alsoBreaks: ['actions/resources/payments-read', 'triggers/subscriptions/accepted'],
    },
    {
      name: 'subaccounts-scope-unknown',
      does: 'does not know `read:subaccounts` and leaves it out',
      rules: (conforming) => ({
        refusesUnknownScope: false,
        isScopeKnown: (scope) => scope !== 'read:subaccounts' && conforming.isScopeKnown(scope),
      }),
      alsoBreaks: ['actions/resources/subaccounts-read', 'triggers/subscriptions/accepted'],
    },
    {
      name: 'bookings-scope-opens-nothing',
      does: 'grants `read:bookings` and refuses bookings all the same',
      rules: (conforming) => ({
        hasScopes: (granted, needed) =>
          !needed.includes('read:bookings') && conforming.hasScopes(granted, needed),
      }),
      alsoBreaks: ['actions/resources/bookings-read', 'triggers/subscriptions/accepted'],
    },
  ],
  'subset-granted': [
    {
      name: 'all-scopes-or-none',
      does: 'refuses a request of fewer scopes than five',
      answer: refusesScopes((asked) => asked.length > 0 && asked.length < SCOPES.length),
    },
    {
      name: 'never-one-scope',
      does: 'refuses a request of `write:clients` alone',
      answer: refusesScopes((asked) => asked.join(' ') === 'write:clients'),
    },
    {
      name: 'never-without-writing',
      does: 'refuses a request of several scopes without `write:clients`',
      answer: refusesScopes((asked) => asked.length > 1 && !asked.includes('write:clients')),
    },
  ],
  'not-wider': [
    {
      name: 'always-all-scopes',
      does: 'grants all scopes whichever were asked for',
      rules: { scopesGranted: () => SCOPES },
    },
    {
      name: 'writing-brings-reading',
      does: 'grants `read:clients` with `write:clients`',
      rules: {
        scopesGranted: (asked) =>
          asked.includes('write:clients') ? [...new Set([...asked, 'read:clients'])] : asked,
      },
    },
    {
      name: 'reading-brings-all-reading',
      does: 'grants all scopes for reading with any of them',
      rules: {
        scopesGranted: (asked) =>
          asked.some((scope) => scope.startsWith('read:'))
            ? SCOPES.filter((scope) => scope.startsWith('read:') || asked.includes(scope))
            : asked,
      },
    },
  ],
  'named-where-narrowed': [
    {
      name: 'unknown-scope-left-out-in-silence',
      does: 'leaves out an unknown scope and names no scope in the token answer',
      rules: { refusesUnknownScope: false, includesScope: false },
    },
    {
      name: 'payments-left-out-in-silence',
      does: 'grants no `read:payments` and names no scope in the token answer',
      rules: {
        includesScope: false,
        scopesGranted: (asked) => asked.filter((scope) => scope !== 'read:payments'),
      },
      alsoBreaks: [
        'oauth/scopes/all-granted',
        'actions/resources/payments-read',
        'triggers/subscriptions/accepted',
      ],
    },
  ],
  'write-clients-creates': [
    {
      name: 'create-needs-reading-too',
      does: 'asks for `read:clients` to create a client',
      ...needs('createClient', 'write:clients', 'read:clients'),
    },
    {
      name: 'create-needs-all-scopes',
      does: 'asks for all five scopes to create a client',
      ...needs('createClient', ...SCOPES),
    },
  ],
  'write-clients-updates': [
    {
      name: 'update-needs-reading-too',
      does: 'asks for `read:clients` to update a client',
      ...needs('updateClient', 'write:clients', 'read:clients'),
    },
    {
      name: 'update-404-without-reading',
      does: 'answers an update with 404 if the token may not read the client',
      answer: answers(
        at.updateClient,
        (request, gateway) => lacksScope(request, gateway, 'read:clients'),
        () => error(404, 'not_found'),
      ),
    },
  ],
  'create-needs-write-clients': [
    {
      name: 'readers-create',
      does: 'lets any token create a client',
      ...needs('createClient'),
    },
    {
      name: 'create-refused-as-404',
      does: 'answers a create without `write:clients` with 404',
      answer: onAnswer({ ...at.createClient, status: 403 }, (answer) => {
        answer.status = 404;
      }),
    },
    {
      name: 'create-refused-with-200',
      does: 'answers a create without `write:clients` with 200 and an error',
      answer: onAnswer({ ...at.createClient, status: 403 }, (answer) => {
        answer.status = 200;
      }),
    },
    {
      name: 'scopes-by-their-noun',
      does: 'takes `read:clients` for `write:clients` and the other way round',
      rules: {
        hasScopes: (granted, needed) =>
          needed.every((scope) => granted.some((each) => each.endsWith(scope.split(':')[1] ?? ''))),
      },
      alsoBreaks: [
        'oauth/scopes/update-needs-write-clients',
        'oauth/scopes/clients-need-read-clients',
        'oauth/scopes/subscription-needs-read-clients',
      ],
    },
  ],
  'update-needs-write-clients': [
    { name: 'readers-update', does: 'lets any token update a client', ...needs('updateClient') },
    {
      name: 'update-needs-reading',
      does: 'lets a token with `read:clients` update a client',
      answer: admits(
        at.updateClient,
        (request, gateway) =>
          !lacksScope(request, gateway, 'read:clients') &&
          lacksScope(request, gateway, 'write:clients'),
      ),
    },
    {
      name: 'update-without-scope-422',
      does: 'answers an update without `write:clients` with 422',
      answer: onAnswer({ ...at.updateClient, status: 403 }, (answer) => {
        answer.status = 422;
      }),
    },
  ],
  'refused-creates-nothing': [
    {
      name: 'stored-without-scope',
      does: 'stores a client before it refuses the create for its scope',
      answer: refusesTooLate(at.createClient, (request, gateway) =>
        lacksScope(request, gateway, 'write:clients'),
      ),
    },
    {
      name: 'announced-without-scope',
      does: 'announces a client that it refuses to create for its scope',
      answer: refusesTooLate(
        at.createClient,
        (request, gateway) => lacksScope(request, gateway, 'write:clients'),
        (created, { store }) => store.clients.delete(idOf(created)),
      ),
    },
  ],
  'read-clients-reads': [
    {
      name: 'clients-need-writing-too',
      does: 'asks for `write:clients` to read clients, too',
      ...needs('listClients', 'read:clients', 'write:clients'),
    },
  ],
  'read-bookings-reads': [
    {
      name: 'bookings-need-clients-too',
      does: 'asks for `read:clients` to read bookings, too',
      ...needs('listBookings', 'read:bookings', 'read:clients'),
    },
    {
      name: 'bookings-need-write-clients-too',
      does: 'asks for `write:clients` to read bookings, too',
      ...needs('listBookings', 'read:bookings', 'write:clients'),
    },
  ],
  'read-payments-reads': [
    {
      name: 'payments-need-bookings-too',
      does: 'asks for `read:bookings` to read payments, too',
      ...needs('listPayments', 'read:payments', 'read:bookings'),
    },
  ],
  'read-subaccounts-reads': [
    {
      name: 'subaccounts-need-all-scopes',
      does: 'asks for all five scopes to read subaccounts',
      ...needs('listSubaccounts', ...SCOPES),
    },
  ],
  'clients-need-read-clients': [
    { name: 'clients-open', does: 'lets any token read clients', ...needs('listClients') },
    {
      name: 'client-by-id-open',
      does: 'lets any token read a client by its id',
      ...needs('getClient'),
    },
    {
      name: 'clients-open-to-writers',
      does: 'lets a token with `write:clients` read clients',
      answer: admits(
        at.listClients,
        (request, gateway) =>
          lacksScope(request, gateway, 'read:clients') &&
          !lacksScope(request, gateway, 'write:clients'),
      ),
    },
    {
      name: 'clients-empty-without-scope',
      does: 'answers an empty list of clients where the scope lacks',
      answer: answers(
        at.listClients,
        (request, gateway) => lacksScope(request, gateway, 'read:clients'),
        () => json(200, []),
      ),
    },
  ],
  'bookings-need-read-bookings': [
    { name: 'bookings-open', does: 'lets any token read bookings', ...needs('listBookings') },
    {
      name: 'bookings-404-without-scope',
      does: 'answers 404 where `read:bookings` lacks',
      answer: onAnswer({ ...at.listBookings, status: 403 }, (answer) => {
        answer.status = 404;
      }),
    },
  ],
  'payments-need-read-payments': [
    { name: 'payments-open', does: 'lets any token read payments', ...needs('listPayments') },
    {
      name: 'payments-by-the-scope-of-bookings',
      does: 'lets a token with `read:bookings` read payments',
      ...needs('listPayments', 'read:bookings'),
      alsoBreaks: ['oauth/scopes/read-payments-reads'],
    },
  ],
  'subaccounts-need-read-subaccounts': [
    {
      name: 'subaccounts-open',
      does: 'lets any token read subaccounts',
      ...needs('listSubaccounts'),
    },
    {
      name: 'subaccounts-400-without-scope',
      does: 'answers 400 where `read:subaccounts` lacks',
      answer: onAnswer({ ...at.listSubaccounts, status: 403 }, (answer) => {
        answer.status = 400;
      }),
    },
  ],
  'subscription-needs-read-clients': [
    {
      name: 'subscriptions-open',
      does: 'lets any token subscribe to any event',
      rules: { eventScopesNeeded: () => [] },
    },
    {
      name: 'subscriptions-open-to-writers',
      does: 'lets a token with `write:clients` subscribe to events of clients',
      rules: (conforming) => ({
        eventScopesNeeded: (event) =>
          event.startsWith('client.') ? [] : conforming.eventScopesNeeded(event),
      }),
    },
    {
      name: 'subscription-without-scope-422',
      does: 'answers a subscription without the scope of its event with 422',
      answer: onAnswer({ ...at.subscribe, status: 403 }, (answer) => {
        answer.status = 422;
      }),
    },
  ],
  'refusal-format': [
    {
      name: 'forbidden-as-message',
      does: 'refuses for scope with `{message}`',
      rules: (conforming) => ({
        errorBody: (detail, kind) =>
          kind === 'forbidden' ? { message: detail.message } : conforming.errorBody(detail, kind),
      }),
    },
    {
      name: 'forbidden-as-oauth-error',
      does: 'refuses a write for scope in the form of RFC 6750',
      answer: onAnswer(forbidden, (answer, { method }) => {
        if (method !== 'GET') answer.body = { error: 'insufficient_scope' };
      }),
    },
    {
      name: 'forbidden-reads-as-html',
      does: 'refuses a read for scope with a page',
      answer: onAnswer(forbidden, (_answer, { method }) =>
        method === 'GET' ? page(403, '<h1>Forbidden</h1>') : undefined,
      ),
    },
    {
      name: 'forbidden-without-body',
      does: 'refuses a create for scope without a body',
      answer: onAnswer({ ...at.createClient, status: 403 }, (answer) => {
        answer.body = undefined;
      }),
    },
  ],
};
