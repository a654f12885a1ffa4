import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../contracts/evidence.ts';
import { Inconclusive, NotApplicable } from '../../../harness/judging/outcome.ts';
import { areAlike } from '../../../suites/triggers/repeated.ts';
import { delivered } from './delivered.ts';

const body = { data: { id: 'c1', name: 'Jane', email: null, phone: '+1' } };
const first = delivered(body, { answered: 500 });
const judged = (...later: readonly Delivery[]) => areAlike([{ first, later }]);

describe('a delivery that is repeated', () => {
  it('is like the first, whatever else it says', () => {
    const type: Delivery['headers'][number] = ['content-type', 'application/json; charset=utf-8'];
    const again = delivered({ ...body, attempt: 2 }, { headers: [type, ['x-attempt', '2']] });
    expect(() => judged(delivered(body), again)).not.toThrow();
  });

  it.each<[what: string, again: Delivery, message: string]>([
    ['another method', delivered(body, { method: 'PUT' }), 'its method is "PUT" and was "POST"'],
    ['no body', delivered(''), 'its "id" is missing and was "c1"'],
    ['a string of JSON', delivered(JSON.stringify(JSON.stringify(body))), 'its "id" is missing'],
    ['another name', delivered({ data: { ...body.data, name: 'J' } }), 'its "name" is "J"'],
    [
      'another type',
      delivered(body, { headers: [['content-type', 'text/plain']] }),
      'its content type is "text/plain" and was "application/json"',
    ],
  ])('is not with %s', (_, again, message) => {
    expect(() => judged(again)).toThrow(message);
  });

  it('is not judged where nothing failed, and does not apply where nothing came again', () => {
    expect(() => areAlike(undefined)).toThrow(Inconclusive);
    expect(() => areAlike([])).toThrow(Inconclusive);
    expect(() => judged()).toThrow(NotApplicable);
  });
});
