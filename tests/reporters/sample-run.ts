import type { Exchange } from '../../contracts/evidence.ts';
import type { Evidence, Judgement } from '../../contracts/verdict.ts';
import { composeRun } from '../../reporters/compose-run.ts';
import type { Run } from '../../reporters/run.ts';
import { clause } from './sample-clause.ts';
import { exchange } from './sample-exchange.ts';

const TARGET = 'https://staging.example.com/gateway';
const AT = Date.UTC(2025, 0, 15, 14, 30);

const catalogue = [
  clause('oauth/token/no-store', {
    source: 'RFC 6749 §5.1',
    says: 'The token answer forbids caches to keep it.',
  }),
  clause('oauth/token/code-once', { source: '§2', says: 'A code buys one token, and no second.' }),
  clause('oauth/token/code-expires', { source: '§2', says: 'An old code buys nothing.' }),
  clause('oauth/refresh/rotates', { level: 'should', source: 'RFC 9700 §4.14.2' }),
  clause('oauth/refresh/answers', { source: '§2.1' }),
  clause('actions/create-client/name-required', {
    says: 'A create without a name is refused, and the error names the field.',
  }),
  clause('actions/create-client/json', { says: 'The answer to a create is JSON.' }),
  clause('actions/update-client/json', {
    source: '§5.2',
    says: 'The answer to an update is JSON.',
  }),
  clause('actions/get-client/one', { level: 'should', source: '§3' }),
  clause('triggers/client-created/delivered', { source: '§4.1' }),
  clause('triggers/client-created/date-format', { level: 'should', source: '§4.1' }),
  clause('triggers/booking-created/delivered', { source: '§4.3' }),
  clause('errors/throttling/lifted-after-an-hour', { source: '§6.2' }),
  clause('errors/shape/code', { source: '§6' }),
];

function seen(...exchanges: Exchange[]): Evidence[] {
  return exchanges.map((one) => ({ kind: 'exchange', exchange: one }));
}

const create = exchange(
  { body: '{"name":"Zoë O\'Hara","email":"zoe@example.com"}' },
  {
    status: 200,
    body: '<!doctype html>\n<html><body>It works!\u001b[2J</body></html>',
  },
);

const token = exchange(
  {
    path: '/oauth/token',
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: 'grant_type=authorization_code&code=$CODE&client_id=zapier&client_secret=$CLIENT_SECRET',
  },
  { status: 200, body: '{"access_token":"$ACCESS_TOKEN","token_type":"Bearer","expires_in":3600}' },
);

const notJson = 'the body of the answer must be JSON; it is "<!doctype html> <html>…"';
const noClock = 'no clock control; give `controls.advanceClock`';

const judgements: [string, Judgement][] = [
  [
    'oauth/token/no-store',
    {
      verdict: 'fail',
      message: '"cache-control" of the token answer must be "no-store"; it is "max-age=60"',
      expected: '"no-store"',
      actual: '"max-age=60"',
      evidence: seen(token),
    },
  ],
  ['oauth/token/code-once', { verdict: 'pass', evidence: seen(token, token) }],
  ['oauth/token/code-expires', { verdict: 'inconclusive', reason: noClock, evidence: [] }],
  [
    'oauth/refresh/rotates',
    {
      verdict: 'warn',
      message: 'a refresh should give another refresh token; it gave the same one',
      evidence: seen(token),
    },
  ],
  ['actions/create-client/name-required', { verdict: 'pass', evidence: [] }],
  ['actions/create-client/json', { verdict: 'fail', message: notJson, evidence: seen(create) }],
  ['actions/update-client/json', { verdict: 'fail', message: notJson, evidence: seen(create) }],
  [
    'actions/get-client/one',
    { verdict: 'not-applicable', reason: 'GET on a client answers 404', evidence: [] },
  ],
  [
    'triggers/client-created/delivered',
    {
      verdict: 'fail',
      message: 'the delivery must carry the name "Zoë"; it carries "Zo\\u00eb"',
      evidence: [
        ...seen(exchange({ method: 'GET', path: '/v1/zapier/clients?q=[a]' }, undefined)),
        {
          kind: 'delivery',
          delivery: {
            method: 'POST',
            url: 'http://127.0.0.1:4000/hooks/1',
            headers: [],
            body: '{"data":{"id":"1","name":"Zo\\u00eb"}}',
            receivedAt: AT,
            answered: 200,
          },
        },
      ],
    },
  ],
  [
    'triggers/booking-created/delivered',
    {
      verdict: 'inconclusive',
      reason: 'nothing makes the target emit booking.created; give `stimuli["booking.created"]`',
      evidence: [],
    },
  ],
  [
    'errors/throttling/lifted-after-an-hour',
    { verdict: 'inconclusive', reason: noClock, evidence: [] },
  ],
  [
    'errors/shape/code',
    {
      verdict: 'error',
      message: "Cannot read properties of undefined (reading 'code')",
      evidence: [],
    },
  ],
];

/** A run with every verdict, a clause nobody chose and one that nobody judged. */
export const sampleRun: Run = composeRun({
  tool: { name: 'pocketsuite-conformance', version: '0.1.0' },
  target: TARGET,
  startedAt: '2025-01-15T14:30:00.000Z',
  durationMs: 2140,
  catalogue,
  chosen: new Set(catalogue.map(({ id }) => id).filter((id) => !id.endsWith('date-format'))),
  judgements: new Map(judgements),
  observations: [
    {
      name: 'update.client-locator',
      value: 'body id',
      says: 'An update names its client in the body, as `id`.',
    },
    { name: 'missing-field.status', value: '422', says: 'A missing field is answered with 422.' },
    { name: 'errors.envelope', value: 'object', says: 'Errors come as an object.' },
  ],
  requests: { total: 112, fuzzed: 0, invalidTokenRequests: 10, deliveries: 9 },
});

/** A run in which all went well. */
export const goodRun: Run = composeRun({
  tool: { name: 'pocketsuite-conformance', version: '0.1.0' },
  target: TARGET,
  startedAt: '2025-01-15T14:30:00.000Z',
  durationMs: 2140,
  catalogue: catalogue.slice(0, 3),
  judgements: new Map(
    catalogue.slice(0, 3).map(({ id }) => [id, { verdict: 'pass', evidence: [] }]),
  ),
  observations: [],
  requests: { total: 1, fuzzed: 0, invalidTokenRequests: 0, deliveries: 1 },
});
