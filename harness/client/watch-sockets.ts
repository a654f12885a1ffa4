import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Where it is noted that a request went out on a used connection. */
export interface Reuse {
  reused: boolean;
}

/** Tells whether a request went out on a socket that had carried another one: undici says so on this channel only, in the same tick as `onRequestStart`. */
export function watchSockets() {
  const used = new WeakSet<object>();
  let starting: Reuse | undefined;
  const onHeaders = (message: unknown) => {
    const { socket } = message as { socket: object };
    if (starting) starting.reused = used.has(socket);
    starting = undefined;
    used.add(socket);
  };
  subscribe('undici:client:sendHeaders', onHeaders);
  return {
    starts(flight: Reuse) {
      starting = flight;
    },
    stop: () => unsubscribe('undici:client:sendHeaders', onHeaders),
  };
}
