import { join } from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import type { RunOptions } from '../suites/play-area.ts';
import { judgementsFile, PLAN_VARIABLE, type RunPlan } from './run-plan.ts';

const plan = JSON.parse(process.env[PLAN_VARIABLE] ?? '{}') as RunPlan;
const here = import.meta.dirname;

/** Where Playwright's own reporters write, below the output folder. */
const OPTIONS: Readonly<Record<string, object>> = {
  html: { outputFolder: join(plan.output, 'playwright-html'), open: 'never' },
  junit: { outputFile: join(plan.output, 'junit.xml') },
  json: { outputFile: join(plan.output, 'playwright.json') },
  blob: { outputDir: join(plan.output, 'blob') },
};

const reporters: ReporterDescription[] = [
  // first, so that those after it see the outcomes that it sets
  [join(here, '../reporters/playwright.js'), { judgements: judgementsFile(plan.output) }],
  ...plan.reporters.map((name): ReporterDescription => [name, OPTIONS[name] ?? {}]),
];

export default defineConfig<object, RunOptions>({
  testDir: join(here, '../suites'),
  testMatch: '**/*.spec.js',
  // without it Playwright would write into the installed package
  outputDir: join(plan.output, 'playwright'),
  grep: plan.clauses.map((id) => new RegExp(`(^|\\s)${id}(\\s|$)`)),
  fullyParallel: true,
  workers: plan.workers,
  forbidOnly: true,
  retries: 0,
  reporter: reporters,
  use: { runFolder: plan.runFolder },
});
