import type { ConsentSettings } from '../settings/settings.ts';
import type { ConsentWalk } from './consent.ts';

/** How another account signs in, `undefined` where the settings have no login of one. */
export function asOtherAccount(consent: ConsentSettings): ConsentSettings | undefined {
  if (!('approve' in consent) || consent.otherAccount === undefined) return undefined;
  return { ...consent, approve: { ...consent.approve, ...consent.otherAccount } };
}

/** As the form driver masks a password that it sends. */
const PASSWORD = /(?:\$|%24)PASSWORD/;

/** Whether anybody asked who signs in: a gateway that does not gives everybody the same account. */
export function saysWho({ exchanges }: ConsentWalk, consent: ConsentSettings): boolean {
  if (consent.driver === 'browser') {
    // what a script sends is not seen, but the page on which it was typed is
    return exchanges.some(({ response }) => response !== undefined && response.status < 300);
  }
  if (consent.driver !== 'form') return false;
  const { approve, otherAccount = {} } = consent;
  const own = Object.entries(otherAccount).filter(([name, value]) => approve[name] !== value);
  const told = own.map(([, value]) => new URLSearchParams({ value }).toString().slice(6));
  return exchanges.some(({ request }) => {
    const sent = `${request.url}\n${request.body ?? ''}`;
    return PASSWORD.test(sent) || told.some((value) => value !== '' && sent.includes(value));
  });
}
