import type { GatewayAnswer } from '../../answer.ts';

/** The id of what an answer says was created. */
export function idOf({ body }: GatewayAnswer): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
}
