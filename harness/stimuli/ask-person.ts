import type { EventName } from '../../contracts/resources.ts';
import type { Stimulated } from './stimulate.ts';

/** Who is asked to cause an event, and how to tell that it happened. */
export interface AskParts {
  readonly event: EventName;
  /** How long to wait for the person. */
  readonly seconds: number;
  readonly announce: (sentence: string) => void;
  /** A line that the person types, where somebody sits at a terminal. */
  readonly readLine?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Whether the event was delivered within so many milliseconds; ends early with the run. */
  readonly arrived: (withinMs: number) => Promise<boolean>;
}

/**
 * Asks a person to cause an event, and waits until it is delivered, or the person says that it is
 * done (Enter) or will not be (`s` and Enter), or the time is over.
 */
export async function askPerson(sentence: string, parts: AskParts): Promise<Stimulated> {
  const { event, seconds, announce, readLine, arrived } = parts;
  const keys = readLine ? ' Press Enter once it is done, or s and Enter to skip it.' : '';
  const said = sentence.trim().replace(/[.!]$/, '');
  announce(`Waiting for you (${event}): ${said}; waiting ${seconds} s.${keys}`);
  const over = new AbortController();
  const answered = readLine?.(over.signal).then(
    (line): Stimulated => {
      const isSkipped = /^s/i.test(line.trim());
      return isSkipped ? { ok: false, why: 'it was skipped' } : { ok: true };
    },
    () => waiting,
  );
  const waiting = arrived(seconds * 1000).then((did): Stimulated => {
    if (did) return { ok: true };
    return { ok: false, why: `nothing was delivered within the ${seconds} s that a person had` };
  });
  try {
    return await Promise.race(answered === undefined ? [waiting] : [waiting, answered]);
  } finally {
    over.abort();
  }
}
