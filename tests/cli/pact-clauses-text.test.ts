import { expect, it } from 'vitest';
import { brokenClausesText, clausesText } from '../../cli/pact-clauses-text.ts';

const NOTE = ['status-201', 'json', 'answers-id', 'answers-client-id', 'answers-note'].map(
  (slug) => `actions/add-client-note/${slug}`,
);
const ALL = [
  ...NOTE,
  'actions/add-client-note/answers-created-date',
  'errors/statuses/created-201',
];

it('names few clauses, and counts many', () => {
  expect(clausesText(['oauth/token/json', 'oauth/token/path', 'errors/format/json'])).toBe(
    'oauth/token/{json, path} errors/format/json',
  );
  expect(clausesText(ALL)).toBe('actions/add-client-note/* (6) errors/statuses/created-201');
});

it.each([
  ['"client_id" must be \'a\'; it is null', 'actions/add-client-note/answers-client-id and 6 more'],
  [
    'the body lacks "id", "created_date"',
    'actions/add-client-note/{answers-id, answers-client-id, answers-created-date} and 4 more',
  ],
  [
    'the status must be 201; it is 200',
    'actions/add-client-note/status-201 errors/statuses/created-201 and 5 more',
  ],
  [
    'the header "Content-Type" must be application/json; it is \'text/html\'',
    'actions/add-client-note/json and 6 more',
  ],
  ['the target gave no answer', 'actions/add-client-note/* (6) errors/statuses/created-201'],
])('tells which clauses %j is about', (says, text) => {
  expect(brokenClausesText(ALL, [says])).toBe(text);
});
