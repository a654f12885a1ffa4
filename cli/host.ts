import type { Screen } from '../reporters/run.ts';

/** The process that a command runs in, as a value, so that tests can be one. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly now: () => number;
  readonly out: Output;
  readonly err: Output;
  /** Reads a line that a person types; there only where somebody sits at a terminal. */
  readonly readLine?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Aborted by the first Ctrl-C or request to end. */
  readonly interrupted: AbortSignal;
}

/** A stream to write to, and what it looks like. */
interface Output {
  readonly write: (text: string) => void;
  readonly screen: Screen;
}
