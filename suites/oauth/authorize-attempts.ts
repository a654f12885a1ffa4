import type { Exchange } from '../../contracts/evidence.ts';
import { header } from '../../contracts/evidence.ts';
import type { ConsentWalk } from '../../harness/consent/consent.ts';
import { destination } from '../../harness/consent/destination.ts';
import type { Asked } from '../../harness/judging/authorization.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import { authorizationUrl } from '../../harness/scenarios/sign-in.ts';
import type { GrantRequest, Stage } from '../../harness/scenarios/stage.ts';

/** The consent of the run's main grant: the authorization request as it should be. */
export async function wholeRequest(stage: Stage): Promise<Asked> {
  if (stage.settings.oauth?.consent.driver === 'token') {
    notArranged(
      'the consent driver `token` never meets the authorization endpoint; use `form`, `browser` or `manual`',
    );
  }
  return { what: 'an authorization request', consent: (await stage.mainGrant()).consent };
}

/** Walks an authorization request. */
export async function attempt(stage: Stage, what: string, request: GrantRequest): Promise<Asked> {
  return { what, consent: await stage.consent(request) };
}

/**
 * Walks a request that must come to no redirect. With the driver `manual` it is only fetched, or
 * a person would wait for what never comes.
 */
export async function hopeless(stage: Stage, what: string, request: GrantRequest): Promise<Asked> {
  if (stage.settings.oauth?.consent.driver !== 'manual') return attempt(stage, what, request);
  const { gateway, client, settings, a } = stage;
  const scopes = settings.oauth?.scopes ?? [];
  const url = authorizationUrl({ gateway, client, scopes, newState: a.word }, request);
  const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? client.redirectUri;
  const walk = fetched(await gateway.visit(url, 'authorization page'), url, redirectUri);
  const { redirect } = walk;
  if (redirect === undefined) {
    return { what, consent: { authorizationUrl: url, walk, code: undefined } };
  }
  const query = Object.fromEntries(new URL(redirect.location).searchParams);
  return {
    what,
    consent: {
      authorizationUrl: url,
      walk,
      redirect: { ...redirect, query, fragment: {} },
      code: query.code,
    },
  };
}

function fetched(exchange: Exchange, url: string, redirectUri: string): ConsentWalk {
  const exchanges = [exchange];
  const { status = 0, headers = [] } = exchange.response ?? {};
  const location = header(headers, 'location') ?? '';
  const to = URL.canParse(location, url) ? new URL(location, url) : undefined;
  if (to !== undefined && destination(to, new URL(url), redirectUri) !== 'gateway') {
    return { exchanges, redirect: { location: to.href, status } };
  }
  const stopped = `The authorization page answered ${status}.`;
  if (status >= 500) return { exchanges, stopped, cause: 'server-error' };
  if (status >= 400) return { exchanges, stopped, cause: 'refused-page' };
  return { exchanges, stopped: `${stopped} The driver \`manual\` goes no further.` };
}
