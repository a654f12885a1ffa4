import type { EventName } from '../resources.ts';
import type { Matcher } from './matchers.ts';

/** A state that the provider is in, with its parameters (see `docs/provider-states.md`). */
export interface ProviderState {
  readonly name: string;
  readonly params?: Readonly<Record<string, string>>;
}

interface Agreed {
  /** Unique within the contract. */
  readonly description: string;
  readonly states: readonly ProviderState[];
  /** The ids of the clauses that it holds the provider to. */
  readonly clauses: readonly string[];
}

/** A request of the consumer with the answer that it counts on. */
export interface Interaction extends Agreed {
  readonly request: {
    readonly method: string;
    /** Below the gateway's address. */
    readonly path: string | Matcher;
    readonly authorization?: string | Matcher;
    readonly json?: Readonly<Record<string, unknown>>;
    readonly form?: Readonly<Record<string, unknown>>;
  };
  readonly answer: {
    /** The lawful statuses; the first is that of the example. */
    readonly statuses: readonly [number, ...number[]];
    readonly json?: unknown;
    /** Whether the answer must say that it is JSON. */
    readonly isJson: boolean;
  };
}

/** A webhook delivery that the consumer counts on. */
export interface Message extends Agreed {
  readonly event: EventName;
  readonly json: unknown;
}

/** The state of a parameterless name. */
export function given(name: string, params?: Readonly<Record<string, string>>): ProviderState {
  return params === undefined ? { name } : { name, params };
}
