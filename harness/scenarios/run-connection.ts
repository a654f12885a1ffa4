import { once } from './once.ts';
import type { RunParts } from './run-state.ts';
import { notArranged } from './scenario.ts';
import { connectionOf, type SignInParts, signIn } from './sign-in.ts';
import type { Connection, Grant } from './stage.ts';

/** The connection that a run lives on, replaced where it has ended. */
export interface RunConnection {
  readonly connection: () => Promise<Connection>;
  /** Replaces the connection by a refreshed one; false where that was not possible. */
  readonly renew: () => Promise<boolean>;
  /** Replaces the connection by that of a new grant, or ends the play. */
  readonly reconnect: () => Promise<void>;
}

/** The connection of the main grant at first; a later grant's where a gateway ends the older ones. */
export function runConnection(
  { recorder }: RunParts,
  mainGrant: () => Promise<Grant>,
  signInParts: () => SignInParts,
): RunConnection {
  let newest: () => Promise<Pick<Grant, 'connection'>> = once(mainGrant);
  const connection = async (): Promise<Connection> => {
    const known = newest;
    const { connection: found } = await known();
    if (found === undefined) notArranged('no access token could be obtained');
    if (!recorder.hasEnded(found.accessToken)) return found;
    if (newest === known) newest = once(() => signIn(signInParts()));
    return connection();
  };
  const renew = async (): Promise<boolean> => {
    const { refreshToken } = await connection();
    if (refreshToken === undefined) return false;
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const granted = connectionOf(
      await signInParts().gateway.token(form, { label: 'refresh of a long run' }),
    );
    if (granted === undefined) return false;
    // RFC 6749 §6: without a new refresh token the old one stays
    const renewed = { ...granted, refreshToken: granted.refreshToken ?? refreshToken };
    newest = async () => ({ connection: renewed });
    return true;
  };
  const reconnect = async (): Promise<void> => {
    const granted = await signIn(signInParts());
    if (granted.connection === undefined) notArranged('no access token could be obtained');
    newest = async () => granted;
  };
  return { connection, renew, reconnect };
}

/** The main grant, or the tokens that the settings give in its place. */
export async function grantOnce(
  { settings, masking }: RunParts,
  signInParts: SignInParts,
): Promise<Grant> {
  const consent = settings.oauth?.consent;
  if (consent?.driver === 'token') {
    masking.learn('ACCESS_TOKEN', consent.accessToken);
    masking.learn('REFRESH_TOKEN', consent.refreshToken);
    return {
      consent: { authorizationUrl: '', walk: { exchanges: [] }, code: undefined },
      exchange: undefined,
      connection: {
        accessToken: consent.accessToken,
        refreshToken: consent.refreshToken,
        scope: undefined,
      },
    };
  }
  return signIn(signInParts);
}
