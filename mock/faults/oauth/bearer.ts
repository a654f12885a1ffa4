import type { bearer } from '../../../contracts/clauses/oauth/bearer.ts';
import { bare, json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { type Match, onAnswer, withHeader } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';
import {
  admits,
  answers,
  changing,
  isAnonymous,
  isForged,
  isOutdated,
  refusesTooLate,
  tokenOf,
} from './admit.ts';
import { tokenFaults } from './bearer-tokens.ts';
import { idOf } from './created.ts';
import { found } from './found.ts';
import { serverError } from './token-answers.ts';

const whom = { anonymous: isAnonymous, forged: isForged, outdated: isOutdated };
const HOW = {
  anonymous: 'without a token',
  forged: 'with an unknown token',
  outdated: 'with an expired token',
} as const;
/** A request that is carried out for somebody who may not. */
const open = (what: string, match: Match, who: keyof typeof whom): Fault => ({
  name: `${what.replaceAll(' ', '-')}-open-${HOW[who].replaceAll(' ', '-')}`,
  does: `carries out a ${what} ${HOW[who]}`,
  answer: admits(match, whom[who]),
});
/** A 401 that is another status. */
const statusFor = (what: string, match: Match, who: keyof typeof whom, status: number): Fault => ({
  name: `${what.replaceAll(' ', '-')}-${status}-${HOW[who].replaceAll(' ', '-')}`,
  does: `answers a ${what} ${HOW[who]} with ${status}`,
  answer: changing(match, whom[who], (answer) => {
    answer.status = status;
  }),
});
const unauthorized = { ...at.api, status: 401 } as const;
const malformed = (token: string | undefined) => token !== undefined && token.length !== 43;

/** Faults of authenticated requests (§2). */
export const faults: SectionFaults<typeof bearer> = {
  'create-needs-token': [
    {
      ...open('create', at.createClient, 'anonymous'),
      alsoBreaks: ['errors/statuses/unauthorized-401'],
    },
    {
      ...statusFor('create', at.createClient, 'anonymous', 403),
      alsoBreaks: ['errors/statuses/unauthorized-401'],
    },
    {
      name: 'create-redirects-to-sign-in',
      does: 'redirects a create without a token to a page for signing in',
      answer: answers(at.createClient, isAnonymous, () => bare(302, { location: '/login' })),
      alsoBreaks: ['errors/statuses/unauthorized-401'],
    },
    {
      ...statusFor('create', at.createClient, 'anonymous', 400),
      alsoBreaks: ['errors/statuses/unauthorized-401'],
    },
  ],
  'update-needs-token': [
    open('update', at.updateClient, 'anonymous'),
    statusFor('update', at.updateClient, 'anonymous', 404),
    statusFor('update', at.updateClient, 'anonymous', 403),
  ],
  'note-needs-token': [
    open('note', at.createNote, 'anonymous'),
    {
      name: 'note-500-without-a-token',
      does: 'answers a note without a token with 500',
      answer: answers(at.createNote, isAnonymous, serverError),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'subscribe-needs-token': [
    open('subscription', at.subscribe, 'anonymous'),
    statusFor('subscription', at.subscribe, 'anonymous', 403),
  ],
  'read-needs-token': [
    open('read of payments', at.listPayments, 'anonymous'),
    open('read of clients', at.listClients, 'anonymous'),
    {
      name: 'bookings-empty-without-a-token',
      does: 'answers a read of bookings without a token with an empty list',
      answer: answers(at.listBookings, isAnonymous, () => json(200, [])),
    },
    statusFor('read of notes', at.listNotes, 'anonymous', 403),
    open('read of a client by its id', at.getClient, 'anonymous'),
    {
      name: 'read-redirects-to-sign-in',
      does: 'redirects a read without a token to a page for signing in',
      answer: answers({ ...at.api, method: 'GET' }, isAnonymous, () =>
        bare(302, { location: '/login' }),
      ),
    },
  ],
  'read-unknown-token': [
    open('read of subaccounts', at.listSubaccounts, 'forged'),
    statusFor('read of bookings', at.listBookings, 'forged', 403),
    {
      name: 'subscriptions-empty-with-an-unknown-token',
      does: 'answers a read of subscriptions with an unknown token with an empty list',
      answer: answers(at.listSubscriptions, isForged, () => json(200, [])),
    },
  ],
  'create-unknown-token': [
    open('create', at.createClient, 'forged'),
    statusFor('create', at.createClient, 'forged', 403),
    {
      name: 'token-in-any-case',
      does: 'compares tokens without regard to case, as the collation of its database does',
      ...found('access', (sent, token) => sent.toLowerCase() === token.toLowerCase()),
    },
    {
      name: 'any-token-of-the-length',
      does: 'takes any token of the right length',
      ...found('access', (sent, token) => sent.length === token.length),
      alsoBreaks: [
        'oauth/bearer/update-unknown-token',
        'oauth/bearer/note-unknown-token',
        'oauth/bearer/subscribe-unknown-token',
        'oauth/bearer/read-unknown-token',
        'oauth/bearer/refresh-token-refused',
        'oauth/bearer/code-refused',
      ],
    },
    {
      name: 'unknown-token-200',
      does: 'answers a create with an unknown token with 200 and an error',
      answer: changing(at.createClient, isForged, (answer) => {
        answer.status = 200;
      }),
    },
  ],
  'update-unknown-token': [
    open('update', at.updateClient, 'forged'),
    statusFor('update', at.updateClient, 'forged', 404),
  ],
  'note-unknown-token': [
    open('note', at.createNote, 'forged'),
    statusFor('note', at.createNote, 'forged', 400),
  ],
  'subscribe-unknown-token': [
    open('subscription', at.subscribe, 'forged'),
    statusFor('subscription', at.subscribe, 'forged', 422),
  ],
  'expired-token': [
    {
      name: 'tokens-never-expire',
      does: 'takes a token that has expired',
      rules: { isTokenExpired: () => false },
      alsoBreaks: ['oauth/throttling/expired-still-401'],
    },
    open('update', at.updateClient, 'outdated'),
    open('note', at.createNote, 'outdated'),
    open('subscription', at.subscribe, 'outdated'),
    open('read of clients', at.listClients, 'outdated'),
    {
      ...statusFor('create', at.createClient, 'outdated', 403),
      alsoBreaks: ['oauth/throttling/expired-still-401'],
    },
    statusFor('update', at.updateClient, 'outdated', 400),
    {
      name: 'expiry-with-leeway',
      does: 'takes a token for five minutes after it has expired',
      rules: { isTokenExpired: (expiresAt, now) => now >= expiresAt + 300_000 },
      alsoBreaks: ['oauth/throttling/expired-still-401'],
    },
  ],
  'error-format': [
    {
      name: 'unauthorized-as-message',
      does: 'answers 401 with `{message}`',
      rules: (conforming) => ({
        errorBody: (error, kind) =>
          kind === 'unauthorized' ? { message: error.message } : conforming.errorBody(error, kind),
      }),
      alsoBreaks: ['errors/format/error-object'],
    },
    {
      name: 'expired-as-oauth-error',
      does: 'answers an expired token in the form of RFC 6750',
      answer: changing(at.api, isOutdated, (answer) => {
        answer.body = { error: 'invalid_token', error_description: 'The token has expired' };
      }),
    },
    {
      name: 'anonymous-as-html',
      does: 'answers a subscription without a token with a page',
      answer: changing(at.subscribe, isAnonymous, ({ headers }) =>
        page(401, '<h1>Unauthorized</h1>', { ...headers, 'content-type': 'text/html' }),
      ),
    },
    {
      name: 'unauthorized-without-body',
      does: 'answers a note with an unknown token without a body',
      answer: changing(at.createNote, isForged, (answer) => {
        answer.body = undefined;
      }),
    },
    {
      name: 'unauthorized-reads-as-text',
      does: 'answers a read without a token in JSON as `text/plain`',
      answer: changing(
        { ...at.api, method: 'GET' },
        isAnonymous,
        withHeader('content-type', 'text/plain'),
      ),
    },
  ],
  'www-authenticate': [
    {
      name: 'unauthorized-without-challenge',
      does: 'answers 401 without `WWW-Authenticate`',
      rules: { unauthorizedChallenge: () => undefined },
    },
    {
      name: 'unauthorized-challenges-basic',
      does: 'answers 401 with a challenge for Basic',
      answer: onAnswer(unauthorized, withHeader('www-authenticate', 'Basic realm="PocketSuite"')),
    },
    {
      name: 'malformed-token-without-challenge',
      does: 'answers a token of another length without `WWW-Authenticate`',
      answer: changing(
        at.api,
        (request) => malformed(tokenOf(request)),
        withHeader('www-authenticate', undefined),
      ),
    },
  ],
  'refused-stores-nothing': [
    {
      name: 'stored-without-a-token',
      does: 'stores a client before it refuses the create without a token',
      answer: refusesTooLate(at.createClient, isAnonymous),
    },
    {
      name: 'announced-with-an-unknown-token',
      does: 'announces a client that it refuses to create with an unknown token',
      answer: refusesTooLate(at.createClient, isForged, (created, { store }) =>
        store.clients.delete(idOf(created)),
      ),
    },
    {
      name: 'stored-with-a-token-cut-short',
      does: 'stores a client before it refuses the create with a token of another length',
      answer: refusesTooLate(at.createClient, (request) => malformed(tokenOf(request))),
    },
  ],
  ...tokenFaults,
};
