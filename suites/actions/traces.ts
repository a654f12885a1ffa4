import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { shown, succeeded } from '../../harness/judging/answers.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { jsonIn, mentions } from './sights.ts';

/** Where something that should not exist would show, and what does exist and should show there. */
export interface Traces {
  readonly deliveries: readonly Delivery[];
  /** Reads after the control was made. */
  readonly reads: readonly Exchange[];
  /** A text of something that was made last and lawfully. */
  readonly control: string;
}

/** None of the texts may turn up; the control must, or the silence proves nothing. */
export function leavesNoTrace(
  { deliveries, reads, control }: Traces,
  texts: readonly string[],
  subject: string,
): void {
  const windows = [...deliveries, ...reads.filter(succeeded)];
  for (const window of windows) {
    const found = texts.find((text) => mentions(jsonIn(window), text));
    if (found === undefined) continue;
    const where = 'request' in window ? `the answer to ${window.label}` : 'a delivery';
    throw new Broken(`${subject} must leave no trace; ${where} shows ${shown(found)}`, [window]);
  }
  const proof = windows.find((window) => mentions(jsonIn(window), control));
  if (proof === undefined) {
    inconclusive(
      `${subject} would not be seen: clients are neither listed nor delivered; a working webhook receiver (\`webhooks.publicUrl\`) would tell`,
    );
  }
  touch(proof);
}

/** The texts of a client that stand nowhere else in the run. */
export function marksOf(sent: Readonly<Record<string, unknown>>): readonly string[] {
  return [sent.name, sent.email, sent.phone].filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}
