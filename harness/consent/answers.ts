import type { ConsentSettings } from '../settings/settings.ts';
import type { Decision } from './consent.ts';

/** What the user fills in on the way to a decision. */
export interface Answers {
  readonly decision: Decision;
  /** The record of this decision: choices, boxes and buttons. */
  readonly chosen: Readonly<Record<string, string>>;
  /** What may be typed: who denies access has to sign in as well, with the fields of `approve`. */
  readonly typed: Readonly<Record<string, string>>;
}

/** The answers that the configuration gives for a decision. */
export function answersFor(
  settings: Pick<Extract<ConsentSettings, { driver: 'form' | 'browser' }>, 'approve' | 'deny'>,
  decision: Decision,
): Answers {
  const chosen = settings[decision];
  return { decision, chosen, typed: { ...settings.approve, ...chosen } };
}
