import { _baseTest as base } from '@playwright/test';
import type { Area } from '../contracts/clause.ts';
import type { Judgement } from '../contracts/verdict.ts';
import { judge } from '../harness/judging/check.ts';
import { evidenceFolder } from '../harness/scenarios/evidence-folder.ts';
import type { Played } from '../harness/scenarios/scenario.ts';
import { suites } from './index.ts';
import type { Item } from './select.ts';

/** The options of our Playwright projects. */
export interface RunOptions {
  /** The folder in which the conductor leaves the evidence. */
  readonly runFolder: string;
}

// Playwright's usual `test` sets up its browser fixtures around each test, at 8 ms of CPU a clause
const test = base.extend<object, RunOptions>({
  runFolder: ['', { option: true, scope: 'worker' }],
});

/** The name of the attachment that carries the verdict of a test. */
const JUDGEMENT = 'judgement';

/** Longer than any scenario waits; the conductor itself ends each within its own limits. */
const WITHIN_MS = 15 * 60_000;

const played = new Map<string, Promise<Played | undefined>>();

/** Declares one Playwright test a clause of the area; its verdict is an attachment, never a throw. */
export function playArea(area: Area): void {
  for (const { section, checks } of suites.filter((suite) => suite.section.area === area)) {
    test.describe(`§${section.number} ${section.title}`, () => {
      for (const clause of Object.values(section.clauses)) {
        const check = checks[clause.slug];
        if (check !== undefined) declare({ clause, check });
      }
    });
  }
}

function declare({ clause, check }: Item): void {
  test(clause.id, { tag: `@${clause.level}` }, async ({ runFolder }, testInfo) => {
    testInfo.setTimeout(WITHIN_MS);
    const evidence = 'scenario' in check ? await evidenceOf(check.scenario, runFolder) : undefined;
    const judgement: Judgement = judge(check, clause.level, evidence);
    testInfo.attachments.push({
      name: JUDGEMENT,
      body: Buffer.from(JSON.stringify({ id: clause.id, ...judgement })),
      contentType: 'application/json',
    });
  });
}

function evidenceOf(
  scenario: Extract<Item['check'], { scenario: unknown }>['scenario'],
  runFolder: string,
): Promise<Played | undefined> {
  const known =
    played.get(scenario.name) ?? evidenceFolder(runFolder).awaitPlayed(scenario, WITHIN_MS);
  played.set(scenario.name, known);
  return known;
}
