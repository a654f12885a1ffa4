import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { answered, control, isJson, refused } from '../../harness/judging/answers.ts';
import { check, judge } from '../../harness/judging/check.ts';
import { documented, documentedOrOauth, namesField } from '../../harness/judging/errors.ts';
import {
  carries,
  exactly,
  isoDateTime,
  optional,
  sameInstant,
  text,
} from '../../harness/judging/members.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';

const answer = (status: number, body: unknown, type = 'application/json'): Exchange => ({
  label: 'create client',
  request: { method: 'POST', url: 'http://127.0.0.1/x', headers: [] },
  response: {
    status,
    headers: [['Content-Type', type]],
    body: typeof body === 'string' ? body : JSON.stringify(body),
  },
  startedAt: 0,
  durationMs: 0,
});
const failure = (kind: 'unreachable' | 'closed' | 'timeout'): Exchange => {
  const { response: _, ...rest } = answer(200, {});
  return { ...rest, failure: { kind, message: 'told' } };
};
const verdictOf = (judging: () => void, level: 'must' | 'should' = 'must') => {
  const { verdict, message, reason } = judge(
    check(
      scenario('any', () => Promise.resolve(1)),
      judging,
    ),
    level,
    { evidence: 1 },
  );
  return [verdict, message ?? reason].filter(Boolean).join(': ');
};

describe('the words of a judge', () => {
  it('tell the expected and the actual status', () => {
    expect(verdictOf(() => answered(answer(200, {}), 201))).toBe(
      'fail: create client must be answered with 201; it is answered with 200',
    );
  });

  it('take a broken should for a warning', () => {
    expect(verdictOf(() => answered(answer(200, {}), 201), 'should')).toMatch(/^warn/);
  });

  it('take 400 and 422 for a refusal, and a success for none', () => {
    expect(verdictOf(() => refused(answer(400, {})))).toBe('pass');
    expect(verdictOf(() => refused(answer(422, {})))).toBe('pass');
    expect(verdictOf(() => refused(answer(201, {})))).toMatch(/^fail/);
  });

  it('never take a 429 or an absent target for an answer', () => {
    expect(verdictOf(() => refused(answer(429, {})))).toMatch(/^inconclusive/);
    expect(verdictOf(() => refused(failure('unreachable')))).toMatch(/^inconclusive/);
  });

  it('call a hang and a hang-up broken', () => {
    expect(verdictOf(() => refused(failure('timeout')))).toMatch(/^fail: .* must be answered/);
    expect(verdictOf(() => refused(failure('closed')))).toMatch(/^fail: .* must be answered/);
  });

  it('conclude nothing where the control fails', () => {
    expect(verdictOf(() => control(answer(500, {})))).toMatch(/^inconclusive: the control/);
  });

  it('want JSON to be sent as JSON', () => {
    expect(verdictOf(() => isJson(answer(200, {}, 'application/json; charset=utf-8')))).toBe(
      'pass',
    );
    expect(verdictOf(() => isJson(answer(200, {}, 'text/html')))).toMatch(/^fail: "content-type"/);
    expect(verdictOf(() => isJson(answer(200, '<html>')))).toMatch(/must be JSON/);
  });

  it('tell the member, the rule and the value', () => {
    expect(verdictOf(() => void carries(answer(200, { id: 7 }), 'id', text))).toBe(
      'fail: "id" of the answer to create client must be a string that is not empty; it is 7',
    );
    expect(verdictOf(() => void carries(answer(200, {}), 'a.b', exactly(1)))).toMatch(
      /it is missing/,
    );
    expect(verdictOf(() => void carries(answer(200, { a: null }), 'a', optional(text)))).toBe(
      'pass',
    );
  });

  it('know both lawful shapes of a token error, and only one elsewhere', () => {
    const ours = answer(400, { error: { code: 'a', message: 'b', field: 'c' } });
    const oauth = answer(400, { error: 'invalid_grant' });
    expect(verdictOf(() => documented(ours))).toBe('pass');
    expect(verdictOf(() => documented(oauth))).toMatch(/^fail/);
    expect(verdictOf(() => documentedOrOauth(ours))).toBe('pass');
    expect(verdictOf(() => documentedOrOauth(oauth))).toBe('pass');
    expect(verdictOf(() => documentedOrOauth(answer(400, { message: 'no' })))).toMatch(/^fail/);
  });

  it('let an error name either or both of two fields', () => {
    const named = (field: unknown) => answer(400, { error: { code: 'a', message: 'b', field } });
    for (const field of ['phone', 'email', 'phone, email', 'phone or email', 'phone|email']) {
      expect(
        verdictOf(() => namesField(named(field), 'phone', 'email')),
        field,
      ).toBe('pass');
    }
    expect(verdictOf(() => namesField(named('name'), 'phone', 'email'))).toMatch(/^fail/);
    expect(verdictOf(() => namesField(named(null), 'phone', 'email'))).toMatch(/^fail/);
  });

  it('know dates with a zone and compare instants', () => {
    for (const date of [
      '2025-01-15T14:30:00Z',
      '2025-01-15T14:30:00.123Z',
      '2025-01-15T15:30:00+01:00',
    ]) {
      expect(isoDateTime.holds(date), date).toBe(true);
      expect(sameInstant('2025-01-15T14:30:00Z').holds(date), date).toBe(true);
    }
    for (const date of ['2025-01-15T14:30:00', '2025-01-15', '15.1.2025', 1736951400]) {
      expect(isoDateTime.holds(date), String(date)).toBe(false);
    }
  });

  it('take any other throw for a bug of ours', () => {
    expect(
      verdictOf(() => {
        throw new TypeError('oops');
      }),
    ).toMatch(/^error: TypeError: oops/);
  });
});
