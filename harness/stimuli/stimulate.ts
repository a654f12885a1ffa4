import type { Exchange } from '../../contracts/evidence.ts';
import type { EventName } from '../../contracts/resources.ts';
import type { TransportRequest } from '../client/transport.ts';
import type { HttpCall, Stimulus } from '../settings/settings.ts';
import { browse } from './browse.ts';
import { callRequest } from './request.ts';
import { runCommand } from './run-command.ts';

/** What a stimulus works with. */
export interface StimulateParts {
  readonly event: EventName;
  /** The address that paths are below. */
  readonly target: string;
  readonly send: (request: TransportRequest) => Promise<Exchange>;
  /** Asks a person to do something within so many seconds. */
  readonly ask: (sentence: string, seconds: number) => Promise<Stimulated>;
  /** How long a command, or a step in a browser, may take. */
  readonly timeoutMs: number;
}

/** Whether the event was caused, as far as that can be told before it is delivered. */
export type Stimulated = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Makes the target emit an event, or asks somebody to. */
export async function stimulate(stimulus: Stimulus, parts: StimulateParts): Promise<Stimulated> {
  if ('command' in stimulus) {
    return runCommand(stimulus.command, {
      timeoutMs: parts.timeoutMs,
      variables: { POCKETSUITE_EVENT: parts.event },
    });
  }
  if ('browser' in stimulus) return browse(stimulus.browser, parts);
  if ('manual' in stimulus) {
    return parts.ask(stimulus.manual, stimulus.within);
  }
  return call(stimulus, parts);
}

async function call(
  stimulus: HttpCall,
  { event, target, send }: StimulateParts,
): Promise<Stimulated> {
  const request = callRequest(stimulus, { target, values: { event } });
  const { response, failure } = await send({ label: `stimulus ${event}`, ...request });
  if (response !== undefined && response.status >= 200 && response.status < 300)
    return { ok: true };
  const came = response ? `was answered with ${response.status}` : failure?.message;
  // The query may hold a key.
  const [url] = request.url.split(/[?#]/);
  return { ok: false, why: `${request.method} ${url} ${response ? '' : 'got no answer: '}${came}` };
}
