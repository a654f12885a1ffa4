import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type {
  FullResult,
  Reporter,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { judgementOf } from './judgement-of.ts';
import type { JudgedMessage, Recorded, RecordedJudgement } from './recorded.ts';

/** What the Playwright configuration passes to the reporter. */
export interface PlaywrightReporterOptions {
  /** The file to write all judgements to, as `Recorded`. */
  readonly judgements: string;
}

/**
 * Turns the verdicts that tests attach into the outcomes that Playwright knows. Tests never throw
 * to fail, since Playwright would start a new worker after each. It must stand first in the list
 * of reporters: those after it see the outcome it set.
 */
export default class VerdictReporter implements Reporter {
  readonly #file: string;
  readonly #judgements = new Map<string, RecordedJudgement>();
  readonly #problems: string[] = [];

  constructor(options: PlaywrightReporterOptions) {
    this.#file = options.judgements;
  }

  // Playwright would put a reporter of its own before ours if all said that they are silent; the
  // terminal belongs to the command line.
  printsToStdio(): boolean {
    return true;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const judgement = judgementOf(test.title, result);
    if (judgement === undefined) return;
    this.#judgements.set(judgement.id, judgement);
    show(judgement, test, result);
    tellParent({ judged: judgement.id, verdict: judgement.verdict });
  }

  onError(error: TestError): void {
    const message = error.message ?? error.value ?? 'Playwright failed without a message';
    this.#problems.push(stripVTControlCharacters(message));
  }

  onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    const judgements = [...this.#judgements.values()];
    const recorded: Recorded = { judgements, problems: this.#problems };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(recorded));
    const broken = judgements.some(({ verdict }) => verdict === 'fail' || verdict === 'error');
    return Promise.resolve({
      status: broken && result.status === 'passed' ? 'failed' : result.status,
    });
  }
}

function show(judgement: RecordedJudgement, test: TestCase, result: TestResult): void {
  const { verdict, message, reason } = judgement;
  const told = message ?? reason ?? '';
  if (verdict === 'pass') return;
  if (verdict === 'fail' || verdict === 'error') {
    // A test that threw keeps its own errors, with their stacks.
    if (result.status === 'passed') fail(result, judgement);
    return;
  }
  if (verdict !== 'warn') {
    result.status = 'skipped';
    // Else the reporters would count it as a test that did not come to run.
    test.expectedStatus = 'skipped';
  }
  // Some reporters read the annotations of the test, some those of its result.
  test.annotations.push({ type: verdict, description: told });
  result.annotations.push({ type: verdict, description: told });
}

function fail(result: TestResult, judgement: RecordedJudgement): void {
  const { id, verdict, message = '' } = judgement;
  const lines = [`${verdict}: ${message}`, ...contrast(judgement)];
  // JUnit knows failures from errors; Playwright calls failure what looks like an assertion.
  if (verdict === 'fail') lines.push(`expect(gateway).toKeep('${id}')`);
  const error = { message: lines.join('\n') };
  result.status = 'failed';
  result.errors = [error];
  result.error = error;
}

function contrast({ expected, actual }: RecordedJudgement): string[] {
  return [
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(actual === undefined ? [] : [`Got: ${actual}`]),
  ];
}

function tellParent(message: JudgedMessage): void {
  // The callback takes the error of a parent that has gone, which would else be thrown.
  process.send?.(message, undefined, {}, () => {});
}
