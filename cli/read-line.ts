import { createInterface } from 'node:readline/promises';

/**
 * Reads a line that a person types; only where the input is a terminal.
 *
 * @returns undefined where nobody sits there
 */
export function lineReader(
  input: NodeJS.ReadStream,
): ((signal: AbortSignal) => Promise<string>) | undefined {
  if (!input.isTTY) return undefined;
  return async (signal) => {
    const lines = createInterface({ input });
    try {
      return await lines.question('', { signal });
    } finally {
      // else an open input would keep the program alive
      lines.close();
    }
  };
}
