import { expect, it } from 'vitest';
import { pactProgress } from '../../cli/pact-progress.ts';
import { hostOf } from './host-of.ts';

function progressOn(isTerminal: boolean, total?: number) {
  let at = 0;
  const host = hostOf({ now: () => at });
  const err = { ...host.err, screen: { ...host.err.screen, isTerminal } };
  return {
    progress: pactProgress({ err, now: host.now }, total),
    later: (ms: number) => {
      at += ms;
    },
    written: host.written,
  };
}

it('redraws one line on a terminal, ten times a second at most, and clears it', () => {
  const { progress, later, written } = progressOn(true, 65);
  progress.began(1);
  progress.began(2);
  later(100);
  progress.began(3);
  progress.end();
  expect(written.err).toBe(
    '\r\u001b[2Kverifying interaction 1 of 65\r\u001b[2Kverifying interaction 3 of 65\r\u001b[2K',
  );
});

it('writes a line every five seconds into a log, and none for what is over before', () => {
  const { progress, later, written } = progressOn(false);
  progress.began(1);
  later(5_000);
  progress.began(7);
  progress.began(8);
  progress.end();
  expect(written.err).toBe('verifying interaction 7\n');
});
