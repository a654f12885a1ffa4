/** An error as the document shows it (§6), before it is put in its envelope. */
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/** What the API answers to what it refuses (§6): a status and a code for each kind of refusal. */
export const errorRules = {
  missingFieldStatus: 400,
  missingFieldCode: 'validation_error',
  invalidFieldStatus: 422,
  invalidFieldCode: 'validation_error',
  /** A record that does not exist, or belongs to somebody else. */
  notFoundStatus: 404,
  notFoundCode: 'not_found',
  unknownPathStatus: 404,
  unknownPathCode: 'not_found',
  unauthorizedStatus: 401,
  unauthorizedCode: 'unauthorized',
  /** A token without the scope that is needed. */
  forbiddenStatus: 403,
  forbiddenCode: 'insufficient_scope',
  methodNotAllowedStatus: 405,
  methodNotAllowedCode: 'method_not_allowed',
  /** A body that is empty, not UTF-8, not JSON, or not an object. */
  malformedBodyStatus: 400,
  malformedBodyCode: 'invalid_json',
  unsupportedMediaStatus: 415,
  unsupportedMediaCode: 'unsupported_media_type',
  tooLargeStatus: 413,
  tooLargeCode: 'payload_too_large',
  malformedUrlStatus: 400,
  malformedUrlCode: 'invalid_request',
  malformedRequestStatus: 400,
  malformedRequestCode: 'invalid_request',
  throttledStatus: 429,
  throttledCode: 'rate_limit_exceeded',
  serverErrorStatus: 500,
  serverErrorCode: 'server_error',

  /** The envelope of every error of the API. */
  errorBody: (error: ErrorDetail, _kind: string): unknown => ({ error }),

  /** The largest body that is read, in bytes. */
  bodyLimitBytes: 1024 * 1024,

  errorMessage: (message: string, _kind: string): string => message,
};
