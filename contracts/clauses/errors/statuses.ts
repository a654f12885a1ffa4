import { section } from '../../clause.ts';

/** The HTTP status codes. */
export const statuses = section('errors/statuses', '6', 'HTTP status codes', {
  'ok-200': ['must', '200 answers a successful request that creates nothing.'],
  'created-201': ['must', '201 answers what creates a resource.'],
  'bad-request-400': ['must', '400 or 422 answers a request that lacks a required field.'],
  'malformed-json-400': ['must', '400 or 422 answers a body that is not JSON.'],
  'not-an-object-400': ['must', '400 or 422 answers a body that is JSON but no object.'],
  'empty-body-400': ['must', '400 or 422 answers a create without a body.'],
  'unauthorized-401': ['must', '401 answers a request without a valid access token.'],
  'not-found-404': ['must', '404 answers a path that does not exist.'],
  'not-found-format': ['must', 'The 404 of an unknown path is in the documented error format.'],
  'unprocessable-422': ['must', '400 or 422 answers a field of the wrong type.'],
  'too-many-429': ['must', '429 answers what exceeds the rate limit.', '§7'],
  'server-error-500': ['must', 'A server error is in the documented error format.'],
  'method-refused': [
    'should',
    'A method that a path does not have is answered with 404, 405 or 501.',
    'RFC 9110 §15.5.6',
  ],
});
