import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsentWalk } from './consent.ts';
import { speaksFor } from './decision-words.ts';
import type { Play } from './play-pages.ts';
import { hidden, playStep, type Step } from './play-step.ts';

const LOOK_MS = 50;

/**
 * Plays the steps of the configuration, each one of
 * `{ fill: 'Email', with: 'a@b.c' }`, `{ check: 'I agree' }` and `{ press: 'Sign in' }`,
 * by label, name or the text of a button; `when: 'approve'` or `'deny'` keeps a step to one decision.
 */
export async function playSteps(
  steps: readonly Step[],
  play: Play,
): Promise<Pick<ConsentWalk, 'stopped' | 'cause'> | undefined> {
  for (const [i, step] of steps.entries()) {
    if (play.documents.redirect) return undefined;
    if (step.when !== undefined && step.when !== play.answers.decision) continue;
    const isNone = 'none';
    const played = await playStep(step, play.page, play.pageTimeoutMs).then(
      (known) => known || isNone,
      () => play.documents.redirect !== undefined,
    );
    if (played === isNone) {
      return { stopped: `oauth.consent.steps[${i}] is none of fill, check and press.` };
    }
    if (!played) {
      const stopped = `oauth.consent.steps[${i}] finds nothing to act on: ${JSON.stringify(hidden(step))}.`;
      return { stopped, cause: 'no-form' };
    }
    record(step, play);
  }
  return awaitRedirect(play);
}

function record({ fill, check, press, when }: Step, { done, answers }: Play): void {
  if (typeof press !== 'string') {
    done.push(`filled in "${fill ?? check}"`);
    return;
  }
  done.push(`pressed "${press}"`);
  done.denied ||= answers.decision === 'deny' && (when === 'deny' || speaksFor('deny', press));
}

async function awaitRedirect({ documents, now, pageTimeoutMs }: Play) {
  const deadline = now() + pageTimeoutMs;
  while (!documents.redirect && now() < deadline) await sleep(LOOK_MS);
  if (documents.redirect) return undefined;
  const stopped = `All steps of oauth.consent were played, and no redirect came within ${pageTimeoutMs / 1000} s.`;
  return { stopped, cause: 'no-form' as const };
}
