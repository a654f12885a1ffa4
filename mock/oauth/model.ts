import type OAuth2Server from '@node-oauth/oauth2-server';
import { type RegisteredClient, registeredClients } from '../accounts.ts';
import type { GatewayState } from '../state.ts';
import type { AccessRecord, CodeRecord, Grant, RefreshRecord } from './grants.ts';

/** The functions that `@node-oauth/oauth2-server` asks for; a deviation may replace any. */
export type GatewayModel = Omit<
  Required<OAuth2Server.AuthorizationCodeModel & OAuth2Server.RefreshTokenModel>,
  'verifyScope'
>;

/** Rides on the library's user object, which it hands from reading a code or token to saving the next. */
interface ModelUser {
  id: string;
  grant?: Grant;
  refresh?: RefreshRecord;
}

/** The library compares with the real time, the mock with its own clock: so dates are never or long ago. */
const NEVER = new Date(8.64e15);
const LONG_AGO = new Date(0);

/** A registered client as the library wants it. */
export function libraryClient(client: RegisteredClient): OAuth2Server.Client {
  return {
    id: client.clientId,
    redirectUris: [client.redirectUri],
    grants: ['authorization_code', 'refresh_token'],
  };
}

/** A registered client by id, or, where a deviation knows every client, one made up. */
export function findClient(
  clientId: string,
  { rules }: GatewayState,
): RegisteredClient | undefined {
  const known = registeredClients.find((client) => client.clientId === clientId);
  if (!rules.isClientKnown(known !== undefined)) return undefined;
  const client = known ?? { ...registeredClients[0], clientId };
  return { ...client, redirectUri: rules.redirectUriOf(client) };
}

/** The conforming model over the gateway's grants (RFC 6749 §4.1, §6). */
export function createModel(gateway: GatewayState): GatewayModel {
  return {
    ...clientFunctions(gateway),
    ...codeFunctions(gateway),
    ...readFunctions(gateway),
    ...saveFunctions(gateway),
    validateScope: async (_user, _client, scope) => scope ?? [],
  };
}

function clientFunctions(gateway: GatewayState) {
  const { rules, random } = gateway;
  return {
    async getClient(clientId, clientSecret) {
      const client = findClient(clientId, gateway);
      // The authorization endpoint asks without a secret, with null.
      const isRight =
        clientSecret === null ||
        (client && rules.isClientSecretRight(clientSecret, client.clientSecret));
      return client && isRight ? libraryClient(client) : undefined;
    },
    validateRedirectUri: async (uri, client) =>
      rules.redirectUriMatches(uri, [client.redirectUris ?? []].flat()),
    generateAccessToken: async () => rules.newSecret('access', random),
    generateRefreshToken: async () => rules.newSecret('refresh', random),
    generateAuthorizationCode: async () => rules.newSecret('code', random),
  } satisfies Partial<GatewayModel>;
}

function codeFunctions({ rules, grants, clock }: GatewayState) {
  return {
    async saveAuthorizationCode(code, client, user) {
      const who = { clientId: client.id, userId: user.id, scope: code.scope ?? [] };
      grants.codes.set(code.authorizationCode, {
        code: code.authorizationCode,
        ...who,
        grant: { ...who, revoked: false },
        ...(code.codeChallenge && { challenge: code.codeChallenge }),
        ...(code.codeChallengeMethod && { challengeMethod: code.codeChallengeMethod }),
        redirectUri: code.redirectUri,
        expiresAt: clock.now() + rules.codeLifetimeSeconds * 1000,
        spent: false,
      });
      return { ...code, client, user };
    },
    async getAuthorizationCode(value) {
      const code = grants.codes.get(value);
      return code && libraryCode(code, rules.isCodeExpired(code.expiresAt, clock.now()));
    },
    async revokeAuthorizationCode({ authorizationCode }) {
      const code = grants.codes.get(authorizationCode);
      if (!code) return false;
      const isSpent = rules.isCodeSpent(code.spent);
      if (isSpent && rules.reuseRevokesTokens) code.grant.revoked = true;
      code.spent = true;
      return !isSpent;
    },
  } satisfies Partial<GatewayModel>;
}

function libraryCode(code: CodeRecord, expired: boolean): OAuth2Server.AuthorizationCode {
  return {
    authorizationCode: code.code,
    expiresAt: expired ? LONG_AGO : NEVER,
    redirectUri: code.redirectUri,
    scope: [...code.scope],
    client: { id: code.clientId, grants: [] },
    user: { id: code.userId, grant: code.grant } satisfies ModelUser,
    ...(code.challenge && { codeChallenge: code.challenge }),
    ...(code.challengeMethod && { codeChallengeMethod: code.challengeMethod }),
  };
}

function readFunctions({ rules, grants, clock }: GatewayState) {
  return {
    async getAccessToken(value) {
      const token = grants.access.get(value);
      if (!token || rules.isTokenRevoked(token.revoked || token.grant.revoked)) return undefined;
      return libraryToken(token, rules.isTokenExpired(token.expiresAt, clock.now()));
    },
    async getRefreshToken(value) {
      const token = grants.refresh.get(value);
      if (!token || token.grant.revoked) return undefined;
      const { rotatedAt = Number.POSITIVE_INFINITY } = token;
      if (clock.now() >= rotatedAt + rules.refreshGraceSeconds * 1000) return undefined;
      return libraryRefresh(token, rules.isRefreshTokenExpired(token.expiresAt, clock.now()));
    },
    // Rotation waits for the next token to be saved: the library asks before it has checked the scope.
    revokeToken: async () => true,
  } satisfies Partial<GatewayModel>;
}

function libraryToken(token: AccessRecord, expired: boolean): OAuth2Server.Token {
  return {
    accessToken: token.token,
    accessTokenExpiresAt: expired ? LONG_AGO : NEVER,
    scope: [...token.scope],
    client: { id: token.grant.clientId, grants: [] },
    user: { id: token.grant.userId } satisfies ModelUser,
  };
}

function libraryRefresh(token: RefreshRecord, expired: boolean): OAuth2Server.RefreshToken {
  return {
    refreshToken: token.token,
    refreshTokenExpiresAt: expired ? LONG_AGO : NEVER,
    scope: [...token.grant.scope],
    client: { id: token.clientId, grants: [] },
    user: { id: token.grant.userId, grant: token.grant, refresh: token } satisfies ModelUser,
  };
}

function saveFunctions({ rules, grants, clock }: GatewayState) {
  return {
    async saveToken(token, client, user) {
      const { grant: known, refresh } = user as ModelUser;
      const scope = token.scope ?? [];
      const grant = known ?? { clientId: client.id, userId: user.id, scope, revoked: false };
      const after = (seconds: number) => clock.now() + seconds * 1000;
      if (refresh && rules.refreshRevokesAccessTokens) {
        for (const one of grants.access.values()) if (one.grant === grant) one.revoked = true;
      }
      const expiresAt = after(rules.accessTokenLifetimeSeconds);
      const { accessToken } = token;
      grants.access.set(accessToken, {
        token: accessToken,
        grant,
        scope,
        expiresAt,
        revoked: false,
      });
      if (refresh && !rules.rotatesRefreshToken) {
        return { ...token, refreshToken: refresh.token, client, user };
      }
      if (refresh) refresh.rotatedAt ??= clock.now();
      const next = token.refreshToken ?? '';
      const lapse = after(rules.refreshTokenLifetimeSeconds);
      grants.refresh.set(next, { token: next, clientId: client.id, grant, expiresAt: lapse });
      return { ...token, client, user };
    },
  } satisfies Partial<GatewayModel>;
}
