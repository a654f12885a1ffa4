import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import type { EventName } from '../../contracts/resources.ts';
import type { Gateway } from '../client/gateway.ts';
import type { ConsentWalk } from '../consent/consent.ts';
import type { Kept, Trial } from '../fuzz/trial.ts';
import type { ClientCredentials, Settings } from '../settings/settings.ts';
import type { Inbox } from '../webhooks/inbox.ts';
import type { MakeData } from './data.ts';
import type { Scenario } from './scenario.ts';

/** The tokens of one grant. */
export interface Connection {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly scope: string | undefined;
}

/** What to ask for at the authorization endpoint; `undefined` leaves a parameter out. */
export interface GrantRequest {
  readonly client?: ClientCredentials;
  readonly scope?: string | undefined;
  readonly state?: string | undefined;
  readonly decision?: 'approve' | 'deny';
  /** The PKCE verifier of the exchange (RFC 7636 §4.5). */
  readonly verifier?: string;
  /** What the exchange is called. */
  readonly label?: string;
  /** Further or replaced parameters of the authorization request; a list sends one several times. */
  readonly parameters?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The way from the authorization request to the redirect. */
export interface Consent {
  readonly authorizationUrl: string;
  readonly walk: ConsentWalk;
  /** The parameters of the redirect, `undefined` where none came. */
  readonly redirect?: {
    readonly location: string;
    readonly status: number | undefined;
    readonly query: Readonly<Record<string, string>>;
    readonly fragment: Readonly<Record<string, string>>;
  };
  readonly code: string | undefined;
}

/** A whole grant. */
export interface Grant {
  readonly consent: Consent;
  readonly exchange: Exchange | undefined;
  readonly connection: Connection | undefined;
}

/** How a subscription differs from the usual. */
export interface SubscribeOptions {
  /** The access token of another account. */
  readonly token?: string;
  readonly label?: string;
}

/** A subscription that the run made. */
export interface Subscription {
  readonly event: EventName;
  readonly inbox: Inbox;
  readonly subscribed: Exchange;
  /** As the gateway named it, `undefined` where it did not. */
  readonly id: string | undefined;
  /** The access token that it belongs to, where that is not the run's own. */
  readonly token?: string;
}

/** What the play of a scenario can use. */
export interface Stage {
  readonly settings: Settings;
  /** Speaks to the target with the run's main access token, from the scenario's address. */
  readonly gateway: Gateway;
  readonly client: ClientCredentials;
  /** Lawful inputs, unique in the run and recognisable as ours. */
  readonly a: MakeData;
  /** Our own time in ms since the epoch, in which deliveries are received. */
  readonly now: () => number;
  /** The time in ms since the epoch, moved as far as this run moved the target's clock. */
  readonly targetNow: () => number;
  /** Whether this run moved the target's clock, so that what earlier scenarios left may have lapsed. */
  readonly clockWasMoved: () => boolean;
  /** The run's main grant, made once; ends the play as not arranged where there is none. */
  readonly connection: () => Promise<Connection>;
  /** Whether a token has ended because a later grant was given, where a gateway ends them so. */
  readonly hasEnded: (token: string | undefined) => boolean;
  /** Replaces the run's main access token by a refreshed one; false where that was not possible. */
  readonly renew: () => Promise<boolean>;
  /** Replaces the run's main access token by that of a new grant, or ends the play. */
  readonly reconnect: () => Promise<void>;
  /** The main grant as it went, also where it failed. */
  readonly mainGrant: () => Promise<Grant>;
  /** Walks the authorization endpoint; never throws for what the gateway does. */
  readonly consent: (request?: GrantRequest) => Promise<Consent>;
  /** Walks and exchanges; never throws for what the gateway does. */
  readonly grant: (request?: GrantRequest) => Promise<Grant>;
  /** A code, or the end of the play. */
  readonly code: (request?: GrantRequest) => Promise<string>;
  /** A connection of its own, or the end of the play. */
  readonly connect: (request?: GrantRequest) => Promise<Connection>;
  /** The connection of another account than the run's own, made once; or the end of the play. */
  readonly otherAccount: () => Promise<Connection>;
  /** The second client, or the end of the play. */
  readonly secondClient: () => ClientCredentials;
  readonly webhooks: {
    /** A path of the run's receiver. */
    readonly open: (name: string) => Inbox;
    readonly subscribe: (
      event: EventName,
      inbox: Inbox,
      options?: SubscribeOptions,
    ) => Promise<Subscription>;
    /** The run's own subscription to an event, for whoever only looks; it is never ended before the run is. */
    readonly watch: (event: EventName) => Promise<Subscription>;
    readonly unsubscribe: (
      subscription: Subscription,
      label?: string,
    ) => Promise<readonly Exchange[]>;
    /** Whether waiting is in vain: the run is interrupted, or no sender reaches us. */
    readonly isOver: () => boolean;
    /** Waits for a delivery as long as the settings allow; briefly where its event was awaited in vain before. */
    readonly arrival: (
      inbox: Inbox,
      matches: (delivery: Delivery) => boolean,
      /** Another limit than that of the settings. */
      withinMs?: number,
    ) => Promise<Delivery | undefined>;
  };
  /** Makes the target emit an event that no documented request causes, or ends the play. */
  readonly stimulate: (
    event: EventName,
    /** Waits for its delivery, by which it shows that a person has done something. */
    arrived?: (withinMs: number) => Promise<unknown>,
  ) => Promise<void>;
  readonly controls: {
    readonly has: (name: 'advanceClock' | 'expireToken' | 'failNext' | 'reset') => boolean;
    readonly advanceClock: (seconds: number) => Promise<void>;
    readonly expireToken: (accessToken: string) => Promise<void>;
    readonly failNext: (status: number) => Promise<void>;
  };
  readonly limit: {
    /** Local addresses beside the main one. */
    readonly otherAddresses: readonly string[];
    /** Reserves a further address with its whole hour, or ends the play. */
    readonly takeAddress: () => string;
    /** Token requests that the target refused as invalid this hour, by address (`main` for the default). */
    readonly refusedFrom: (address?: string) => readonly Exchange[];
    /** How many invalid token requests the address has made this hour before this run. */
    readonly spentBefore: (address?: string) => number;
    /** When the main address has all its ten again, if this run spends what it may, in ms since the epoch. */
    readonly wholeAgain: () => number;
    /** Token requests that were granted to the address in this run. */
    readonly grantedFrom: (address?: string) => number;
  };
  /** What trials need beside the settings. */
  readonly fuzz: {
    /** Counterexamples of earlier runs to a clause. */
    readonly kept: (clause: string) => readonly Kept[];
    /** Takes the outcome of a trial, so that its counterexample is kept. */
    readonly tell: (clause: string, trial: Trial) => void;
    /** A copy without any secret. */
    readonly masked: <Value>(value: Value) => Value;
    /** Aborted where the run is interrupted. */
    readonly signal: AbortSignal | undefined;
  };
  /** Every exchange of the run until now. */
  readonly seen: () => readonly Exchange[];
  /** The evidence of another scenario, played once whoever asks. */
  readonly evidenceOf: <Evidence>(other: Scenario<Evidence>) => Promise<Evidence>;
  /** Tells in the report what the target does where the document is silent. */
  readonly observe: (name: string, value: string, says: string) => void;
}
