import { expect, test } from 'vitest';
import { unlike } from '../../../suites/actions/unlike.ts';

test.each([
  ['550e8400-e29b-41d4-a716-446655440000', /^550e8400-e29b-41d4-a716-446655[0-9a-f]{6}$/],
  ['client_abc123xyz', /^client_abc[0-9a-z]{6}$/],
  ['65f2c1d9e4b0a7c3d2e1f0aa', /^65f2c1d9e4b0a7c3d2[0-9a-f]{6}$/],
  ['1234', /^999991234$/],
  ['client_17', /^client_9999917$/],
])('an id unlike %s has its shape', (id, shape) => {
  expect(unlike(id)).toMatch(shape);
  expect(unlike(id)).not.toBe(id);
});
