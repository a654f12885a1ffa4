import { createGateway, type Gateway } from '../client/gateway.ts';
import type { Masking } from '../client/masking.ts';
import type { ConsentDriver } from '../consent/consent.ts';
import { inTurnByName } from '../consent/in-turn.ts';
import type { SubscriptionDialect } from '../dialect/dialect.ts';
import type { ClientCredentials, Settings } from '../settings/settings.ts';
import type { Leftovers } from '../webhooks/leftovers.ts';
import type { ReachableReceiver } from '../webhooks/reachable-receiver.ts';
import type { MakeData } from './data.ts';
import { findLocators, probeBy } from './find-dialect.ts';
import { once } from './once.ts';
import { connectOther } from './other-account.ts';
import type { Recorder } from './recorder.ts';
import { grantOnce, runConnection } from './run-connection.ts';
import { type RunSubscriptions, runSubscriptions } from './run-subscriptions.ts';
import type { SignInParts } from './sign-in.ts';
import type { Connection, Grant } from './stage.ts';

/** What all scenarios of a run share. */
export interface RunParts {
  readonly target: string;
  readonly settings: Settings;
  readonly client: ClientCredentials;
  readonly recorder: Recorder;
  readonly masking: Masking;
  readonly driver: ConsentDriver;
  /** Signs in as another account, where the login of one is known. */
  readonly otherDriver?: ConsentDriver;
  readonly receiver: ReachableReceiver;
  readonly leftovers: Leftovers;
  /** Whether the run was interrupted. */
  readonly isInterrupted: () => boolean;
  readonly data: MakeData;
  readonly now: () => number;
  readonly newState: () => string;
  readonly observe: (name: string, value: string, says: string) => void;
}

/** The state of a run: what is reached once and used by all. */
export interface RunState extends Pick<RunSubscriptions, 'subscribe' | 'watch' | 'open' | 'waits'> {
  readonly mainGrant: () => Promise<Grant>;
  readonly connection: () => Promise<Connection>;
  /** The connection of another account, made once; ends the play where no account is known. */
  readonly otherAccount: () => Promise<Connection>;
  /** Replaces the connection by a refreshed one; false where that was not possible. */
  readonly renew: () => Promise<boolean>;
  /** Replaces the connection by that of a new grant, or ends the play. */
  readonly reconnect: () => Promise<void>;
  /** The gateway's client, sending from an address. */
  readonly gatewayFrom: (from?: string) => Gateway;
  readonly signInParts: (from?: string) => SignInParts;
  readonly subscriptionDialect: () => Promise<SubscriptionDialect>;
  /** Forgets what was probed and watched, for a play that begins again. */
  readonly probeAnew: () => void;
  /** How far the run has moved the target's clock, in ms. */
  readonly clock: { movedMs: number };
}

/** Creates the state of a run; nothing is sent before it is asked for. */
export function createRunState(parts: RunParts): RunState {
  const inTurn = inTurnByName();
  const mainGrant = once(() => grantOnce(parts, signInParts()));
  const { connection, renew, reconnect } = runConnection(parts, mainGrant, signInParts);
  const probeLocators = () => once(() => findLocators(parts, probeBy(parts, connection)));
  let locators = probeLocators();
  const subscriptions = runSubscriptions(parts, connection, () => gatewayFrom());
  const gatewayFrom = (from?: string): Gateway =>
    createGateway({
      target: parts.target,
      settings: parts.settings,
      client: parts.client,
      transport: parts.recorder,
      accessToken: async () => (await connection()).accessToken,
      locators: () => locators(),
      subscription: subscriptions.dialect,
      ...(from === undefined ? {} : { from }),
    });
  function signInParts(from?: string): SignInParts {
    return {
      gateway: gatewayFrom(from),
      driver: parts.driver,
      client: parts.client,
      scopes: parts.settings.oauth?.scopes ?? [],
      newState: parts.newState,
      learnCode: (code) => parts.masking.learn('CODE', code),
      inTurn,
    };
  }
  return {
    mainGrant,
    connection,
    otherAccount: once(() => connectOther(parts, signInParts())),
    renew,
    reconnect,
    gatewayFrom,
    signInParts,
    subscriptionDialect: subscriptions.dialect,
    subscribe: subscriptions.subscribe,
    watch: subscriptions.watch,
    clock: { movedMs: 0 },
    probeAnew() {
      locators = probeLocators();
      subscriptions.probeAnew();
    },
    open: subscriptions.open,
    waits: subscriptions.waits,
  };
}
