import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A certificate with its key, both PEM files. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** A server that listens. */
export interface Listening {
  readonly server: Server;
  /** Where it listens on this machine. */
  readonly localUrl: string;
}

/** As many connections as may wait to be taken. */
const BACKLOG = 2_048;
/** Longer than a sender keeps connections, so that it is the sender who hangs up. */
const IDLE_MS = 75_000;
const REQUEST_MS = 60_000;

/**
 * Starts an HTTP server, or one with TLS where a certificate is given.
 *
 * @param address `host:port`; port 0 takes a free one
 * @throws Error with a sentence for the user, which begins with "The webhook receiver"
 */
export async function listen(
  address: string,
  tls: CertificateFiles | undefined,
  answer: RequestListener,
): Promise<Listening> {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]*)):(\d+)$/.exec(address) ?? [];
  if (port === undefined) {
    throw new Error(`The webhook receiver cannot listen on "${address}": it is not "host:port".`);
  }
  const server = tls === undefined ? createPlainServer(answer) : secureServer(tls, answer);
  server.keepAliveTimeout = IDLE_MS;
  server.requestTimeout = REQUEST_MS;
  const host = bracketed ?? (plain || '127.0.0.1');
  try {
    server.listen({ host, port: Number(port), backlog: BACKLOG });
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`The webhook receiver cannot listen on ${address}: ${reason(error)}.`);
  }
  const { port: taken } = server.address() as AddressInfo;
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  const name = reachable.includes(':') ? `[${reachable}]` : reachable;
  return { server, localUrl: `${tls === undefined ? 'http' : 'https'}://${name}:${taken}` };
}

function secureServer({ cert, key }: CertificateFiles, answer: RequestListener): Server {
  const pem = { cert: readPem('cert', cert), key: readPem('key', key) };
  try {
    const server = createTlsServer({ ...pem, ALPNProtocols: ['http/1.1'] }, answer);
    // a port that anybody can reach is spoken to in plain HTTP as well
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    return server;
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    throw new Error(
      `The webhook receiver cannot use the certificate ${cert} with the key ${key} (webhooks.tls): ${why}.`,
    );
  }
}

/** The text of a PEM file of `webhooks.tls`. */
export function readPem(name: keyof CertificateFiles, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? 'there is no such file' : reason(error);
    throw new Error(`The webhook receiver cannot read ${file} (webhooks.tls.${name}): ${why}.`);
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'the port is in use';
  if (code === 'EACCES') return 'this user may not use it';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address';
  return message;
}
