import { expect, it } from 'vitest';
import { lettersOnly } from '../../harness/fuzz/letters-only.ts';

it('keeps letters of any script, digits and blanks, and addresses but for their tags', () => {
  const email = 'conformance+1@example.com';
  expect(lettersOnly({ name: 'Zoë "漢字" <7>', line1: '😀', email })).toEqual({
    name: 'Zoë 漢字 7',
    line1: 'x',
    email: 'conformance.1@example.com',
  });
});

it('keeps no more than any form takes', () => {
  expect(lettersOnly({ city: `${'x'.repeat(39)} y` })).toEqual({ city: 'x'.repeat(39) });
});

it('has nothing to offer where there was nothing else', () => {
  expect(lettersOnly({ name: 'नाम 12', phone: '+14155550100' })).toBeUndefined();
});
