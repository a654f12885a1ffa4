import { describe, expect, it } from 'vitest';
import { plantedFaults } from '../../mock/faults/planted/index.ts';
import { startGateway } from '../../mock/gateway.ts';
import type { FuzzRun } from '../../reporters/fuzz-run.ts';
import { command, type Finished } from './command.ts';

const MINUTES = 3 * 60_000;

function summary({ files }: Finished): FuzzRun {
  return JSON.parse(files.get('fuzz.json') ?? '{}') as FuzzRun;
}

describe('the fuzz command', { timeout: MINUTES }, () => {
  it('finds nothing in the mock, and tells what it saw', async () => {
    const finished = await command(['fuzz', '--seconds', '3', '--seed', '7', '--quiet']);
    expect(finished.stderr).toBe('');
    expect(finished.code).toBe(0);
    expect(finished.stdout).toContain('Answers seen');
    expect(finished.stdout).toContain('no counterexample');
    const { cases, seed, answers } = summary(finished);
    expect(cases).toBeGreaterThan(0);
    expect(seed).toBe(7);
    expect(answers[0]?.count).toBeGreaterThan(0);
  });

  it('ends with 1 where it found something, tells it in full, and keeps it', async () => {
    const fault = plantedFaults.find(({ name }) => name === 'create-escapes-html');
    const gateway = await startGateway({ faults: fault ? [fault] : [] });
    try {
      const options = [
        'fuzz',
        '--seconds',
        '3',
        '--seed',
        '7',
        '--quiet',
        '--max-writes',
        '100000',
      ];
      const finished = await command([...options, '--target', gateway.url]);
      expect(finished.code).toBe(1);
      expect(finished.stdout).toContain('errors/robustness/valid-create-unchanged');
      expect(finished.stdout).toMatch(/Expected {2}line1: "/);
      expect(finished.stdout).toMatch(/curl .*\$ACCESS_TOKEN/);
      expect(finished.stdout).toContain('--seed 7, path');
      const kept = JSON.parse(finished.files.get('counterexamples.json') ?? '{}');
      expect(kept.counterexamples[0]).toMatchObject({
        clause: 'errors/robustness/valid-create-unchanged',
      });
      expect(JSON.stringify([...finished.files])).not.toMatch(/Bearer (?!\$)\w/);
    } finally {
      await gateway.close();
    }
  });

  it('stops at the limit of writes, and says so', async () => {
    const gateway = await startGateway();
    try {
      const options = ['fuzz', '--seconds', '60', '--quiet', '--max-writes', '200'];
      const { code, stdout } = await command([...options, '--target', gateway.url]);
      expect(stdout).toContain("the run's limit of 200 writes is reached; raise safety.maxWrites");
      expect(code).toBe(0);
    } finally {
      await gateway.close();
    }
  });

  it('ends with 3 where nothing listens', async () => {
    const options = ['fuzz', '--seconds', '3', '--quiet', '--target', 'http://127.0.0.1:9/gateway'];
    const { code, stdout } = await command(options, {
      oauth: { clientId: 'a', clientSecret: 'b', redirectUri: 'http://127.0.0.1/cb' },
    });
    expect(stdout).toContain('the target could not be reached');
    expect(code).toBe(3);
  });
});
