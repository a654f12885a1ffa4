import { examples } from '../examples.ts';
import { fromState } from './matchers.ts';

/** The `Authorization` header with the access token of the states (§2). */
export const bearer = fromState('accessToken', examples.tokenAnswer.access_token, 'Bearer ');
