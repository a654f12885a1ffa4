import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clauses } from '../../contracts/clauses/index.ts';
import { contract } from '../../contracts/consumer/contract.ts';
import { exampleOf, TOKEN_ERROR } from '../../contracts/consumer/matchers.ts';
import { examples } from '../../contracts/examples.ts';
import { operations } from '../../contracts/operations.ts';
import { EVENTS } from '../../contracts/resources.ts';
import * as client from '../../contracts/schemas/client.ts';
import { deliveries } from '../../contracts/schemas/delivery.ts';
import { documentedError, oauthError } from '../../contracts/schemas/error.ts';
import { noteAnswer, noteInput } from '../../contracts/schemas/note.ts';
import { tokenAnswer } from '../../contracts/schemas/token.ts';
import { generatePact } from '../../pact/generate-pact.ts';

const file = join(import.meta.dirname, '../../contracts/consumer', contract.file);

describe('the contract', () => {
  it('is checked in as it is generated, byte for byte', async () => {
    expect(await generatePact(contract)).toBe(readFileSync(file, 'utf8'));
  });

  it('names clauses that are there, and each interaction at least one', () => {
    const ids = new Set(clauses.map(({ id }) => id));
    for (const { description, clauses: named } of contract.agreed) {
      expect(named, description).not.toEqual([]);
      expect(named.filter((id) => !ids.has(id))).toEqual([]);
    }
  });

  it('has descriptions that tell interactions apart, which results are told by', () => {
    const descriptions = contract.agreed.map(({ description }) => description);
    expect(new Set(descriptions).size).toBe(descriptions.length);
  });

  it('has a message for each event, with examples that its schema takes', () => {
    const messages = contract.agreed.filter((each) => 'event' in each);
    expect([...new Set(messages.map(({ event }) => event))]).toEqual(EVENTS);
    for (const { event, json } of messages) deliveries[event].parse(exampleOf(json));
  });

  it('takes both lawful forms of a token error, and nothing else', () => {
    const isTokenError = (error: unknown): boolean =>
      new RegExp(TOKEN_ERROR).test(typeof error === 'string' ? error : JSON.stringify(error));
    for (const lawful of [
      'invalid_grant',
      'slow_down',
      'nope',
      'throttled',
      'Too Many Requests',
      { code: 'invalid_grant', message: 'The code is unknown' },
      { field: null, message: 'Say "no"', status: 400, code: 'x' },
    ]) {
      expect(isTokenError(lawful), JSON.stringify(lawful)).toBe(true);
    }
    for (const unlawful of [
      ...['', true, false, null, 400, [], ['invalid_grant'], {}],
      { code: 429, message: 'Too many' },
      { code: 'x', message: '' },
      { code: 'x' },
    ]) {
      expect(isTokenError(unlawful), JSON.stringify(unlawful)).toBe(false);
    }
  });

  it('gives no client a contact that another run would give one, too', () => {
    for (const each of contract.agreed) {
      if (!('request' in each) || each.answer.statuses[0] >= 300) continue;
      const { email, phone } = each.request.json ?? {};
      for (const contact of [email, phone]) expect(typeof contact).not.toBe('string');
    }
  });

  it('asks of every operation that the document knows', () => {
    const asked = contract.agreed.flatMap((each) =>
      'request' in each ? [`${each.request.method} ${exampleOf(each.request.path)}`] : [],
    );
    for (const { method, path } of Object.values(operations)) {
      const prefix = `${method} ${path.replace('{id}', '')}`;
      expect(asked.some((each) => each.startsWith(prefix))).toBe(true);
    }
  });

  it.each([
    ['tokenAnswer', tokenAnswer],
    ['clientInput', client.clientInput],
    ['clientSummary', client.clientSummary],
    ['clientUpdateAnswer', client.clientUpdateAnswer],
    ['noteInput', noteInput],
    ['noteAnswer', noteAnswer],
    ['documentedError', documentedError],
    ['oauthError', oauthError],
  ] as const)('has an example of %s that its schema takes', (name, schema) => {
    expect(schema.safeParse(examples[name]).error).toBeUndefined();
  });
});
