import { describe, expect, test } from 'vitest';
import type { Delivery, Exchange } from '../../../contracts/evidence.ts';
import { Broken, Inconclusive } from '../../../harness/judging/outcome.ts';
import { kept, leavesAlone } from '../../../suites/actions/kept.ts';
import type { Life, Step } from '../../../suites/actions/sights.ts';

const id = 'client_1';
type Members = Record<string, unknown>;

function answer(body: Members): Exchange {
  return {
    label: 'update client',
    request: { method: 'PUT', url: 'http://gateway/clients', headers: [] },
    response: { status: 200, headers: [], body: JSON.stringify({ id, ...body }) },
    startedAt: 0,
    durationMs: 1,
  };
}

function delivery(body: Members): Delivery {
  const whole = JSON.stringify({ id, ...body });
  return { method: 'POST', url: 'http://receiver/', headers: [], body: whole, receivedAt: 0 };
}

function step(sent: Members, seen: { echo?: Members; read?: Members; told?: Members }): Step {
  return {
    sent,
    exchange: answer(seen.echo ?? {}),
    deliveries: seen.told === undefined ? [] : [delivery(seen.told)],
    ...(seen.read === undefined ? {} : { read: answer(seen.read) }),
  };
}

const life = (...steps: Step[]): Life => ({ id, steps });
const judged =
  (story: Life, at = 0) =>
  () =>
    kept(story, at, 'city');

describe('what a create sent is kept', () => {
  const born = step({ city: 'Rome' }, {});
  const named = (told: Members) => step({ name: 'Jane' }, { told });

  test('where a later delivery shows it', () => {
    expect(judged(life(born, named({ city: 'Rome' })))).not.toThrow();
  });

  test('not where the only window lacks it', () => {
    expect(judged(life(born, named({})))).toThrow(Broken);
  });

  test('not known where there is no window', () => {
    expect(judged(life(born))).toThrow(Inconclusive);
  });

  test('not known where updates lose what they do not name', () => {
    const rewritten = step({ city: 'Bonn' }, { told: { city: 'Bonn' } });
    expect(judged(life(born, named({}), rewritten, named({})))).toThrow(Inconclusive);
  });

  test('not where the read shows another value, whatever else is right', () => {
    expect(
      judged(life(step({ city: 'Rome' }, { echo: { city: 'Rome' }, read: { city: '' } }))),
    ).toThrow(Broken);
  });
});

describe('what an update sent is kept', () => {
  const born = step({ city: 'Rome' }, {});

  test('where the delivery never has the field but the answer has', () => {
    const changed = step({ city: 'Bonn' }, { echo: { city: 'Bonn' }, told: {} });
    expect(judged(life(born, changed), 1)).not.toThrow();
  });

  test('not where the answer repeats it and later deliveries show the old value', () => {
    const named = step({ name: 'Jane' }, { told: { city: 'Rome' } });
    const changed = step({ city: 'Bonn' }, { echo: { city: 'Bonn' }, told: { city: 'Rome' } });
    expect(judged(life(born, named, changed, named), 2)).toThrow(Broken);
  });

  test('where only its own delivery is late by one', () => {
    const changed = step({ city: 'Bonn' }, { told: { city: 'Rome' } });
    const named = step({ name: 'Jane' }, { told: { city: 'Bonn' } });
    expect(judged(life(born, changed, named), 1)).not.toThrow();
  });
});

describe('what an update does not name', () => {
  test('is lost where a window showed it before', () => {
    const changed = step({ city: 'Bonn' }, { told: { city: 'Bonn' } });
    const named = step({ name: 'Jane' }, { told: { city: null } });
    expect(() => leavesAlone(life(changed, changed, named), 2, ['city'])).toThrow(Broken);
  });

  test('is not judged by the value of another client', () => {
    const changed = step({ city: 'Bonn' }, { read: { city: 'Bonn' } });
    const named = step({ name: 'Jane' }, { read: { city: 'Oslo' } });
    const story = { ...life(changed, named), elsewhere: { city: ['Oslo'] } };
    expect(() => leavesAlone(story, 1, ['city'])).toThrow(Inconclusive);
  });
});
