import type { Decision } from './consent.ts';

const APPROVES =
  /\b(allow|approve|authori[sz]e|accept|agree|grant|consent|permit|connect|confirm|yes)\b/i;
const DENIES =
  /\b(deny|den(ied|ies)|cancel|decline|reject|refuse|disallow|disagree|not now|no thanks|no)\b|\b(do not|don['\u2019]?t) (allow|approve|authori[sz]e|accept|agree|connect)\b/i;

/** Whether a text on a button gives this answer, and not the contrary one. */
export function speaksFor(decision: Decision, text: string): boolean {
  const denies = DENIES.test(text);
  // "Don't allow" has both words in it.
  return decision === 'deny' ? denies : APPROVES.test(text) && !denies;
}

/** Whether a button only leads on, as the lone one of a consent page does that denies by a link. */
export function leadsOn(text: string): boolean {
  return /^(continue|proceed|next)\b(?! with\b)/i.test(text.trim());
}
