import { Command, Option, type OptionValues } from 'commander';
import type { Level } from '../contracts/clause.ts';
import { UsageError } from '../harness/settings/usage-error.ts';
import { numberOf, oneOf } from './option-values.ts';
import { REPORTERS, type ReporterName } from './reporter-names.ts';

/** The options of `run` as they were given. */
export interface RunFlags extends OptionValues {
  readonly clause?: readonly string[];
  readonly level?: Level;
  readonly target?: string;
  readonly config?: string;
  readonly workers: number;
  readonly output: string;
  readonly reporter: readonly ReporterName[];
  readonly strict?: true;
  readonly list?: true;
  readonly replay?: string;
  readonly lockDialect?: string;
  readonly fuzzRuns?: number;
  readonly fuzzSeed?: number;
  readonly fuzzSeconds?: number;
  readonly allowProduction?: true;
  readonly quiet?: true;
}

const NAMES = Object.keys(REPORTERS) as ReporterName[];

/** `run` with its arguments and options, but without its action. */
export function runFlags(): Command {
  const run = new Command('run')
    .description('judge a gateway, clause by clause; without a target, a mock gateway of its own')
    .argument('[suites...]', 'areas, sections or clauses: oauth, oauth/token, …');
  for (const each of [...CHOICE, ...TARGET, ...REPORT, ...FUZZING]) run.addOption(each);
  return run;
}

const option = (flags: string, says: string): Option => new Option(flags, says);

const CHOICE = [
  option('--clause <glob...>', 'only clauses whose id matches a glob, or begins with it'),
  option('--level <level>', 'only clauses of a level: must or should').argParser(
    oneOf('--level', ['must', 'should']),
  ),
  option('--list', 'print the clauses chosen, and send nothing'),
];

const TARGET = [
  option('--target <url>', 'address of the gateway'),
  option('--config <file>', 'configuration in place of conformance.config.{ts,js,mjs,json}'),
  option('--allow-production', 'do not refuse the production gateway'),
  option('--replay <dir>', 'judge the evidence of a recorded run, without a network'),
];

const REPORT = [
  option('--output <dir>', 'folder of the reports and the evidence').default('conformance-report'),
  option('--reporter <names>', `comma separated: ${NAMES.join(', ')}`)
    .argParser(reporters)
    .default(['terminal'], 'terminal'),
  option('--lock-dialect <file>', 'tell what changed of what the document leaves open'),
  option('--strict', 'let warn and inconclusive fail the run too'),
  option('--quiet', 'no progress line'),
  option('--workers <n>', 'Playwright workers that judge')
    .argParser(numberOf('--workers', { least: 1 }))
    .default(1),
];

const FUZZING = [
  option('--fuzz-runs <n>', 'cases a property').argParser(numberOf('--fuzz-runs', { least: 0 })),
  option('--fuzz-seed <n>', 'seed of the cases').argParser(
    numberOf('--fuzz-seed', { least: -(2 ** 31) }),
  ),
  option('--fuzz-seconds <n>', 'most seconds for fuzzing').argParser(
    numberOf('--fuzz-seconds', { least: 0.1, isWhole: false }),
  ),
];

function reporters(given: string): readonly ReporterName[] {
  const names = given.split(',').map((name) => name.trim());
  const known = names.filter((name) => name !== '').map(oneOf('--reporter', NAMES));
  if (known.length === 0) throw new UsageError(`--reporter takes ${NAMES.join(', ')}.`);
  return [...new Set(known)];
}
