import type { Exchange } from '../../contracts/evidence.ts';
import type { Transport } from '../client/transport.ts';

/** What the user answers to the request for access. */
export type Decision = 'approve' | 'deny';

/** One way through the authorization endpoint, from its URL to the client's redirect URI. */
export interface ConsentWalk {
  /** What was sent and came back; passwords are masked. */
  readonly exchanges: readonly Exchange[];
  /** Where the browser was finally sent: the redirect to the client, with the exchange's status. */
  readonly redirect?: { readonly location: string; readonly status: number | undefined };
  /** Whether the driver came to press what denies access, where only it can tell. */
  readonly denied?: boolean;
  /** Why no redirect came, one sentence for a user. */
  readonly stopped?: string;
  readonly cause?:
    | 'refused-page'
    | 'login-refused'
    | 'no-form'
    | 'loop'
    | 'unreachable'
    | 'timeout'
    | 'server-error';
}

/** Plays the user who signs in and allows or denies access. It never requests the redirect URI. */
export interface ConsentDriver {
  walk(authorizationUrl: string, decision: Decision, redirectUri: string): Promise<ConsentWalk>;
  close(): Promise<void>;
}

/** What the drivers work with. */
export interface ConsentParts {
  readonly transport: Pick<Transport, 'send'>;
  /** Tells the person who runs the suite something at once. */
  readonly announce: (sentence: string) => void;
  readonly now?: () => number;
  /** Keeps the cookies of one walk for the next; walks then go one after another. */
  readonly keepSignIn?: boolean;
  /** A folder for screenshots of pages that stopped the browser. */
  readonly artifacts?: string;
  /** How long the browser waits for a page, in milliseconds. */
  readonly pageTimeoutMs?: number;
}
