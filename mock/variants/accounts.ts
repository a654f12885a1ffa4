import { json } from '../answer.ts';
import { at } from '../at.ts';
import { foreignRecord } from '../foreign-record.ts';
import { type Handler, onAnswer } from '../handler.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GatewayState } from '../state.ts';

/** Offers testers the login of one account only. */
export function withoutOtherAccount({ oauth, ...offered }: Sandbox): Sandbox {
  const { otherAccount: _, ...consent } = oauth.consent;
  return { ...offered, oauth: { ...oauth, consent } };
}

/** Tells apart what does not exist and what is of another account. */
export function foreignRefused(status: number) {
  return (next: Handler, gateway: GatewayState): Handler =>
    onAnswer({ ...at.api, status: 404 }, (_, request) => {
      if (foreignRecord(request, gateway) === undefined) return undefined;
      const error = { code: 'other_account', message: 'This belongs to another account' };
      const headers = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
      return json(status, gateway.rules.errorBody(error, 'forbidden'), headers);
    })(next);
}
