import { replaceStrings } from './json-strings.ts';
import type { Scene } from './scene.ts';

/**
 * A JSON text with the contract's example for each string that is exactly what we sent or were
 * told: Pact compares with examples, which no two clients may share. Nothing else is touched, so
 * whatever the target made of our values stays different.
 */
export function asAgreed(json: string, stands: Scene['stands']): string {
  return replaceStrings(json, stands);
}
