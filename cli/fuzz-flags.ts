import { Command, Option, type OptionValues } from 'commander';
import { UsageError } from '../harness/settings/usage-error.ts';
import { numberOf } from './option-values.ts';

/** The options of `fuzz` as they were given. */
export interface FuzzFlags extends OptionValues {
  readonly target?: string;
  readonly config?: string;
  readonly allowProduction?: true;
  readonly seconds?: number;
  /** In seconds. */
  readonly for?: number;
  readonly seed?: number;
  readonly runs?: number;
  readonly maxWrites?: number;
  readonly output: string;
  readonly quiet?: true;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `fuzz` with its options, but without its action. */
export function fuzzFlags(): Command {
  const fuzz = new Command('fuzz').description(
    'send generated payloads for as long as you like; without a target, to a mock gateway of its own',
  );
  const options = [
    new Option('--seconds <n>', 'how long, in seconds (30)').argParser(
      numberOf('--seconds', { least: 0.1, isWhole: false }),
    ),
    new Option('--for <time>', 'how long, such as 90s, 20m or 2h')
      .argParser(span)
      .conflicts('seconds'),
    new Option('--seed <n>', 'seed of the first round').argParser(
      numberOf('--seed', { least: -(2 ** 31) }),
    ),
    new Option('--runs <n>', 'cases a property and round').argParser(
      numberOf('--runs', { least: 1 }),
    ),
    new Option('--target <url>', 'address of the gateway'),
    new Option('--config <file>', 'configuration in place of conformance.config.{ts,js,…}'),
    new Option('--max-writes <n>', 'most writes to the target').argParser(
      numberOf('--max-writes', { least: 1 }),
    ),
    new Option('--allow-production', 'do not refuse the production gateway'),
    new Option('--output <dir>', 'folder of fuzz.json and counterexamples.json').default(
      'conformance-report',
    ),
    new Option('--quiet', 'no progress line'),
  ];
  for (const each of options) fuzz.addOption(each);
  return fuzz;
}

function span(given: string): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)([smh])$/.exec(given.trim()) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (count !== '' && seconds > 0) return seconds;
  throw new UsageError(`--for takes a time such as 90s, 20m or 2h, not "${given}".`);
}
