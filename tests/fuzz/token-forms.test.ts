import { describe, expect, it } from 'vitest';
import { oneOfEach } from '../../harness/fuzz/plan.ts';
import { rewritten, tokenForms } from '../../harness/fuzz/token-forms.ts';

const FORM = 'grant_type=refresh_token&refresh_token=a%2Bb-1&client_id=x&client_secret=s';

describe('the form of a token request, written in another way', () => {
  it.each([1, 2, 3, 4, 5])('says the same (seed %i)', (seed) => {
    for (const { value } of oneOfEach(tokenForms, seed)) {
      const parameters = new URLSearchParams(rewritten(value, FORM));
      for (const [name, expected] of new URLSearchParams(FORM)) {
        expect(parameters.getAll(name)).toEqual([expected]);
      }
    }
  });

  it('has another order, escapes and parameters', () => {
    const form = rewritten(
      {
        ranks: [3, 2, 1, 0],
        unknown: { before: [['x', '1']], after: [['y', '']] },
        escapes: true,
        type: '',
        is: 'lawful',
      },
      FORM,
    );
    expect(form).toBe(
      'x=1&client_secret=%73&client_id=%78&refresh_token=%61%2b%62-%31&grant_type=%72%65%66%72%65%73%68_%74%6f%6b%65%6e&y=',
    );
  });
});
