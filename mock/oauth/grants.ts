/** What a user once allowed a client; tokens live and die with it. */
export interface Grant {
  readonly clientId: string;
  readonly userId: string;
  readonly scope: readonly string[];
  revoked: boolean;
}

/** An authorization code (RFC 6749 §4.1.2). */
export interface CodeRecord {
  readonly code: string;
  clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scope: readonly string[];
  challenge?: string;
  challengeMethod?: string;
  expiresAt: number;
  spent: boolean;
  readonly grant: Grant;
}

/** An access token. */
export interface AccessRecord {
  readonly token: string;
  readonly grant: Grant;
  scope: readonly string[];
  expiresAt: number;
  revoked: boolean;
}

/** A refresh token; once rotated it is good for a moment of grace only. */
export interface RefreshRecord {
  readonly token: string;
  clientId: string;
  readonly grant: Grant;
  expiresAt: number;
  rotatedAt?: number;
}

/** A validated authorization request that waits for its user's decision. */
export interface PendingRequest {
  readonly clientId: string;
  readonly clientName: string;
  readonly redirectUri: string;
  readonly state?: string;
  readonly scope: readonly string[];
  readonly challenge?: string;
  readonly challengeMethod?: string;
  readonly expiresAt: number;
  /** The sign-in that the page was shown to: nobody else may use it (RFC 6749 §10.12). */
  readonly session?: string;
}

/** All that the authorization server remembers. */
export interface Grants {
  readonly codes: Map<string, CodeRecord>;
  readonly access: Map<string, AccessRecord>;
  readonly refresh: Map<string, RefreshRecord>;
  readonly pending: Map<string, PendingRequest>;
  /** Session id to user id. */
  readonly sessions: Map<string, string>;
  clear(): void;
}

/** An authorization server that remembers nothing yet. */
export function createGrants(): Grants {
  const kinds = {
    codes: new Map<string, CodeRecord>(),
    access: new Map<string, AccessRecord>(),
    refresh: new Map<string, RefreshRecord>(),
    pending: new Map<string, PendingRequest>(),
    sessions: new Map<string, string>(),
  };
  return {
    ...kinds,
    clear() {
      for (const kind of Object.values(kinds)) kind.clear();
    },
  };
}
