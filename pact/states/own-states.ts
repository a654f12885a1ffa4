import { pathToFileURL } from 'node:url';
import type { Gateway } from '../../harness/client/gateway.ts';
import { UsageError } from '../../harness/settings/usage-error.ts';
import type { State } from './state.ts';

/** What a user's own handler of a state is given. */
export interface OwnStateParts {
  readonly params: Readonly<Record<string, string>>;
  /** The values of the states before it. */
  readonly values: Readonly<Record<string, string>>;
  /** A client of the target, with an access token of all scopes. */
  readonly gateway: Gateway;
}

type OwnState = (parts: OwnStateParts) => Promise<Readonly<Record<string, string>> | undefined>;

/**
 * The states of a module whose default export has a handler by each name.
 *
 * @throws UsageError where it has none
 */
export async function ownStates(file: string): Promise<readonly State[]> {
  const handlers = await load(file);
  if (handlers === null || typeof handlers !== 'object') {
    throw new UsageError(`--states: ${file} has no default export of handlers by state name.`);
  }
  return Object.entries(handlers).map(([name, handler]) => {
    if (typeof handler !== 'function') {
      throw new UsageError(`--states: "${name}" in ${file} is no function.`);
    }
    return {
      name,
      setUp: async ({ params, scene, stage: { gateway } }) =>
        (await (handler as OwnState)({ params, values: { ...scene.values }, gateway })) ?? {},
    };
  });
}

async function load(file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (error) {
    const [why = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new UsageError(`--states: ${file} cannot be loaded: ${why}`);
  }
}
