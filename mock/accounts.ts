/** An OAuth client that the mock knows (RFC 6749 §2). */
export interface RegisteredClient {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** A PocketSuite user who can sign in on the consent page; each has an account of their own. */
export interface SandboxUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Two confidential clients, so that what belongs to one can be tried with the other. */
export const registeredClients: readonly [RegisteredClient, RegisteredClient] = [
  {
    name: 'Zapier (sandbox)',
    clientId: 'sandbox-zapier',
    clientSecret: 'sandbox-zapier-secret',
    redirectUri: 'http://127.0.0.1:9000/callback',
  },
  {
    name: 'Another app (sandbox)',
    clientId: 'sandbox-other',
    clientSecret: 'sandbox-other-secret',
    redirectUri: 'http://127.0.0.1:9001/other/callback',
  },
];

/** Two users, so that the records of one can be kept from the other. */
export const users: readonly [SandboxUser, SandboxUser] = [
  {
    id: '0f0e8400-e29b-41d4-a716-446655440010',
    name: 'John Smith',
    email: 'john@sandbox.example',
    password: 'sandbox-johns-password',
  },
  {
    id: '0f0e8400-e29b-41d4-a716-446655440011',
    name: 'Mary Major',
    email: 'mary@sandbox.example',
    password: 'sandbox-marys-password',
  },
];

/** What the mock signs its deliveries with, as Standard Webhooks write a secret. */
export const webhookSecret = `whsec_${Buffer.from('sandbox-webhook-signing-key').toString('base64')}`;
