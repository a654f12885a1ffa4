import { expect, test } from 'vitest';
import { json } from '../../../reporters/formats/json.ts';
import { sampleRun } from '../sample-run.ts';

test('json is the run itself', () => {
  expect(JSON.parse(json(sampleRun))).toEqual(sampleRun);
  expect(json(sampleRun).endsWith('}\n')).toBe(true);
});
