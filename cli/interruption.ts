const PATIENCE_MS = 5_000;
const INTERRUPTED = 130;

/**
 * A signal that the first Ctrl-C, or request to end, aborts. A second one ends the process at once,
 * as does a clean-up that takes too long.
 */
export function interruption(
  process: Pick<NodeJS.Process, 'on' | 'exit'>,
  patienceMs = PATIENCE_MS,
): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
    setTimeout(() => process.exit(INTERRUPTED), patienceMs).unref();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
