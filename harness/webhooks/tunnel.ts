import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../client/transport.ts';
import type { Receiver } from './receiver.ts';
import { roundTrip } from './round-trip.ts';
import type { TunnelProgram } from './tunnel-presets.ts';

/** A running tunnel from the internet to the receiver. */
export interface Tunnel {
  readonly publicUrl: string;
  /** A sentence for the user, once the command has ended by itself. */
  readonly died: string | undefined;
  /** Called once, with that sentence. */
  onDeath(told: (why: string) => void): void;
  close(): Promise<void>;
}

/** What a tunnel is started with. */
export interface TunnelOptions extends TunnelProgram {
  readonly receiver: Receiver;
  readonly transport: Transport;
  readonly withinMs: number;
  readonly now: () => number;
}

/** A tunnel that works, or a sentence for the user. */
export type TunnelStart =
  | { readonly ok: true; readonly tunnel: Tunnel }
  | { readonly ok: false; readonly why: string };

const KEPT_OUTPUT = 64 * 1024;
const RETRY_MS = 250;
const SETTLED_MS = 300;
const PATIENCE_MS = 2_000;
/** The shell's exit code for a command that there is not. */
const NOT_FOUND = 127;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with one
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/** Starts the command, publishes the receiver at the URL it prints and waits until that URL works. */
export async function startTunnel(options: TunnelOptions): Promise<TunnelStart> {
  let pattern: RegExp;
  try {
    pattern = new RegExp(options.urlPattern);
  } catch {
    return { ok: false, why: 'webhooks.tunnel.urlPattern is no regular expression.' };
  }
  const run = runCommand(options);
  const deadline = options.now() + options.withinMs;
  const found = await publicUrl(run, pattern, options.withinMs);
  const outcome = found.ok ? await proved(run, found.url, deadline, options) : found;
  if (outcome.ok) return outcome;
  await run.close();
  return outcome;
}

type Run = ReturnType<typeof runCommand>;

function runCommand({ command, install, receiver }: TunnelOptions) {
  const local = { url: receiver.localUrl, port: new URL(receiver.localUrl).port };
  const filled = command.replaceAll('{port}', local.port).replaceAll('{url}', local.url);
  // A group of its own, so that what the shell started ends with it.
  const child = spawn(filled, {
    shell: true,
    detached: true,
    // An open standard input: `ssh` would take its end for that of the session.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  const killAtExit = () => signalGroup(child, 'SIGTERM');
  process.once('exit', killAtExit);
  const run = {
    child,
    output: '',
    closing: false,
    died: undefined as string | undefined,
    close: () => end(run),
  };
  const read = (chunk: Buffer) => {
    run.output = (run.output + chunk.toString('utf8').replace(COLOURS, '')).slice(-KEPT_OUTPUT);
    child.emit('output');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  child.on('error', (error) => ended(`could not be started: ${error.message}`));
  // `close` comes after the last output, `exit` may come before.
  child.on('close', (code, signal) => {
    process.removeListener('exit', killAtExit);
    const isMissing = code === NOT_FOUND && install !== undefined;
    if (isMissing) run.died ??= `The tunnel's program was not found: ${install}.`;
    ended(`ended (${signal ?? `exit code ${code}`})`);
  });
  const ended = (how: string) => {
    const said = run.output.trim().split('\n').at(-1)?.trim();
    if (!run.closing) run.died ??= `The tunnel command ${how}${said ? `: ${said}` : ''}.`;
    child.emit('output');
  };
  return run;
}

async function end(run: { child: ChildProcess; closing: boolean }): Promise<void> {
  run.closing = true;
  const { child } = run;
  // The group may outlive the shell, so it is ended even where the shell is gone.
  signalGroup(child, 'SIGTERM');
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const gone = once(child, 'close', { signal: AbortSignal.timeout(PATIENCE_MS) });
    await gone.catch(() => undefined);
  }
  signalGroup(child, 'SIGKILL');
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

async function publicUrl(run: Run, pattern: RegExp, withinMs: number) {
  const deadline = AbortSignal.timeout(withinMs);
  let settled = false;
  for (;;) {
    // The last line may have come by half; it counts once nothing more follows.
    const text = settled || run.died ? run.output : run.output.replace(/[^\n]*$/, '');
    const match = pattern.exec(text);
    const url = match?.[1] ?? match?.[0];
    if (url !== undefined && URL.canParse(url)) return { ok: true as const, url };
    if (run.died) return { ok: false as const, why: run.died };
    if (deadline.aborted) return { ok: false as const, why: nameless(url, withinMs) };
    const pause = AbortSignal.timeout(SETTLED_MS);
    await once(run.child, 'output', { signal: AbortSignal.any([deadline, pause]) }).catch(
      () => undefined,
    );
    settled = pause.aborted;
  }
}

function nameless(url: string | undefined, withinMs: number): string {
  const said = url === undefined ? 'no public URL' : `"${url}", which is no URL,`;
  return `The tunnel command named ${said} within ${withinMs / 1000} s (webhooks.tunnel.urlPattern).`;
}

async function proved(
  run: Run,
  url: string,
  deadline: number,
  { receiver, transport, now }: TunnelOptions,
): Promise<TunnelStart> {
  receiver.publishAt(url);
  for (;;) {
    const left = deadline - now();
    const trip = await roundTrip(receiver, transport, Math.max(left, RETRY_MS));
    if (run.died) return { ok: false, why: run.died };
    if (trip.ok) return { ok: true, tunnel: tunnelOf(run, url) };
    if (now() + RETRY_MS > deadline) return trip;
    // A fresh public name takes a while to be known to all.
    await sleep(RETRY_MS);
  }
}

function tunnelOf(run: Run, publicUrl: string): Tunnel {
  return {
    publicUrl,
    get died() {
      return run.died;
    },
    onDeath: (told) => {
      const tell = () => run.died !== undefined && told(run.died);
      if (!tell()) run.child.once('close', tell);
    },
    close: () => run.close(),
  };
}
