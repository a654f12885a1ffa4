import { describe, expect, test } from 'vitest';
import { reportSchema, runSchema } from '../../reporters/report-schema.ts';
import type { Run } from '../../reporters/run.ts';
import { sampleRun } from './sample-run.ts';

describe('the schema of report.json', () => {
  test('is published as docs/report.schema.json; npx vitest run tests/reporters -u renews it', async () => {
    const text = `${JSON.stringify(reportSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../docs/report.schema.json');
  });

  // zod drops keys that a schema does not name, so equality says that each is named.
  test('knows each key of a run', () => {
    const run: Run = { ...sampleRun, setUp: 'refused', problems: ['a bug'] };
    expect(runSchema.parse(run)).toEqual(run);
  });

  test('refuses a verdict that does not exist', () => {
    expect(runSchema.safeParse({ ...sampleRun, verdict: 'green' }).success).toBe(false);
  });

  test('lets a later version add keys', () => {
    expect(JSON.stringify(reportSchema())).not.toContain('additionalProperties":false');
  });
});
