/** A tunnel program as a run starts it. */
export interface TunnelProgram {
  /** Run by the shell; `{port}` and `{url}` are the receiver's on this machine. */
  readonly command: string;
  /** Finds the public URL in the output, in its first group or as a whole. */
  readonly urlPattern: string;
  /** How to get the program, where we know it. */
  readonly install?: string;
}

/** How a user names a tunnel (see `docs/webhooks.md`). */
export type TunnelSetting =
  | string
  | {
      readonly preset?: string | undefined;
      readonly host?: string | undefined;
      readonly command?: string | undefined;
      readonly urlPattern?: string | undefined;
    };

/** Tunnels that are known by name: their command lines, and where the URL stands in their output. */
const PRESETS = {
  cloudflared: {
    command: 'cloudflared tunnel --no-autoupdate --url {url}',
    // a failed request for a tunnel names `api.trycloudflare.com`
    urlPattern: 'https://(?!api\\.)[a-z0-9-]+\\.trycloudflare\\.com',
    install:
      'install cloudflared (developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/downloads)',
  },
  ngrok: {
    command: 'ngrok http {url} --log stdout --log-format logfmt',
    urlPattern: 'msg="started tunnel".* url=(https://\\S+)',
    install: 'install ngrok (ngrok.com/download) and give it your authtoken',
  },
  ssh: {
    command:
      'ssh -T -o StrictHostKeyChecking=accept-new -o ExitOnForwardFailure=yes -o ServerAliveInterval=30 -R 80:127.0.0.1:{port} {host}',
    // localhost.run and serveo.net
    urlPattern:
      '(?:tunneled with tls termination, |Forwarding HTTP traffic from )(https://[^\\s\\u001b]+)',
    install: 'install the OpenSSH client',
  },
} as const satisfies Readonly<Record<string, TunnelProgram>>;

/** The names of the presets. */
export const PRESET_NAMES = Object.keys(PRESETS) as readonly (keyof typeof PRESETS)[];

/** The program that a setting means; what the setting says itself wins over its preset. */
export function tunnelProgram(setting: TunnelSetting): TunnelProgram {
  const { preset, host, command, urlPattern } =
    typeof setting === 'string' ? { preset: setting } : setting;
  const known = PRESET_NAMES.find((name) => name === preset);
  const base: TunnelProgram =
    known === undefined ? { command: '', urlPattern: '' } : PRESETS[known];
  return {
    ...base,
    command: (command ?? base.command).replaceAll('{host}', host ?? ''),
    urlPattern: urlPattern ?? base.urlPattern,
  };
}
