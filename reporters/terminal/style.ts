import pico from 'picocolors';
import type { Verdict } from '../../contracts/verdict.ts';
import type { Screen } from '../run.ts';

type Paint = (text: string) => string;

/** How the parts of the terminal report look on a given screen. */
export interface Style {
  readonly width: number;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly colour: Readonly<Record<Verdict, Paint>>;
  readonly mark: Readonly<Record<Verdict, string>>;
  /** Between facts on one line. */
  readonly dot: string;
  readonly arrow: string;
  readonly ellipsis: string;
  /** The section of a clause, `§5.1`. */
  readonly section: (section: string) => string;
}

const FANCY = {
  mark: { pass: '✓', fail: '✗', warn: '!', inconclusive: '?', 'not-applicable': '–', error: '‼' },
  dot: ' · ',
  arrow: '→',
  ellipsis: '…',
  section: (section: string) => section,
};

// A log file or an old CI viewer may read bytes as anything but UTF-8.
const PLAIN = {
  mark: { pass: '+', fail: 'x', warn: '!', inconclusive: '?', 'not-applicable': '-', error: 'E' },
  dot: ' | ',
  arrow: '->',
  ellipsis: '...',
  section: (section: string) => section.replaceAll('§', 'section '),
};

/** The style of a screen; lines longer than 100 characters are hard to read on any. */
export function styleOf(screen: Screen): Style {
  const paint = pico.createColors(screen.colours);
  return {
    ...(screen.isTerminal ? FANCY : PLAIN),
    width: Math.max(40, Math.min(100, screen.columns)),
    bold: paint.bold,
    dim: paint.dim,
    colour: {
      pass: paint.green,
      fail: paint.red,
      warn: paint.yellow,
      inconclusive: paint.cyan,
      'not-applicable': paint.dim,
      error: paint.magenta,
    },
  };
}
