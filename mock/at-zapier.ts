import { registeredClients } from './accounts.ts';
import type { Deviation } from './fault.ts';
import type { Rules } from './rules.ts';

const [zapier] = registeredClients;

/** The redirect URI of an integration on Zapier's platform, which is not on this machine. */
export const ZAPIER_REDIRECT_URI =
  'https://zapier.com/dashboard/auth/oauth/return/App123456CLIAPI/';

/** Registers the first client with Zapier's redirect URI, and decides as told besides. */
export function atZapier(rules: Partial<Rules> = {}): Pick<Deviation, 'rules' | 'sandbox'> {
  return {
    rules: {
      redirectUriOf: (client) =>
        client.clientId === zapier.clientId ? ZAPIER_REDIRECT_URI : client.redirectUri,
      ...rules,
    },
    sandbox: (offered) => ({
      ...offered,
      oauth: { ...offered.oauth, redirectUri: ZAPIER_REDIRECT_URI },
    }),
  };
}
