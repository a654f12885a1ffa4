/** A consent driver that environment variables can set up. */
export type Driver = 'form' | 'browser' | 'token';

/** An environment variable that stands for a setting. */
export interface Variable {
  readonly name: string;
  readonly path: readonly string[];
  /** The consent drivers that have such a setting; for others the variable says nothing. */
  readonly drivers?: readonly Driver[];
}

/** The environment variables that settings are read from. */
export const ENVIRONMENT: readonly Variable[] = [
  variable('TARGET', 'target'),
  variable('CLIENT_ID', 'oauth.clientId'),
  variable('CLIENT_SECRET', 'oauth.clientSecret'),
  variable('REDIRECT_URI', 'oauth.redirectUri'),
  variable('EMAIL', 'oauth.consent.approve.email', 'form', 'browser'),
  variable('PASSWORD', 'oauth.consent.approve.password', 'form', 'browser'),
  variable('OTHER_EMAIL', 'oauth.consent.otherAccount.email', 'form', 'browser'),
  variable('OTHER_PASSWORD', 'oauth.consent.otherAccount.password', 'form', 'browser'),
  variable('ACCESS_TOKEN', 'oauth.consent.accessToken', 'token'),
  variable('REFRESH_TOKEN', 'oauth.consent.refreshToken', 'token'),
  variable('SECOND_CLIENT_ID', 'oauth.secondClient.clientId'),
  variable('SECOND_CLIENT_SECRET', 'oauth.secondClient.clientSecret'),
  variable('SECOND_REDIRECT_URI', 'oauth.secondClient.redirectUri'),
  variable('WEBHOOK_URL', 'webhooks.publicUrl'),
];

function variable(name: string, path: string, ...drivers: readonly Driver[]): Variable {
  return {
    name: `POCKETSUITE_${name}`,
    path: path.split('.'),
    ...(drivers.length > 0 && { drivers }),
  };
}
