import fc from 'fast-check';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { mostOf } from './most-of.ts';
import type { Kind } from './trial.ts';

/** A request beside those that have properties of their own: to another place, of another size, of nothing. */
export type OddRequest =
  /** A body that asks for no subscription. */
  | { readonly to: 'webhooks'; readonly body: string }
  /** An update without a body, or one that names the client and nothing else. */
  | { readonly to: 'client'; readonly names: 'nothing' | 'no change' }
  | { readonly to: 'list'; readonly resource: Listed; readonly query: string }
  /** A path that is not there. */
  | { readonly to: 'nowhere'; readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' }
  /** A body of so many characters that asks for no client. */
  | { readonly to: 'clients'; readonly size: number };

type Listed = 'clients' | 'bookings' | 'payments' | 'subaccounts' | 'webhooks';

const NO_SUBSCRIPTIONS = ['[]', 'null', 'true', '"text"', '0', '{}', '[{}]'] as const;
const NO_JSON = [
  '{',
  '{"event":',
  "{'event':'x'}",
  'event=client.created',
  '\u0000',
  '<x/>',
] as const;
const PAGES = ['page=2', 'page=0', 'page=-1', 'page=x', 'page=99999999999999999999'] as const;
const PARAMETERS = [
  'limit=0',
  'limit=-1',
  'limit=x',
  'per_page=1000000000',
  'offset=-1',
  'cursor=x',
  'sort=__proto__',
  'q=%00',
  'a[b]=c',
  'x=%',
] as const;

const kind = (name: string, cases: fc.Arbitrary<OddRequest>): Kind<OddRequest> => ({ name, cases });

const listed = (resource: Listed, queries: readonly string[]): fc.Arbitrary<OddRequest> =>
  fc.constantFrom(...queries).map((query) => ({ to: 'list', resource, query }));

const nowhere = (...methods: ('POST' | 'PUT' | 'PATCH' | 'DELETE')[]): fc.Arbitrary<OddRequest> =>
  fc.constantFrom(...methods).map((method) => ({ to: 'nowhere', method }));

const subscribing = (bodies: readonly string[]): fc.Arbitrary<OddRequest> =>
  fc.constantFrom(...bodies).map((body) => ({ to: 'webhooks', body }));

/** Odd requests of each kind. */
export const oddRequests: readonly Kind<OddRequest>[] = [
  kind('a subscription that is no JSON', subscribing(NO_JSON)),
  kind('a subscription that is no object', subscribing(NO_SUBSCRIPTIONS)),
  kind('an empty subscription', fc.constant({ to: 'webhooks', body: '' })),
  kind('an empty update', fc.constant({ to: 'client', names: 'nothing' })),
  kind('an update that changes nothing', fc.constant({ to: 'client', names: 'no change' })),
  kind('a POST to a path that is not there', nowhere('POST')),
  kind('another method to a path that is not there', nowhere('PUT', 'PATCH', 'DELETE')),
  kind('a page of clients', listed('clients', PAGES)),
  kind('a list of clients with parameters', listed('clients', PARAMETERS)),
  kind('a page of bookings', listed('bookings', PAGES)),
  kind('a page of payments', listed('payments', PAGES)),
  kind('a page of subaccounts', listed('subaccounts', PAGES)),
  kind('a page of subscriptions', listed('webhooks', PAGES)),
  ...[1_200_000, 6_000_000].map((size) =>
    kind(`a body of ${size} characters`, fc.constant({ to: 'clients', size })),
  ),
];

/** What a client has no value for, as senders write it. */
export type EmptyMembers = Readonly<Record<string, null | ''>>;

const emptied = (value: null | ''): fc.Arbitrary<EmptyMembers> =>
  mostOf(OPTIONAL_CLIENT_FIELDS).map((fields) =>
    Object.fromEntries(fields.map((field) => [field, value])),
  );

/** Optional fields that are null or empty: most of them at once, or one alone. */
export const emptyMembers: readonly Kind<EmptyMembers>[] = [
  { name: 'empty texts', cases: emptied('') },
  { name: 'nulls', cases: emptied(null) },
  ...OPTIONAL_CLIENT_FIELDS.map((field) => ({
    name: `nothing for ${field}`,
    cases: fc.constantFrom<null | ''>('', null).map((value) => ({ [field]: value })),
  })),
];
