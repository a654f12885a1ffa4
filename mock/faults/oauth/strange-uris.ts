import type { authorize } from '../../../contracts/clauses/oauth/authorize.ts';
import { registeredClients } from '../../accounts.ts';
import { at } from '../../at.ts';
import { atZapier } from '../../at-zapier.ts';
import { onAnswer, onRequest } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { Rules } from '../../rules.ts';
import type { SectionFaults } from '../section-faults.ts';
import { tellsStrangers } from './redirect-error.ts';

const sends = (name: string, value: string | null) => (request: GatewayRequest) =>
  request.query.get(name) === value;
const isUnknownClient = (request: GatewayRequest) => {
  const id = request.query.get('client_id');
  return id !== null && !registeredClients.some((client) => client.clientId === id);
};
const uriSent = (request: GatewayRequest) => request.query.get('redirect_uri') ?? '';
const isForeign = (request: GatewayRequest) => uriSent(request).includes('foreign');
const withPort = (url: URL, port: string) => Object.assign(new URL(url), { port });
/** A comparison of redirect URIs that takes whole hosts. */
const onHosts =
  (isTaken: (host: string, own: string) => boolean): Rules['redirectUriMatches'] =>
  (sent, [own = '']) => {
    const [to, registered] = [new URL(sent), new URL(own)];
    return (
      isTaken(to.hostname, registered.hostname) &&
      to.href.replace(to.host, registered.host) === registered.href
    );
  };

/** Faults of telling strangers and their redirect URIs apart. */
export const strangerFaults = {
  'unknown-client': [
    {
      name: 'unknown-client-granted',
      does: 'takes an unknown client for its only one',
      rules: { redirectsUnknownClient: true },
    },
    {
      name: 'unknown-client-told',
      does: 'redirects the error `unauthorized_client` for an unknown client',
      answer: tellsStrangers('unauthorized_client', isUnknownClient),
    },
    {
      name: 'unknown-client-500',
      does: 'answers an unknown client with 500',
      answer: onAnswer({ ...at.consentPage, status: 400, when: isUnknownClient }, (answer) => {
        answer.status = 500;
      }),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'missing-client': [
    {
      name: 'client-by-default',
      does: 'takes a request without `client_id` for one of its only client',
      answer: onRequest({ ...at.consentPage, when: sends('client_id', null) }, (request) => {
        const query = new URLSearchParams(request.query);
        query.set('client_id', registeredClients[0].clientId);
        return { ...request, query };
      }),
    },
    {
      name: 'missing-client-told',
      does: 'redirects the error `invalid_request` for a request without `client_id`',
      answer: tellsStrangers('invalid_request', sends('client_id', null)),
    },
  ],
  'foreign-redirect-uri': [
    {
      name: 'any-redirect-uri',
      does: 'redirects to any redirect URI',
      rules: { redirectUriMatches: () => true },
      alsoBreaks: [
        'oauth/authorize/redirect-uri-path',
        'oauth/authorize/redirect-uri-exact',
        'oauth/authorize/redirect-uri-other-client',
      ],
    },
    {
      name: 'foreign-redirect-uri-told',
      does: 'redirects the error `invalid_request` to a foreign host',
      answer: tellsStrangers('invalid_request', isForeign),
    },
    {
      name: 'redirect-uri-by-ends',
      does: 'takes a redirect URI that begins with the registered origin and ends with the registered path',
      rules: {
        redirectUriMatches: (sent, [own = '']) =>
          sent.startsWith(new URL(own).origin) && sent.endsWith(new URL(own).pathname),
      },
    },
    {
      name: 'redirect-uri-containing',
      does: 'takes a redirect URI that contains the registered one',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.includes(own) },
      alsoBreaks: ['oauth/authorize/redirect-uri-path', 'oauth/authorize/redirect-uri-exact'],
    },
    {
      name: 'redirect-uri-by-path',
      does: 'takes a redirect URI whose path is the registered one, on any host of any name',
      rules: {
        redirectUriMatches: (sent, [own = '']) =>
          sent === own ||
          (new URL(sent).pathname === new URL(own).pathname &&
            /[a-z]/.test(new URL(sent).hostname)),
      },
    },
    {
      name: 'redirect-uri-of-any-port',
      does: 'overlooks the port of a redirect URI that is not on this machine',
      ...atZapier({
        redirectUriMatches: (sent, [own = '']) => {
          const [to, registered] = [new URL(sent), new URL(own)];
          return to.hostname === registered.hostname && withPort(to, '').href === registered.href;
        },
      }),
    },
    {
      name: 'redirect-uri-by-end-of-host',
      does: 'takes a redirect URI on any host whose name ends in the registered one',
      ...atZapier({ redirectUriMatches: onHosts((host, own) => host.endsWith(own)) }),
    },
    {
      name: 'redirect-uri-of-any-subdomain',
      does: 'takes a redirect URI on any host below the registered one',
      ...atZapier({
        redirectUriMatches: onHosts((host, own) => host === own || host.endsWith(`.${own}`)),
      }),
    },
    {
      name: 'redirect-uri-by-start-of-host',
      does: 'takes a redirect URI on any host whose name begins with the registered one',
      ...atZapier({ redirectUriMatches: onHosts((host, own) => host.startsWith(own)) }),
    },
  ],
  'redirect-uri-path': [
    {
      name: 'redirect-uri-by-prefix',
      does: 'takes a redirect URI that begins with the registered one',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.startsWith(own) },
      alsoBreaks: ['oauth/authorize/redirect-uri-exact'],
    },
    {
      name: 'redirect-uri-contained',
      does: 'takes a redirect URI that the registered one contains',
      rules: { redirectUriMatches: (sent, [own = '']) => own.includes(sent) },
    },
    {
      name: 'redirect-uri-any-case',
      does: 'compares redirect URIs in lower case',
      rules: {
        redirectUriMatches: (sent, [own = '']) => sent.toLowerCase() === own.toLowerCase(),
      },
    },
    {
      name: 'redirect-uri-by-origin',
      does: 'takes any path on the registered origin',
      rules: {
        redirectUriMatches: (sent, [own = '']) => new URL(sent).origin === new URL(own).origin,
      },
      alsoBreaks: ['oauth/authorize/redirect-uri-exact'],
    },
    {
      name: 'longer-redirect-uri-told',
      does: 'redirects the error `invalid_request` to a longer path than the registered one',
      answer: tellsStrangers('invalid_request', (request) =>
        uriSent(request).startsWith(`${registeredClients[0].redirectUri}/`),
      ),
      alsoBreaks: ['oauth/authorize/redirect-uri-exact'],
    },
  ],
  'redirect-uri-exact': [
    {
      name: 'redirect-uri-without-its-slash',
      does: 'takes a registered redirect URI without the slash at its end',
      ...atZapier({
        redirectUriMatches: (sent, [own = '']) => sent === own || `${sent}/` === own,
      }),
    },
    {
      name: 'redirect-uri-whatever-query',
      does: 'overlooks the query of a redirect URI',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.split('?')[0] === own },
    },
    {
      name: 'redirect-uri-whatever-fragment',
      does: 'overlooks the fragment of a redirect URI',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.split('#')[0] === own },
    },
    {
      name: 'redirect-uri-whatever-slash',
      does: 'overlooks a slash at the end of a redirect URI',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.replace(/\/$/, '') === own },
    },
    {
      name: 'redirect-uri-whatever-scheme',
      does: 'overlooks the scheme of a redirect URI',
      rules: {
        redirectUriMatches: (sent, [own = '']) =>
          sent.replace(/^https?:/, '') === own.replace(/^https?:/, ''),
      },
    },
    {
      name: 'redirect-uri-decoded',
      does: 'percent-decodes a redirect URI once more before it compares',
      rules: { redirectUriMatches: (sent, [own = '']) => decodeURIComponent(sent) === own },
    },
    {
      name: 'redirect-uri-with-query-told',
      does: 'redirects the error `invalid_request` to the redirect URI with another query',
      answer: tellsStrangers('invalid_request', (request) => uriSent(request).includes('?conf')),
    },
  ],
  'redirect-uri-other-client': [
    {
      name: 'redirect-uri-of-any-client',
      does: 'takes the redirect URI of any client',
      rules: {
        redirectUriMatches: (sent) =>
          registeredClients.some(({ redirectUri }) => redirectUri === sent),
      },
    },
    {
      name: 'other-redirect-uri-told',
      does: 'redirects the error `invalid_request` to the redirect URI of another client',
      answer: tellsStrangers(
        'invalid_request',
        (request) => uriSent(request) === registeredClients[1].redirectUri,
      ),
    },
  ],
} satisfies Partial<SectionFaults<typeof authorize>>;
