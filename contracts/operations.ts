import type { z } from 'zod';
import { API_BASE, OAUTH_PATHS, RESOURCE_PATHS } from './resources.ts';
import { clientInput, clientSummary, clientUpdateAnswer } from './schemas/client.ts';
import { noteAnswer, noteInput } from './schemas/note.ts';
import { tokenAnswer } from './schemas/token.ts';

/** One request that the document knows, below the gateway's address (§2, §3, §5). */
export interface Operation {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The client's credentials at the token endpoint, the access token everywhere else (§2). */
  readonly authentication: 'client' | 'bearer';
  readonly mediaType?: 'application/json' | 'application/x-www-form-urlencoded';
  readonly request?: z.ZodType;
  readonly answer?: z.ZodType;
}

const token = {
  method: 'POST',
  path: OAUTH_PATHS.token,
  authentication: 'client',
  mediaType: 'application/x-www-form-urlencoded',
  answer: tokenAnswer,
} as const;

const json = { authentication: 'bearer', mediaType: 'application/json' } as const;

/** The operations by the names that contracts, exports and clients know them by. */
export const operations = {
  exchangeCode: token,
  refreshToken: token,
  createClient: {
    ...json,
    method: 'POST',
    path: `${API_BASE}${RESOURCE_PATHS.clients}`,
    request: clientInput,
    answer: clientSummary,
  },
  updateClient: {
    ...json,
    method: 'PUT',
    path: `${API_BASE}${RESOURCE_PATHS.clients}`,
    answer: clientUpdateAnswer,
  },
  addNote: {
    ...json,
    method: 'POST',
    path: `${API_BASE}${RESOURCE_PATHS.notes}`,
    request: noteInput,
    answer: noteAnswer,
  },
  subscribe: { ...json, method: 'POST', path: `${API_BASE}${RESOURCE_PATHS.webhooks}` },
  unsubscribe: {
    method: 'DELETE',
    path: `${API_BASE}${RESOURCE_PATHS.webhooks}/{id}`,
    authentication: 'bearer',
  },
} as const satisfies Readonly<Record<string, Operation>>;
