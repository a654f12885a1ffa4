import type { refresh } from '../../../contracts/clauses/oauth/refresh.ts';
import { json } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { formOf, instead, onAnswer } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { SectionFaults } from '../section-faults.ts';
import { serverError } from './token-answers.ts';

const textOf = ({ body }: GatewayRequest): string => Buffer.from(body).toString();

/** A refresh that is refused for how its form is written. */
const refusesForm = (
  name: string,
  does: string,
  is: (form: string, request: GatewayRequest) => boolean,
): Fault => ({
  name,
  does,
  answer: onAnswer({ ...at.token, status: 200 }, (_answer, request) =>
    is(textOf(request), request) && formOf(request).get('grant_type') === 'refresh_token'
      ? json(400, { error: 'invalid_request', error_description: 'The form cannot be read' })
      : undefined,
  ),
  // its refusal does not count
  alsoBreaks: ['oauth/throttling/eleventh-429'],
});

/** Faults of reading the form of a refresh. */
export const formFaults: Pick<SectionFaults<typeof refresh>, 'form-read'> = {
  'form-read': [
    refusesForm(
      'charset-refused',
      'refuses a refresh whose content type names a charset',
      (_form, { headers }) => /charset/i.test(headers['content-type'] ?? ''),
    ),
    refusesForm(
      'grant-type-first',
      'refuses a refresh whose first parameter is not `grant_type`',
      (form) => !form.startsWith('grant_type='),
    ),
    refusesForm(
      'escapes-not-read',
      'refuses a refresh whose token has more escapes than it needs',
      (form) => /refresh_token=[^&]*%[4-7][0-9a-f]/.test(form),
    ),
    {
      name: 'hostile-parameter-500',
      does: 'fails over a refresh with a parameter that no server knows and that is not plain text',
      answer: instead(
        {
          ...at.token,
          when: (request) => /__proto__|constructor|conformance=[%x]|a%5B0/.test(textOf(request)),
        },
        serverError,
      ),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
};
