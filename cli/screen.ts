import type { Screen } from '../reporters/run.ts';

const COLUMNS = 100;

/** What a stream of the process looks like; `NO_COLOR` and `FORCE_COLOR` have their usual say. */
export function screen(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): Screen {
  const isTerminal = stream.isTTY === true;
  const { NO_COLOR = '', FORCE_COLOR, TERM } = env;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  const isPlain = NO_COLOR !== '' || TERM === 'dumb' || FORCE_COLOR !== undefined;
  return {
    // a terminal that does not know its width says 0
    columns: stream.columns || COLUMNS,
    isTerminal,
    colours: isForced || (isTerminal && !isPlain),
  };
}
