import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { JudgedMessage } from '../reporters/recorded.ts';
import { PLAN_VARIABLE, type RunPlan } from './run-plan.ts';

/** The Playwright process of a run. */
export interface PlaywrightRun {
  /** Resolves when it ended, with what it wrote to its standard error. */
  readonly ended: Promise<{ readonly stderr: string }>;
  readonly stop: () => void;
}

/** Starts Playwright on the compiled suites; its own reporters write to our standard output. */
export function spawnPlaywright(
  plan: RunPlan,
  judged: (message: JudgedMessage) => void,
): PlaywrightRun {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const config = join(import.meta.dirname, 'playwright.config.js');
  const child = spawn(process.execPath, [cli, 'test', '--config', config], {
    env: {
      ...process.env,
      [PLAN_VARIABLE]: JSON.stringify(plan),
      PW_TEST_HTML_REPORT_OPEN: 'never',
    },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  child.on('message', (message) => judged(message as JudgedMessage));
  return {
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve({ stderr }));
    }),
    stop: () => {
      child.kill('SIGTERM');
    },
  };
}
