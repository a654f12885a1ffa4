import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { EVENTS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import { createdOf } from './arrived.ts';
import { type Repetition, repetitionIn } from './comes-once.ts';
import { type Deliveries, deliveries, openBoxes } from './deliveries.ts';
import { lateUpdate } from './late-update.ts';
import { keptOf, type Mailboxes } from './mailboxes.ts';
import { observeDeliveries } from './observe-deliveries.ts';
import { STIMULATED } from './stimuli.ts';
import { trouble } from './trouble.ts';
import { type WholeRun, wholeRun } from './whole-run.ts';

/** What is told of all the clients that were created while somebody listened. */
export interface LookBack {
  /** The client beside which a loss tells, and whether it was delivered. */
  readonly control: Exchange;
  readonly isControlDelivered: boolean;
  /** Those of several created at once that reached nobody. */
  readonly lost: readonly Exchange[];
  readonly sample?: Delivery;
  /** Whatever came first, of any event. */
  readonly any?: Delivery;
  readonly run: WholeRun;
  /** What came a second time to a subscriber that had taken it. */
  readonly again?: Repetition;
  readonly within: number;
}

const NOTHING: WholeRun = { created: 0, delivered: 0, missing: [] };

/**
 * Looks back, at the end of the run, at the subscriber that was there all the time: the clients that
 * fuzzing creates by the dozen are a crowd as good as any, and cost no request.
 */
export const lookBack = scenario(
  'created and delivered',
  async (stage): Promise<LookBack> => {
    const seen = await stage.evidenceOf(deliveries);
    await stage.evidenceOf(trouble);
    // which takes a second or two, in which something may come again
    await stage.evidenceOf(lateUpdate);
    const { full, crowd } = seen.cast;
    const granted = crowd.filter(({ created }) => succeeded(created));
    const [sample] = granted.flatMap((client) => createdOf(seen, client));
    const [any] = EVENTS.flatMap((event) => seen.main[event].deliveries.slice(0, 1));
    const boxes = openBoxes.get(seen)?.boxes;
    const inbox = boxes?.main['client.created'].inbox;
    const run = inbox === undefined ? NOTHING : await wholeRun(stage, inbox);
    if (boxes !== undefined) observeDeliveries(stage, boxes);
    const again = repetitionIn(boxes === undefined ? seen : atTheEnd(seen, boxes));
    return {
      control: full.created,
      isControlDelivered: createdOf(seen, full).length > 0,
      lost: granted
        .filter((client) => createdOf(seen, client).length === 0)
        .map(({ created }) => created),
      ...(sample && { sample }),
      ...(any && { any }),
      run,
      ...(again && { again }),
      within: seen.within,
    };
  },
  'last',
  [deliveries, trouble, lateUpdate],
);

/** With what has come since of the events that were caused once. */
function atTheEnd(seen: Deliveries, boxes: Mailboxes): Deliveries {
  const later = STIMULATED.map(
    (event) => [event, keptOf(boxes.main[event], [], boxes.causedFrom)] as const,
  );
  return { ...seen, main: { ...seen.main, ...Object.fromEntries(later) } };
}
