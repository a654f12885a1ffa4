import { EVENTS, type EventName } from '../contracts/resources.ts';
import {
  type RegisteredClient,
  registeredClients,
  type SandboxUser,
  users,
  webhookSecret,
} from './accounts.ts';

interface Call {
  readonly method: 'POST';
  readonly path: string;
  readonly json?: Readonly<Record<string, string>>;
}

type Credentials = Pick<RegisteredClient, 'clientId' | 'clientSecret' | 'redirectUri'>;

/** What somebody needs to use the mock: `oauth`, `controls`, `stimuli` and `webhooks` are the configuration of a run, as they are. */
export interface Sandbox {
  readonly mock: 'pocketsuite-conformance';
  readonly oauth: Credentials & {
    readonly consent: {
      readonly driver: 'form';
      readonly approve: Readonly<Record<string, string>>;
      readonly deny: Readonly<Record<string, string>>;
      readonly otherAccount?: Readonly<Record<string, string>>;
      readonly signInAt?: string[];
    };
    readonly secondClient?: Credentials;
  };
  readonly controls: Readonly<
    Partial<Record<'advanceClock' | 'expireToken' | 'failNext' | 'reset', Call>>
  >;
  readonly stimuli: Readonly<Partial<Record<EventName, Call>>>;
  readonly webhooks?: { readonly secret: string };
}

const credentials = ({ clientId, clientSecret, redirectUri }: RegisteredClient): Credentials => ({
  clientId,
  clientSecret,
  redirectUri,
});

const post = (path: string, json?: Call['json']): Call => ({
  method: 'POST',
  path: `/__control/${path}`,
  ...(json && { json }),
});

const loginOf = ({ email, password }: SandboxUser) => ({ email, password });
const person = loginOf(users[0]);

/** The mock's description of itself, the answer to `GET /__control` (DESIGN §5). */
export const sandbox = {
  mock: 'pocketsuite-conformance',
  oauth: {
    ...credentials(registeredClients[0]),
    consent: {
      driver: 'form',
      approve: { ...person, decision: 'approve' },
      deny: { ...person, decision: 'deny' },
      otherAccount: { ...loginOf(users[1]), decision: 'approve' },
    },
    secondClient: credentials(registeredClients[1]),
  },
  controls: {
    advanceClock: post('clock', { advance_seconds: '{seconds}' }),
    expireToken: post('expire-token', { access_token: '{accessToken}' }),
    failNext: post('fail-next', { status: '{status}' }),
    reset: post('reset'),
  },
  stimuli: Object.fromEntries(
    EVENTS.map((event) => [event, post('emit', { event })]),
  ) as unknown as Record<EventName, Call>,
  webhooks: { secret: webhookSecret },
} as const satisfies Sandbox;
