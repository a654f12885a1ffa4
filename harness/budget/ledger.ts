import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const HOUR_MS = 3_600_000;
const entries = z.record(z.string(), z.array(z.number()));
const kept = z.object({
  spent: entries,
  /** When each kind of invalid request was last judged, by target. */
  played: z.record(z.string(), z.record(z.string(), z.number())),
});
type Kept = z.infer<typeof kept>;

/** Remembers invalid token requests from run to run, since the gateway does so too. */
export interface Ledger {
  /** Times (ms since the epoch) of the requests that still count. */
  readonly spent: (target: string, address: string) => readonly number[];
  readonly record: (target: string, address: string, times: readonly number[]) => void;
  /** When a scenario was last played against a target, in ms since the epoch; 0 for never. */
  readonly lastPlayed: (target: string, scenario: string) => number;
  readonly recordPlayed: (target: string, scenarios: readonly string[]) => void;
  /** Forgets what was spent at a target whose state was reset, or whose clock was moved. */
  readonly forget: (target: string) => void;
}

/** A ledger in a file; one that cannot be read counts as empty, one that cannot be written is not kept. */
export function fileLedger(file: string, now: () => number): Ledger {
  const recent = (times: readonly number[] = []): number[] =>
    times.filter((time) => now() - time < HOUR_MS);
  const change = (changed: (before: Kept) => Partial<Kept>): void => {
    const before = read(file);
    write(file, { ...before, ...changed(before) });
  };
  return {
    spent: (target, address) => recent(read(file).spent[`${target} ${address}`]),
    record: (target, address, times) =>
      change(({ spent }) => {
        const key = `${target} ${address}`;
        return { spent: { ...spent, [key]: [...recent(spent[key]), ...times] } };
      }),
    lastPlayed: (target, scenario) => read(file).played[target]?.[scenario] ?? 0,
    recordPlayed: (target, scenarios) =>
      change(({ played }) => {
        const times = Object.fromEntries(scenarios.map((each) => [each, now()]));
        return { played: { ...played, [target]: { ...played[target], ...times } } };
      }),
    forget: (target) =>
      change(({ spent }) => ({
        spent: Object.fromEntries(
          Object.entries(spent).filter(([key]) => !key.startsWith(`${target} `)),
        ),
      })),
  };
}

function read(file: string): Kept {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { spent: {}, played: {} };
  }
}

function write(file: string, content: Kept): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(content));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // a home that cannot be written only costs the next run its foresight
  }
}

/** A ledger that starts empty and ends with the run. */
export function emptyLedger(): Ledger {
  return {
    spent: () => [],
    record: () => {},
    lastPlayed: () => 0,
    recordPlayed: () => {},
    forget: () => {},
  };
}
