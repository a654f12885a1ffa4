import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localAddresses } from '../harness/client/local-addresses.ts';
import { fileCorpus } from '../harness/fuzz/corpus.ts';
import { type Conducted, conduct, notConducted } from '../harness/scenarios/conduct.ts';
import { evidenceFolder } from '../harness/scenarios/evidence-folder.ts';
import { items, scenariosOf } from '../suites/select.ts';
import type { ChosenTarget } from './choose-target.ts';
import type { RunSuiteOptions } from './run-suite.ts';

/** What the conductor leaves beside the evidence, for a replay. */
export interface Conduct extends Conducted {
  readonly target: string;
}

/** Plays what the chosen clauses need against the target, and leaves the evidence in the output folder. */
export async function conductAt(
  chosen: ChosenTarget,
  options: RunSuiteOptions,
  output: string,
): Promise<Conduct> {
  const evidence = evidenceFolder(output);
  const corpus = fileCorpus(join(output, 'counterexamples.json'));
  const wanted = new Set(options.clauses.map(({ id }) => id));
  const scenarios = scenariosOf(items.filter(({ clause }) => wanted.has(clause.id)));
  const conducted =
    chosen.setUp === undefined
      ? await conduct({
          target: chosen.target,
          settings: chosen.settings,
          scenarios,
          addresses: await addressesOf(chosen),
          ledger: options.ledger,
          // a mock of our own ends with the run, and what was subscribed there with it
          ...(options.settings.target !== undefined && { leftovers: options.leftovers }),
          now: options.now,
          keep: evidence.keep,
          playing: (playing) => options.progress.update({ playing }),
          announce: options.announce,
          readLine: options.readLine,
          artifacts: join(output, 'screenshots'),
          signal: options.signal,
          corpus,
        })
      : notConducted(chosen.setUp, scenarios, evidence.keep);
  for (const { clause, why } of corpus.fixed()) {
    options.announce(`Fixed: ${clause} holds for what an earlier run found (${why}).`);
  }
  const kept: Conduct = { target: chosen.target, ...conducted };
  writeFileSync(conductFile(output), JSON.stringify(kept, undefined, 1));
  return kept;
}

function addressesOf({ settings, target }: ChosenTarget): Promise<readonly string[]> {
  const { sourceAddresses } = settings;
  return sourceAddresses === undefined ? localAddresses(target) : Promise.resolve(sourceAddresses);
}

/** What the conductor of a recorded run left. */
export function recordedConduct(runFolder: string): Promise<Conduct> {
  return Promise.resolve(JSON.parse(readFileSync(conductFile(runFolder), 'utf8')) as Conduct);
}

function conductFile(output: string): string {
  return join(output, 'conduct.json');
}
