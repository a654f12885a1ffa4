import { connect } from 'node:net';

/** Linux answers to all of 127.0.0.0/8; other systems to 127.0.0.1 only. */
const CANDIDATES = Array.from({ length: 16 }, (_, index) => `127.0.0.${index + 2}`);
const WITHIN_MS = 500;

/** Whether a host is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

/**
 * Finds the local addresses from which a target on this machine can be reached, by connecting from
 * each; none for any other target.
 */
export async function localAddresses(target: string): Promise<readonly string[]> {
  const { hostname, port, protocol } = new URL(target);
  if (!isLoopback(hostname)) return [];
  const host = hostname.replace(/^\[|\]$/g, '');
  const reached = await Promise.all(
    CANDIDATES.map((address) =>
      connects({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)) }, address),
    ),
  );
  return CANDIDATES.filter((_, index) => reached[index]);
}

function connects(to: { host: string; port: number }, localAddress: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...to, localAddress, timeout: WITHIN_MS });
    const end = (connected: boolean): void => {
      socket.destroy();
      resolve(connected);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
