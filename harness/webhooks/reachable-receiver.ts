import { createTransport, type Transport } from '../client/transport.ts';
import type { Settings } from '../settings/settings.ts';
import type { Inbox } from './inbox.ts';
import { readPem } from './listen.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { roundTrip } from './round-trip.ts';
import { startTunnel } from './tunnel.ts';
import { tunnelProgram } from './tunnel-presets.ts';

/** The receiver of a run with whatever makes it reachable from outside. */
export interface ReachableReceiver {
  readonly open: (name: string) => Inbox;
  /** Proves once that senders reach it; else says why not. Nobody subscribes before. */
  readonly ready: () => Promise<
    { readonly ok: true } | { readonly ok: false; readonly why: string }
  >;
  /** Why senders reach it no more, once that is so: whoever waits for a delivery waits in vain. */
  readonly lost: () => string | undefined;
  /** Lets all who wait for a delivery go empty-handed. */
  readonly letGo: () => void;
  /** How many deliveries all inboxes got. */
  readonly deliveryCount: () => number;
  readonly close: () => Promise<void>;
}

/** How long a tunnel may take until it answers. */
const TUNNEL_MS = 60_000;

/** Starts the receiver and, where the settings name one, its tunnel. */
export async function startReachableReceiver(
  { listen, tls, publicUrl, tunnel }: Settings['webhooks'],
  { transport, now }: { readonly transport: Transport; readonly now: () => number },
): Promise<ReachableReceiver> {
  const receiver = await startReceiver({
    listen,
    tls,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    now,
  });
  const inboxes: Inbox[] = [];
  let lost: string | undefined;
  const started =
    tunnel === undefined
      ? undefined
      : startTunnel({ ...tunnelProgram(tunnel), receiver, transport, now, withinMs: TUNNEL_MS });
  const reached = prove(receiver, { started, publicUrl, tls, transport });
  const watched = started?.then((tunnelStart) => {
    if (!tunnelStart.ok) return;
    tunnelStart.tunnel.onDeath((why) => {
      lost = why;
      receiver.letGo();
    });
  });
  return {
    open: (name) => {
      const inbox = receiver.open(name);
      inboxes.push(inbox);
      return inbox;
    },
    ready: () => reached,
    lost: () => lost,
    letGo: () => receiver.letGo(),
    deliveryCount: () => inboxes.reduce((sum, { deliveries }) => sum + deliveries.length, 0),
    close: async () => {
      await watched;
      const tunnelStart = await started;
      if (tunnelStart?.ok) await tunnelStart.tunnel.close();
      await receiver.close();
    },
  };
}

interface Way extends Pick<Settings['webhooks'], 'publicUrl' | 'tls'> {
  readonly started: ReturnType<typeof startTunnel> | undefined;
  readonly transport: Transport;
}

async function prove(
  receiver: Receiver,
  { started, publicUrl, tls, transport }: Way,
): ReturnType<ReachableReceiver['ready']> {
  const tunnel = await started;
  if (tunnel !== undefined) return tunnel.ok ? { ok: true } : tunnel;
  if (publicUrl === undefined) return { ok: true };
  if (tls === undefined) return roundTrip(receiver, transport);
  // whom the gateway trusts is not ours to say; we trust what we were given
  const trusting = createTransport({ timeoutMs: TUNNEL_MS, ca: readPem('cert', tls.cert) });
  return roundTrip(receiver, trusting).finally(() => trusting.close());
}
