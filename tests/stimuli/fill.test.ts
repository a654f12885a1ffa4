import { describe, expect, it } from 'vitest';
import { UsageError } from '../../harness/settings/usage-error.ts';
import { fillJson, fillText } from '../../harness/stimuli/fill.ts';

describe('fillJson', () => {
  it('keeps a number a number where the string is nothing but its name', () => {
    expect(fillJson({ advance: '{seconds}', note: 'by {seconds} s' }, { seconds: 3600 })).toEqual({
      advance: 3600,
      note: 'by 3600 s',
    });
  });

  it('fills at any depth and leaves all else as it is', () => {
    const json = { a: ['{x}', { b: '{x}{x}' }], n: 1, no: false, none: null, braces: '{ x } {}' };
    expect(fillJson(json, { x: 'y' })).toEqual({ ...json, a: ['y', { b: 'yy' }] });
  });

  it('does not fill what was filled in, nor read a value as a replacement pattern', () => {
    expect(fillJson('a{x}', { x: "{y}$&$'" })).toBe("a{y}$&$'");
  });

  it('does not take a name from the prototype', () => {
    expect(() => fillJson('{constructor}', { x: 1 })).toThrow(UsageError);
  });
});

describe('fillText', () => {
  it('tells of an unknown name, and which are known', () => {
    expect(() => fillText('/x/{second}', { seconds: 1 })).toThrow(
      new UsageError('nothing is known to fill {second}; known here is {seconds}'),
    );
  });
});
