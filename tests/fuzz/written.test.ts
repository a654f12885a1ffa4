import { describe, expect, it } from 'vitest';
import { NOT_UTF8 } from '../../harness/fuzz/hostile.ts';
import { written } from '../../harness/fuzz/written.ts';

const lawful = { name: 'Jane', phone: '+14155550100' };

describe('a hostile body', () => {
  it('replaces the lawful member of the same name', () => {
    expect(written({ members: [['name', '1e400']] }, lawful)).toBe(
      '{"phone":"+14155550100","name":1e400}',
    );
  });

  it('may have a key twice', () => {
    const body = written(
      {
        members: [
          ['name', '1'],
          ['name', '2'],
        ],
      },
      {},
    );
    expect(body).toBe('{"name":1,"name":2}');
  });

  it('may end early', () => {
    expect(written({ members: [], until: 0.5 }, { a: 1 })).toBe('{"a"');
  });

  it('may have bytes that are no UTF-8', () => {
    const body = written({ members: [['a', `"${NOT_UTF8}"`]], bytes: [0xff] }, {});
    expect([...(body as Uint8Array)]).toEqual([
      ...Buffer.from('{"a":"'),
      0xff,
      ...Buffer.from('"}'),
    ]);
  });

  it('may be anything else', () => {
    expect(written({ whole: 'null' }, lawful)).toBe('null');
  });
});
