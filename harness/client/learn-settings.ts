import type { Settings } from '../settings/settings.ts';
import type { Masking } from './masking.ts';
import { basicCredentials } from './token-request.ts';

/** Teaches a masking the secrets that the settings hold. */
export function learnSettings(masking: Masking, settings: Settings): void {
  const { oauth, webhooks } = settings;
  masking.learn('WEBHOOK_SECRET', webhooks.secret);
  if (oauth === undefined) return;
  for (const client of [oauth, oauth.secondClient]) {
    if (client === undefined) continue;
    masking.learn('CLIENT_SECRET', client.clientSecret);
    masking.learn('BASIC_CREDENTIALS', basicCredentials(client).slice('Basic '.length));
  }
  const { consent } = oauth;
  if (consent.driver !== 'form' && consent.driver !== 'browser') return;
  for (const login of [consent.approve, consent.deny, consent.otherAccount ?? {}]) {
    for (const [name, value] of Object.entries(login)) {
      if (/pass|secret|pin|otp|token/i.test(name)) masking.learn('PASSWORD', value);
    }
  }
}
