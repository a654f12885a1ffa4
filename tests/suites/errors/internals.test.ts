import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../contracts/evidence.ts';
import { showsInternals } from '../../../suites/errors/internals.ts';

function answer(body: string, status = 500): Exchange {
  return {
    label: 'create client',
    request: { method: 'POST', url: 'http://gateway.example/v1/zapier/clients', headers: [] },
    response: { status, headers: [], body },
    startedAt: 0,
    durationMs: 1,
  };
}

describe("the server's inside", () => {
  it.each([
    [
      'a Node stack in JSON',
      JSON.stringify({ error: { message: 'Error: x\n    at run (/app/index.js:10:3)' } }),
    ],
    ['a Python traceback', 'Traceback (most recent call last):\n  File "/srv/app.py", line 3'],
    ['a member with the stack', '{"stack":"Error"}'],
    ['a query', '{"error":{"message":"SELECT * FROM clients WHERE id = 1"}}'],
    ['an SQL state', '{"error":{"message":"SQLSTATE[23000]: Integrity"}}'],
    ['a Java exception', '{"error":{"message":"java.lang.NullPointerException"}}'],
  ])('is shown by %s', (_, body) => {
    expect(showsInternals(answer(body))).toBe(true);
  });

  it.each([
    [
      'a documented error',
      '{"error":{"code":"validation_error","message":"Missing required field: name","field":"name"}}',
    ],
    [
      'an apology',
      '{"error":{"code":"server_error","message":"Look at https://status.example.com or select a file from the list"}}',
    ],
  ])('is not shown by %s', (_, body) => {
    expect(showsInternals(answer(body))).toBe(false);
  });

  it('is no matter of a success', () => {
    expect(showsInternals(answer('{"note":"SELECT a FROM b "}', 201))).toBe(false);
  });
});
