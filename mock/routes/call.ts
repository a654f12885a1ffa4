import type { GatewayAnswer } from '../answer.ts';
import type { Bearer } from '../oauth/authenticate.ts';
import type { GatewayRequest } from '../request.ts';
import type { GatewayState } from '../state.ts';
import type { Courier } from '../webhooks/courier.ts';

/** An authenticated request on its way to its operation. */
export interface Call {
  readonly request: GatewayRequest;
  readonly gateway: GatewayState;
  readonly courier: Courier;
  readonly bearer: Bearer;
  /** The id in the path, where it has one. */
  readonly id?: string;
}

/** Carries out one operation of the API, or throws a refusal. */
export type Operation = (call: Call) => GatewayAnswer;
