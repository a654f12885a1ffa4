import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Played, Scenario } from './scenario.ts';

/** The evidence of a run on disk: one file a scenario, readable by any process, now or later. */
export interface EvidenceFolder {
  /** Empties it for a new run. */
  readonly clear: () => void;
  readonly keep: (scenario: Scenario, played: Played) => void;
  /** What became of a scenario, `undefined` where it is not there. */
  readonly read: (scenario: Scenario) => Played | undefined;
  /** Waits until a scenario was played; `undefined` where that did not happen in time. */
  readonly awaitPlayed: (scenario: Scenario, withinMs: number) => Promise<Played | undefined>;
}

/** Often enough that nobody waits for it, seldom enough that it costs nothing. */
const POLL_MS = 15;

/** The evidence below `<output>/evidence`. */
export function evidenceFolder(output: string): EvidenceFolder {
  const folder = join(output, 'evidence');
  const fileOf = ({ name }: Scenario): string =>
    join(folder, `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`);
  const read: EvidenceFolder['read'] = (scenario) => {
    try {
      return JSON.parse(readFileSync(fileOf(scenario), 'utf8')) as Played;
    } catch {
      return undefined;
    }
  };
  return {
    clear: () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
    },
    keep: (scenario, played) => {
      const file = fileOf(scenario);
      // renamed into place, so that nobody reads half a file
      writeFileSync(`${file}.part`, JSON.stringify(played, undefined, 1));
      renameSync(`${file}.part`, file);
    },
    read,
    awaitPlayed: async (scenario, withinMs) => {
      for (let waited = 0; ; waited += POLL_MS) {
        const played = read(scenario);
        if (played !== undefined || waited >= withinMs) return played;
        await sleep(POLL_MS);
      }
    },
  };
}
