import { bare, type GatewayAnswer } from '../../answer.ts';
import { at } from '../../at.ts';
import { type Handler, instead, onAnswer } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';

/** Redirects an error to whatever redirect URI a request names. */
function toldTo(request: GatewayRequest, error: string): GatewayAnswer | undefined {
  const uri = request.query.get('redirect_uri') ?? '';
  if (!URL.canParse(uri)) return undefined;
  const location = new URL(uri);
  location.searchParams.set('error', error);
  const state = request.query.get('state');
  if (state) location.searchParams.set('state', state);
  return bare(302, { location: location.href });
}

/** Redirects what is refused in place, where the request is like that. */
export function tellsStrangers(
  error: string,
  when: (request: GatewayRequest) => boolean,
): (next: Handler) => Handler {
  return onAnswer({ ...at.consentPage, status: 400, when }, (_answer, request) =>
    toldTo(request, error),
  );
}

/** Refuses requests of some scopes that it should grant, with an error at the redirect URI. */
export function refusesScopes(
  refused: (asked: readonly string[]) => boolean,
): (next: Handler) => Handler {
  return instead(
    { ...at.consentPage, when: (request) => refused(scopesAsked(request)) },
    (request) => toldTo(request, 'invalid_scope'),
  );
}

function scopesAsked({ query }: GatewayRequest): readonly string[] {
  return (query.get('scope') ?? '').split(' ').filter(Boolean);
}
