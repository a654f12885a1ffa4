import { SCOPES } from '../contracts/resources.ts';
import type { RunningGateway } from '../mock/gateway.ts';

type Running = Pick<RunningGateway, 'url' | 'sandbox'>;

/** What somebody needs to use a mock gateway that was started. */
export function mockGreeting(running: Running, deviating: readonly string[]): string {
  const { url } = running;
  return [
    `Mock gateway at ${url} (Ctrl-C ends it)`,
    ...deviating.map((id) => `  deviates by  ${id}`),
    '',
    ...credentials(running),
    `  controls     ${url}/__control`,
    '',
    'Get a code in a browser, then tokens for it:',
    ...examples(running),
    '',
    'Judge it:',
    `  npx pocketsuite-conformance run --target ${url}`,
    '',
  ].join('\n');
}

function credentials({ sandbox: { oauth } }: Running): readonly string[] {
  const { consent, secondClient } = oauth;
  const clients = [['client ', oauth] as const, ['another', secondClient] as const];
  const { approve, otherAccount } = consent;
  return [
    `  sign in      ${approve.email} / ${approve.password}`,
    ...(otherAccount === undefined
      ? []
      : [`  or in        ${otherAccount.email} / ${otherAccount.password} (another account)`]),
    ...clients.flatMap(([title, client]) =>
      client === undefined
        ? []
        : [
            `  ${title}      ${client.clientId} / ${client.clientSecret}`,
            `               ${client.redirectUri}`,
          ],
    ),
  ];
}

function examples({ url, sandbox: { oauth } }: Running): readonly string[] {
  const { clientId, clientSecret, redirectUri } = oauth;
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPES.join(' '),
    state: 'any',
  });
  return [
    `  ${url}/oauth/authorize?${asked}`,
    `  curl ${url}/oauth/token -d grant_type=authorization_code -d code=CODE \\`,
    `    -d client_id=${clientId} -d client_secret=${clientSecret} -d redirect_uri=${redirectUri}`,
    `  curl ${url}/v1/zapier/clients -H 'Authorization: Bearer TOKEN' \\`,
    `    -H 'Content-Type: application/json' -d '{"name":"Jane Doe","email":"jane@example.com"}'`,
  ];
}
