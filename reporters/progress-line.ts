import { duration } from './duration.ts';
import type { Screen } from './run.ts';
import { styleOf } from './terminal/style.ts';

/** How far a run is. */
export interface ProgressState {
  /** The scenarios being played, the one begun first first. */
  readonly playing: readonly string[];
  readonly judged: number;
  readonly total: number;
  readonly failed: number;
  readonly warned: number;
  readonly elapsedMs: number;
}

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MS = 100;

/** The state of a run in one line that fits the screen, so that it can be redrawn in place. */
export function progressLine(state: ProgressState, screen: Screen): string {
  const style = styleOf(screen);
  const { judged, total, failed, warned, elapsedMs } = state;
  const facts = [
    `${judged} of ${total} judged`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(warned > 0 ? [`${warned} warned`] : []),
    // Milliseconds would only flicker.
    elapsedMs < 1000 ? `${(elapsedMs / 1000).toFixed(1)} s` : duration(elapsedMs),
  ].join(style.dot);
  const lead = screen.isTerminal ? `${frame(elapsedMs)} ` : '';
  // The last column is left free: some terminals break the line there.
  const room = screen.columns - 1 - lead.length - facts.length - style.dot.length;
  const scenario = cut(playing(state.playing), room, style.ellipsis);
  const line = lead + (scenario === '' ? facts : scenario + style.dot + facts);
  const fitting = screen.isTerminal ? cut(line, screen.columns - 1, style.ellipsis) : line;
  if (failed > 0) return style.colour.fail(fitting);
  return warned > 0 ? style.colour.warn(fitting) : fitting;
}

function frame(elapsedMs: number): string {
  return FRAMES[Math.floor(elapsedMs / FRAME_MS) % FRAMES.length] ?? '';
}

function playing([first, ...more]: readonly string[]): string {
  if (first === undefined) return '';
  return `playing "${first}"${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

function cut(text: string, room: number, ellipsis: string): string {
  const characters = Array.from(text);
  if (characters.length <= room) return text;
  const kept = room - ellipsis.length;
  return kept < 8 ? '' : characters.slice(0, kept).join('') + ellipsis;
}
