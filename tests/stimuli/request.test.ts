import { describe, expect, it } from 'vitest';
import { UsageError } from '../../harness/settings/usage-error.ts';
import { fillJson, fillText } from '../../harness/stimuli/fill.ts';
import { callRequest } from '../../harness/stimuli/request.ts';

const target = 'https://a.example/gateway/';

describe('fillJson', () => {
  it('keeps a number a number where the string is nothing else', () => {
    const json = {
      advance: '{seconds}',
      says: 'in {seconds} s',
      deep: [{ at: '{seconds}' }, null],
    };
    expect(fillJson(json, { seconds: 90 })).toEqual({
      advance: 90,
      says: 'in 90 s',
      deep: [{ at: 90 }, null],
    });
  });

  it('leaves other braces alone', () => {
    expect(fillJson({ a: '{ }', b: '{1}', c: '{"x": 1}' }, {})).toEqual({
      a: '{ }',
      b: '{1}',
      c: '{"x": 1}',
    });
  });

  it('refuses a name that nothing fills in, and one that every object has', () => {
    expect(() => fillText('{second}', { seconds: 1 })).toThrow(UsageError);
    expect(() => fillText('{second}', { seconds: 1 })).toThrow('known here is {seconds}');
    expect(() => fillText('{constructor}', {})).toThrow(UsageError);
  });
});

describe('callRequest', () => {
  it('goes below the target, with one slash between, and encodes what is filled in', () => {
    const call = { method: 'POST', path: '/expire/{accessToken}' } as const;
    expect(callRequest(call, { target, values: { accessToken: 'a/b c' } })).toEqual({
      method: 'POST',
      url: 'https://a.example/gateway/expire/a%2Fb%20c',
      headers: [['accept', 'application/json']],
    });
  });

  it('takes a whole URL as it is', () => {
    const call = { method: 'GET', path: 'HTTP://b.example/x' } as const;
    expect(callRequest(call, { target, values: {} }).url).toBe('HTTP://b.example/x');
  });

  it('sends JSON with its type, unless another is given', () => {
    const call = { method: 'POST', path: 'x', json: { status: '{status}' } } as const;
    const values = { status: 503 };
    const { body, headers } = callRequest(call, { target, values });
    expect(body).toBe('{"status":503}');
    expect(headers).toContainEqual(['content-type', 'application/json']);
    const own = { ...call, headers: { 'Content-Type': 'application/x', 'x-key': '{status}' } };
    expect(callRequest(own, { target, values }).headers).toEqual([
      ['accept', 'application/json'],
      ['Content-Type', 'application/x'],
      ['x-key', '503'],
    ]);
  });
});
