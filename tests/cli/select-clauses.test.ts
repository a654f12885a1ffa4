import { expect, it } from 'vitest';
import { selectClauses } from '../../cli/select-clauses.ts';
import { section } from '../../contracts/clause.ts';

const catalogue = [
  section('oauth/token', '2', 'Token', {
    path: ['must', 'One.'],
    'no-store': ['should', 'Two.'],
  }),
  section('actions/token-like', '5', 'Other', { path: ['must', 'Three.'] }),
].flatMap(({ clauses }) => Object.values(clauses));

const ids = (selection: Partial<Parameters<typeof selectClauses>[1]>) =>
  selectClauses(catalogue, { suites: [], globs: [], ...selection }).map(({ id }) => id);

const [path, noStore, other] = [
  'oauth/token/path',
  'oauth/token/no-store',
  'actions/token-like/path',
];

it.each<[selection: Parameters<typeof ids>[0], ...chosen: (string | undefined)[]]>([
  [{}, path, noStore, other],
  [{ suites: ['oauth'] }, path, noStore],
  [{ suites: ['oauth/token/'] }, path, noStore],
  [{ suites: ['actions', 'oauth/token/path'] }, path, other],
  [{ globs: ['**/path'] }, path, other],
  [{ globs: ['oauth/token/n'] }, noStore],
  [{ globs: ['oauth/*/{path,no-store}'] }, path, noStore],
  [{ globs: ['**/no-*', 'actions'] }, noStore, other],
  [{ level: 'should' }, noStore],
  [{ suites: ['oauth'], globs: ['**/path'], level: 'must' }, path],
])('%j', (selection, ...chosen) => {
  expect(ids(selection)).toEqual(chosen);
});

it.each<[selection: Parameters<typeof ids>[0], says: string]>([
  [{ suites: ['oauth', 'tokn'] }, 'Unknown suite "tokn"; the nearest is'],
  [{ suites: ['no-store'] }, 'the nearest is "oauth/token/no-store"'],
  [{ suites: ['oaut'] }, 'the nearest is "oauth"'],
  [
    { globs: ['oauth/tokens/*'] },
    'No clause is like "oauth/tokens/*"; the nearest is "oauth/token',
  ],
  [{ suites: ['actions'], level: 'should' }, 'None of the clauses chosen has the level "should"'],
])('%j selects nothing', (selection, says) => {
  expect(() => ids(selection)).toThrow(says);
});
