import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import type { TransportRequest } from '../../harness/client/transport.ts';
import type { Stimulus } from '../../harness/settings/settings.ts';
import { askPerson } from '../../harness/stimuli/ask-person.ts';
import {
  type Stimulated,
  type StimulateParts,
  stimulate,
} from '../../harness/stimuli/stimulate.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stimulate-'));
});
afterAll(() => rm(folder, { recursive: true }));

const exchange = (came: Pick<Exchange, 'response' | 'failure'>): Exchange => ({
  label: '',
  request: { method: 'POST', url: '', headers: [] },
  startedAt: 0,
  durationMs: 0,
  ...came,
});
const answered = (status: number) => exchange({ response: { status, headers: [], body: '' } });

const run = (stimulus: Stimulus, parts: Partial<StimulateParts> = {}) =>
  stimulate(stimulus, {
    event: 'booking.created',
    target: 'http://127.0.0.1:4010/gateway',
    send: () => Promise.reject(new Error('nothing is to be sent')),
    ask: () => {
      throw new Error('nobody is to be asked');
    },
    timeoutMs: 5_000,
    ...parts,
  });

describe('an HTTP call', () => {
  const call = { method: 'POST', path: '/emit?key=top-secret', json: { e: '{event}' } } as const;

  it('is sent, and is done with any 2xx', async () => {
    const sent: TransportRequest[] = [];
    const send = async (request: TransportRequest) => {
      sent.push(request);
      return answered(202);
    };
    expect(await run(call, { send })).toEqual({ ok: true });
    expect(sent).toMatchObject([
      { label: 'stimulus booking.created', method: 'POST', body: '{"e":"booking.created"}' },
    ]);
  });

  it('fails with the status, or with why no answer came, and without the query', async () => {
    const url = 'http://127.0.0.1:4010/gateway/emit';
    expect(await run(call, { send: async () => answered(302) })).toEqual({
      ok: false,
      why: `POST ${url} was answered with 302`,
    });
    const failure = { kind: 'timeout', message: 'no answer within 5 s' } as const;
    expect(await run(call, { send: async () => exchange({ failure }) })).toEqual({
      ok: false,
      why: `POST ${url} got no answer: no answer within 5 s`,
    });
  });
});

describe.skipIf(process.platform === 'win32')('a command', () => {
  it('knows the event and what else it inherits', async () => {
    const file = join(folder, 'event');
    const command = `echo "$POCKETSUITE_EVENT $PATH" > '${file}'; echo shown; echo told >&2`;
    expect(await run({ command })).toEqual({ ok: true });
    expect(await readFile(file, 'utf8')).toBe(`booking.created ${process.env.PATH}\n`);
  });

  it('fails with its exit code or signal', async () => {
    expect(await run({ command: 'exit 3' })).toEqual({
      ok: false,
      why: 'the command ended with exit code 3',
    });
    expect(await run({ command: 'kill -9 $$' })).toEqual({
      ok: false,
      why: 'the command ended with SIGKILL',
    });
  });

  it('is ended in time, with all that it started', async () => {
    const file = join(folder, 'late');
    const command = `sh -c 'sleep 0.6; echo late > ${file}' & wait`;
    expect(await run({ command }, { timeoutMs: 200 })).toEqual({
      ok: false,
      why: 'the command did not end within 0.2 s',
    });
    await sleep(700);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });
});

describe('a person', () => {
  const asked = (
    parts: Partial<Parameters<typeof askPerson>[1]>,
    seconds = 60,
  ): Promise<{ outcome: Stimulated; said: string[] }> => {
    const said: string[] = [];
    const announce = (sentence: string) => void said.push(sentence);
    const arrived = () => new Promise<boolean>(() => {});
    const all = { event: 'booking.created' as const, seconds, announce, arrived, ...parts };
    const ask = (sentence: string) => askPerson(sentence, all);
    return run({ manual: 'Book a massage.', within: seconds }, { ask }).then((outcome) => ({
      outcome,
      said,
    }));
  };

  it('is told what to do and by when, and is done when it is delivered', async () => {
    expect(await asked({ arrived: async () => true })).toEqual({
      outcome: { ok: true },
      said: ['Waiting for you (booking.created): Book a massage; waiting 60 s.'],
    });
  });

  it('says by Enter that it is done, and by s that it is not', async () => {
    const { outcome, said } = await asked({ readLine: async () => '' });
    expect(outcome).toEqual({ ok: true });
    expect(said[0]).toMatch(/ Press Enter once it is done, or s and Enter to skip it\.$/);
    expect((await asked({ readLine: async () => 's' })).outcome).toEqual({
      ok: false,
      why: 'it was skipped',
    });
  });

  it('has so long, also where the input ends', async () => {
    const late = { ok: false, why: 'nothing was delivered within the 60 s that a person had' };
    expect((await asked({ arrived: async () => false })).outcome).toEqual(late);
    const readLine = () => Promise.reject(new Error('closed'));
    expect((await asked({ readLine, arrived: async () => false })).outcome).toEqual(late);
  });
});
