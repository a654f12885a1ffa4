import { section } from '../../clause.ts';

/** The error response format. */
export const format = section('errors/format', '6', 'Error response format', {
  json: ['must', 'An error is a JSON object sent as `application/json`.'],
  'error-object': ['must', 'An error has one object `error` at its top level.'],
  code: ['must', '`error.code` is a string that is not empty.'],
  message: ['must', '`error.message` is a string that is not empty.'],
  'field-string': ['must', '`error.field`, where an error has it, is a string.'],
  'field-of-missing': ['must', '`error.field` names the field that is missing.'],
  'field-of-wrong-type': ['should', '`error.field` names the field that has a wrong type.'],
  'code-tells-apart': [
    'should',
    'A missing field, a missing token and a missing resource have three different codes.',
  ],
  'no-internals': ['should', 'An error shows no stack trace and no query of the server.'],
});
