import { examples } from '../examples.ts';
import type { Interaction } from './interaction.ts';
import { matching, text, tokenError } from './matchers.ts';

type Answer = Interaction['answer'];

/** A success with a JSON body. */
export function answers(status: number, json: unknown): Answer {
  return { statuses: [status], json, isJson: true };
}

/**
 * A refusal in the documented error format (§6).
 *
 * @param field a pattern for `error.field`, where a field is at fault
 */
export function refuses(statuses: Answer['statuses'], code: string, field?: string): Answer {
  const { error } = examples.documentedError;
  const named = field === undefined ? {} : { field: matching(field, firstOf(field)) };
  const message = field === undefined ? 'The request was refused' : error.message;
  return {
    statuses,
    json: { error: { code: text(code), message: text(message), ...named } },
    isJson: true,
  };
}

/** A refusal of the token endpoint, in RFC 6749's form or in the documented one. */
export function refusesToken(statuses: Answer['statuses'], code: string): Answer {
  return { statuses, json: { error: tokenError(code) }, isJson: true };
}

/** The clauses of the documented error format (§6), to which every refusal of the API is held. */
export const inFormat = ['json', 'error-object', 'code', 'message'].map(
  (slug) => `errors/format/${slug}`,
);

/** The clauses of a refusal for a missing field (§6). */
export const missesField = [
  'errors/statuses/bad-request-400',
  'errors/format/field-of-missing',
  ...inFormat,
];

function firstOf(pattern: string): string {
  return /\w+/.exec(pattern)?.[0] ?? pattern;
}
