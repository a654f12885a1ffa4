import { clientStates } from './clients.ts';
import type { State } from './state.ts';
import { tokenStates } from './tokens.ts';
import { webhookStates } from './webhooks.ts';

/** The states that we know how to bring about. */
export const states: readonly State[] = [...tokenStates, ...clientStates, ...webhookStates];

/** A state with what its name says for each placeholder. */
export interface FoundState {
  readonly state: State;
  readonly named: Readonly<Record<string, string>>;
}

/** The state of a name, own ones before ours; the one that says most of it exactly. */
export function findState(name: string, own: readonly State[]): FoundState | undefined {
  for (const known of [own, states]) {
    const found = known.flatMap((state) => {
      const named = read(state.name, name);
      return named === undefined ? [] : [{ state, named }];
    });
    const [best] = found.sort((a, b) => count(a.named) - count(b.named));
    if (best !== undefined) return best;
  }
  return undefined;
}

function read(pattern: string, name: string): Readonly<Record<string, string>> | undefined {
  const source = pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>\\S.*)');
  const match = new RegExp(`^${source}$`).exec(name);
  return match === null ? undefined : { ...match.groups };
}

function count(named: object): number {
  return Object.keys(named).length;
}
