import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EVENTS } from '../../contracts/resources.ts';

const DAY_MS = 86_400_000;
/** A target that nobody has asked for so long is not asked again. */
const KEPT_MS = 30 * DAY_MS;

const leftover = z.object({
  target: z.string(),
  event: z.enum(EVENTS),
  url: z.string(),
  /** As the target named the subscription. */
  id: z.string().optional(),
  /** The members that held the URL and the event. */
  urlKey: z.string(),
  eventKey: z.string(),
  /** Whether it belongs to the other account, whose token alone ends it. */
  ofOtherAccount: z.boolean().optional(),
});
const ofOneRun = z.object({
  host: z.string(),
  process: z.int(),
  at: z.number(),
  open: z.array(leftover),
});

type OfOneRun = z.infer<typeof ofOneRun>;

/** A subscription that a run made, with what is needed to end it. */
export type Leftover = z.infer<typeof leftover>;

/** Remembers open subscriptions, so that those of a run that died are ended by the next. */
export interface Leftovers {
  /** What runs that are over have left at a target. */
  readonly found: (target: string) => readonly Leftover[];
  /** A subscription was made. */
  readonly keep: (one: Leftover) => void;
  /** A subscription has ended, this run's or another's. */
  readonly drop: (one: Leftover) => void;
}

/** Nothing is remembered, as for a target that ends with the run. */
export const noLeftovers: Leftovers = { found: () => [], keep: () => {}, drop: () => {} };

/**
 * One file a run, so that runs side by side do not write over each other; it is gone when nothing is
 * open. A folder that cannot be written is not kept.
 */
export function folderLeftovers(
  folder: string,
  { now, pid = process.pid }: { readonly now: () => number; readonly pid?: number },
): Leftovers {
  const host = hostname();
  const started = now();
  const own = join(folder, `${host.replace(/[^\w.-]/g, '_')}-${pid}-${started}.json`);
  const open = new Set<Leftover>();
  const writeOwn = () => write(folder, own, { host, process: pid, at: started, open: [...open] });
  const ended = () => filesIn(folder).filter(({ file, run }) => file !== own && isOver(run));
  const isOver = (run: OfOneRun): boolean =>
    run.host === host ? !isAlive(run.process) : now() - run.at > DAY_MS;
  return {
    found: (target) =>
      ended().flatMap(({ file, run }) => {
        if (now() - run.at > KEPT_MS) rmSync(file, { force: true });
        return run.open.filter((each) => each.target === target);
      }),
    keep: (one) => {
      open.add(one);
      writeOwn();
    },
    drop: (one) => {
      if (open.delete(one)) return writeOwn();
      for (const { file, run } of ended()) {
        const rest = run.open.filter(({ url, id }) => url !== one.url || id !== one.id);
        if (rest.length < run.open.length) write(folder, file, { ...run, open: rest });
      }
    },
  };
}

function write(folder: string, file: string, run: OfOneRun): void {
  try {
    if (run.open.length === 0) rmSync(file, { force: true });
    else {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.part`, JSON.stringify(run), { mode: 0o600 });
      renameSync(`${file}.part`, file);
    }
  } catch {
    // the next run only has less to end
  }
}

function filesIn(folder: string) {
  const names = existing(folder).filter((name) => name.endsWith('.json'));
  return names.flatMap((name) => {
    const file = join(folder, name);
    try {
      return [{ file, run: ofOneRun.parse(JSON.parse(readFileSync(file, 'utf8'))) }];
    } catch {
      // half written by a run that died, or none of ours
      return [];
    }
  });
}

function existing(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
