import { load } from 'cheerio';
import { expect, test } from 'vitest';
import type { Judgement } from '../../contracts/verdict.ts';
import { composeRun } from '../../reporters/compose-run.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { terminalPicture } from '../../reporters/terminal-picture.ts';
import { clause } from './sample-clause.ts';
import { exchange } from './sample-exchange.ts';

const clauses = [
  ...Array.from({ length: 63 }, (_, at) => clause(`oauth/token/kept-${at}`)),
  ...Array.from({ length: 71 }, (_, at) => clause(`actions/create-client/kept-${at}`)),
  ...Array.from({ length: 48 }, (_, at) => clause(`triggers/client-created/kept-${at}`)),
  ...Array.from({ length: 19 }, (_, at) => clause(`errors/shape/kept-${at}`)),
];
const broken = clause('actions/create-client/name-required', {
  says: 'A create without a name is refused, and the error names the field.',
});
const lax = clause('oauth/token/www-authenticate', {
  level: 'should',
  source: 'RFC 6749 §5.2',
  says: 'A refusal of HTTP Basic credentials names the scheme.',
});
const unknown = ['access-token-expires', 'lifted-after-an-hour', 'not-lifted-early'].map((slug) =>
  clause(`errors/throttling/${slug}`, { source: '§6.2' }),
);

const run = composeRun({
  tool: { name: 'pocketsuite-conformance', version: '0.1.0' },
  target: 'https://staging.example.com/gateway',
  startedAt: '2025-01-15T14:30:00.000Z',
  durationMs: 3480,
  catalogue: [...clauses, broken, lax, ...unknown],
  judgements: new Map<string, Judgement>([
    ...clauses.map(({ id }) => [id, { verdict: 'pass', evidence: [] }] as const),
    [
      broken.id,
      {
        verdict: 'fail',
        message: 'the answer must have status 400 or 422; it has 200',
        expected: 'status 400 or 422, and "name" as error.field',
        actual: 'status 200',
        evidence: [
          {
            kind: 'exchange',
            exchange: exchange(
              { body: '{"email":"ada@example.com"}' },
              { status: 200, body: '{"id":"550e8400","name":null,"email":"ada@example.com"}' },
            ),
          },
        ],
      },
    ],
    [
      lax.id,
      {
        verdict: 'warn',
        message: 'the answer should have "www-authenticate"; it has none',
        evidence: [],
      },
    ],
    ...unknown.map(
      ({ id }) =>
        [
          id,
          {
            verdict: 'inconclusive',
            reason: 'no clock control; give `controls.advanceClock`',
            evidence: [],
          },
        ] as const,
    ),
  ]),
  observations: [
    { name: 'update.client-locator', value: 'body id', says: '' },
    { name: 'missing-field.status', value: '422', says: '' },
  ],
  requests: { total: 138, fuzzed: 0, invalidTokenRequests: 11, deliveries: 9 },
});

const ansi = terminal(run, { columns: 96, isTerminal: true, colours: true });

test('the picture in the README shows what the terminal shows', async () => {
  await expect(terminalPicture(ansi, 96)).toMatchFileSnapshot('../../docs/images/terminal.svg');
});

test('a picture holds the text, its colours and nothing that runs', () => {
  const $ = load(terminalPicture('\u001b[31m\u001b[1m<a> & b\u001b[22m c\u001b[39m d'), {
    xml: true,
  });
  expect($('text').text().replaceAll('\u00a0', ' ')).toBe('<a> & b c d');
  const spans = $('tspan')
    .toArray()
    .map((span) => $(span).attr());
  expect(spans).toMatchObject([
    { x: '20.0', fill: '#ff7b86', 'font-weight': 'bold' },
    { x: '78.8', fill: '#ff7b86' },
    { x: '95.6' },
  ]);
  expect(spans[2]).not.toHaveProperty('fill');
});

test('a picture breaks a line where the terminal would', () => {
  const $ = load(terminalPicture('abc\u001b[2mdefgh\u001b[22m\nij', 4), { xml: true });
  expect(
    $('text')
      .toArray()
      .map((line) => $(line).text()),
  ).toEqual(['abcd', 'efgh', 'ij']);
});
