import { bodyOf } from './handler.ts';
import type { GatewayRequest } from './request.ts';
import type { GatewayState } from './state.ts';

/** The client or subscription of another account that a request names, if it names one. */
export function foreignRecord(request: GatewayRequest, { store, grants }: GatewayState) {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const user = grants.access.get(token)?.grant.userId;
  const { id, client_id: clientId = id } = bodyOf(request);
  const names = [...request.path.split('/'), ...request.query.values(), String(clientId)];
  const named = names.flatMap(
    (one) => store.clients.get(one) ?? store.subscriptions.get(one) ?? [],
  );
  return user === undefined ? undefined : named.find(({ owner }) => owner.id !== user);
}
