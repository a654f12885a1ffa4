import type { Exchange } from '../../contracts/evidence.ts';
import { Inconclusive } from '../../harness/judging/outcome.ts';
import { fuzzing } from './fuzzing.ts';
import {
  hostileAuthorizations,
  hostileCreates,
  hostileNotes,
  hostileUpdates,
  otherTypesTried,
} from './hostile-inputs.ts';
import { hostileSubscriptions } from './hostile-subscriptions.ts';
import { oddFramingsTried } from './odd-framings.ts';
import { emptyValuesTried, oddRequestsTried } from './odd-inputs.ts';

/** One more create once all hostile input is through. */
export const afterwards = fuzzing('create after hostile input', async (stage) => {
  const arranged = async <Evidence>(play: Promise<Evidence>): Promise<Evidence | undefined> => {
    try {
      return await play;
    } catch (thrown) {
      if (thrown instanceof Inconclusive) return undefined;
      throw thrown;
    }
  };
  const [creates] = await Promise.all([
    arranged(stage.evidenceOf(hostileCreates)),
    arranged(stage.evidenceOf(hostileUpdates)),
    arranged(stage.evidenceOf(hostileNotes)),
    arranged(stage.evidenceOf(hostileAuthorizations)),
    arranged(stage.evidenceOf(hostileSubscriptions)),
    arranged(stage.evidenceOf(otherTypesTried)),
    arranged(stage.evidenceOf(oddRequestsTried)),
    arranged(stage.evidenceOf(oddFramingsTried)),
    arranged(stage.evidenceOf(emptyValuesTried)),
  ]);
  const before: Exchange | undefined = creates?.control;
  const after = await stage.gateway.createClient(stage.a.client(), {
    label: 'create after hostile input',
  });
  return { ...(before && { before }), after };
});
