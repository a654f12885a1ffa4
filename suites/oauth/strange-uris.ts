/** What is strange about a redirect URI, and the URI. */
export type StrangeUri = readonly [what: string, uri: string];

/** Redirect URIs that were not registered, each right for one careless comparison. */
export interface StrangeUris {
  /** Of another host or port. */
  readonly foreign: readonly StrangeUri[];
  /** Of another path. */
  readonly paths: readonly StrangeUri[];
  /** Of the same place, written otherwise. */
  readonly spellings: readonly StrangeUri[];
}

const FOREIGN_HOST = 'conformance-foreign.example';

/** The strange redirect URIs beside a registered one. */
export function strangeUris(registered: string): StrangeUris {
  // not every change makes a difference, e.g. another port where there is no host
  const others = (uris: readonly StrangeUri[]) =>
    uris.filter(([, uri]) => new URL(uri).href !== new URL(registered).href);
  return {
    foreign: others(foreignUris(new URL(registered))),
    paths: others(otherPaths(registered)),
    spellings: others(otherSpellings(registered)),
  };
}

function foreignUris({ protocol, host, hostname, pathname, href }: URL): readonly StrangeUri[] {
  const uris: StrangeUri[] = [
    // its end is the registered one, for whoever looks for that anywhere in it
    ['a redirect URI on a foreign host', `${protocol}//${FOREIGN_HOST}${pathname}?was=${href}`],
    [
      'the registered host as user name of a foreign one',
      `${protocol}//${host}@${FOREIGN_HOST}${pathname}`,
    ],
  ];
  // RFC 8252 §7.3 lets a gateway overlook the port of a loopback address
  if (isLoopbackUri(href)) return uris;
  const isName = /[a-z]$/.test(hostname);
  return [
    ...uris,
    ['another port of the registered host', withPort(href, 8443)],
    ...(isName
      ? ([
          [
            'a host whose name ends in the registered one',
            changed(href, (to) => {
              to.hostname = `conformance-${hostname}`;
            }),
          ],
          [
            'a host whose name begins with the registered one',
            changed(href, (to) => {
              to.hostname = `${hostname}.${FOREIGN_HOST}`;
            }),
          ],
          [
            'a host below the registered one',
            changed(href, (to) => {
              to.hostname = `conformance.${hostname}`;
            }),
          ],
        ] as const)
      : []),
  ];
}

function otherPaths(registered: string): readonly StrangeUri[] {
  const { pathname } = new URL(registered);
  return [
    [
      'a longer redirect URI than the registered',
      changed(registered, (to) => {
        to.pathname = `${pathname.replace(/\/$/, '')}/longer`;
      }),
    ],
    [
      'a shorter redirect URI than the registered',
      changed(registered, (to) => {
        // a slash at its end alone is another spelling
        to.pathname = pathname.replace(/.\/?$/, '');
        to.search = '';
      }),
    ],
    [
      'the registered path in another case',
      changed(registered, (to) => {
        to.pathname =
          pathname.toUpperCase() === pathname ? pathname.toLowerCase() : pathname.toUpperCase();
      }),
    ],
  ];
}

function otherSpellings(registered: string): readonly StrangeUri[] {
  const { pathname, protocol } = new URL(registered);
  const isWeb = /^https?:$/.test(protocol);
  return [
    [
      'the registered redirect URI and a query',
      changed(registered, (to) => {
        to.searchParams.append('conformance', 'added');
      }),
    ],
    ['the registered redirect URI and a fragment', `${registered.replace(/#.*$/, '')}#conformance`],
    [
      'the registered redirect URI and a slash',
      changed(registered, (to) => {
        to.pathname = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`;
      }),
    ],
    [
      'the registered redirect URI with an escaped letter',
      changed(registered, (to) => {
        to.pathname = pathname.replace(/[a-z](?=[^a-z]*$)/i, escaped);
      }),
    ],
    ...(isWeb
      ? ([
          [
            'the registered redirect URI of the other scheme',
            changed(registered, (to) => {
              to.protocol = protocol === 'https:' ? 'http:' : 'https:';
            }),
          ],
        ] as const)
      : []),
  ];
}

function escaped(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}

function changed(uri: string, change: (to: URL) => void): string {
  const to = new URL(uri);
  change(to);
  return to.href;
}

/** Whether the host of a URI is this machine's. */
export function isLoopbackUri(uri: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(uri).hostname);
}

/** The URI at another port. */
export function withPort(uri: string, port: number): string {
  return changed(uri, (to) => {
    to.port = String(port);
  });
}
