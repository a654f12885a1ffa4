import { refusesToken } from './answers.ts';
import { given, type Interaction } from './interaction.ts';
import { deadRefresh } from './refreshes.ts';

/**
 * The limit on invalid token requests (§7). It is last, since it shuts the door for an hour, and so
 * it is called: brokers sort by the description.
 */
export const throttled: Interaction = {
  description: 'too many invalid token requests within an hour',
  states: [given('an OAuth client'), given('ten invalid token requests were made')],
  clauses: [
    'oauth/throttling/eleventh-429',
    'oauth/throttling/error-format',
    'errors/statuses/too-many-429',
  ],
  request: deadRefresh,
  answer: refusesToken([429], 'rate_limit_exceeded'),
};
