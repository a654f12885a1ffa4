import { type SandboxUser, users } from '../accounts.ts';
import type { GatewayRequest } from '../request.ts';
import type { GatewayState } from '../state.ts';

const COOKIE = 'pocketsuite_session';

/** A user with the session that says so. */
export interface SignedIn {
  readonly id: string;
  readonly user: SandboxUser;
}

/** Who the cookie says is signed in. */
export function signedIn(request: GatewayRequest, gateway: GatewayState): SignedIn | undefined {
  if (!gateway.rules.remembersSignIn) return undefined;
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  const id = cookies.find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const userId = id === undefined ? undefined : gateway.grants.sessions.get(id);
  const user = users.find((one) => one.id === userId);
  return id !== undefined && user ? { id, user } : undefined;
}

/** The user of an email and password. */
export function findUser(
  email: string,
  password: string,
  { rules }: GatewayState,
): SandboxUser | undefined {
  return users.find(
    (user) =>
      user.email === email.trim().toLowerCase() && rules.isPasswordRight(password, user.password),
  );
}

/** Starts a session, its cookie out of reach of scripts and foreign forms (RFC 6749 §10.12). */
export function startSession(user: SandboxUser, gateway: GatewayState) {
  const id = gateway.rules.newSecret('session', gateway.random);
  gateway.grants.sessions.set(id, user.id);
  return { id, cookie: `${COOKIE}=${id}; Path=/gateway; HttpOnly; SameSite=Lax` };
}
