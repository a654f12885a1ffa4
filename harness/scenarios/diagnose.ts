import type { Exchange } from '../../contracts/evidence.ts';
import type { Settings } from '../settings/settings.ts';
import type { Grant } from './stage.ts';

/**
 * Tells a set-up mistake from a gateway's fault: why no run is possible, in one sentence, or
 * `undefined` where the gateway is to be judged.
 *
 * @param grant the main grant as it went
 * @param settings to name the keys that are to be looked at
 */
export function setUpMistake(grant: Grant, settings: Settings): string | undefined {
  if (grant.connection !== undefined) return undefined;
  if (settings.oauth?.consent.driver === 'token') return undefined;
  return grant.exchange === undefined ? consentMistake(grant) : exchangeMistake(grant.exchange);
}

function consentMistake({ consent }: Grant): string | undefined {
  const { walk } = consent;
  const last = walk.exchanges.at(-1);
  const status = last?.response?.status;
  if (walk.cause === 'unreachable') {
    return `the target could not be reached: ${last?.failure?.message ?? walk.stopped}`;
  }
  if (walk.cause === 'login-refused') {
    return `the sign-in was refused; look at \`oauth.consent.approve\` (${walk.stopped})`;
  }
  if (walk.cause === 'refused-page' && status === 404) {
    return `GET ${pathOf(last)} answers 404; look at \`target\` and \`paths.authorize\``;
  }
  if (walk.cause === 'refused-page') {
    return `the authorization endpoint refused the request: ${withinSentence(walk.stopped)}; look at \`oauth.clientId\` and \`oauth.redirectUri\``;
  }
  if (walk.cause === 'timeout' || walk.cause === 'no-form' || walk.cause === 'loop') {
    return `consent was not given: ${withinSentence(walk.stopped)}; look at \`oauth.consent\``;
  }
  const error = consent.redirect?.query.error;
  if (error === 'unauthorized_client') {
    return `the gateway does not allow this client a code grant (${error}); look at \`oauth.clientId\``;
  }
  return undefined;
}

function exchangeMistake(exchange: Exchange): string | undefined {
  const status = exchange.response?.status;
  if (exchange.failure?.kind === 'unreachable') {
    return `the token endpoint could not be reached: ${exchange.failure.message}`;
  }
  if (status === 429) {
    return 'the token endpoint answers 429: this address has spent its ten invalid token requests; try again in an hour, or from another address';
  }
  if (status === 401 || /invalid_client|unauthorized_client/.test(exchange.response?.body ?? '')) {
    return `the token endpoint refused the client with ${status}${saidBy(exchange)}; look at \`oauth.clientSecret\` and \`oauth.clientAuthentication\``;
  }
  return undefined;
}

function pathOf(exchange: Exchange | undefined): string {
  return exchange === undefined ? '/oauth/authorize' : new URL(exchange.request.url).pathname;
}

function saidBy(exchange: Exchange | undefined): string {
  const code = /"(?:error|code)"\s*:\s*"([\w.-]{1,60})"/.exec(exchange?.response?.body ?? '')?.[1];
  return code === undefined ? '' : ` (${code})`;
}

function withinSentence(sentence = 'nothing more is known'): string {
  return sentence.replace(/^The /, 'the ').replace(/\.$/, '');
}
