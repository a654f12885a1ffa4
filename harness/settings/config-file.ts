import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { isPlainObject } from './is-plain-object.ts';
import { UsageError } from './usage-error.ts';

/** What a configuration file says. */
export interface ConfigFile {
  /** Its path. */
  readonly file: string;
  /** Its path as a message names it, from the working folder. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['ts', 'js', 'mjs', 'json'].map((ending) => `conformance.config.${ending}`);

/**
 * Reads the configuration file.
 *
 * @param configFile a file that must be there; without it the working folder is looked through
 * @param environment passed to a file that exports a function
 */
export async function readConfigFile(
  cwd: string,
  configFile: string | undefined,
  environment: Environment,
): Promise<ConfigFile | undefined> {
  const file = await findFile(cwd, configFile);
  if (file === undefined) return undefined;
  const name = relative(cwd, file).startsWith('..') ? file : relative(cwd, file);
  const values = await load(cwd, file, name, environment);
  if (!isPlainObject(values)) {
    throw new UsageError(`${name}: must export an object with the settings as its default`);
  }
  return { file, name, values };
}

async function findFile(cwd: string, configFile?: string): Promise<string | undefined> {
  for (const name of configFile === undefined ? NAMES : [configFile]) {
    const file = resolve(cwd, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
  }
  if (configFile === undefined) return undefined;
  throw new UsageError(`${configFile}: there is no such configuration file`);
}

async function load(cwd: string, file: string, name: string, env: Environment): Promise<unknown> {
  try {
    // Loading it takes a tenth of a second, which a run without a file need not wait for.
    const { loadConfig } = await import('c12');
    const { layers } = await loadConfig({
      cwd,
      configFile: file,
      name: 'conformance',
      rcFile: false,
      envName: false,
      // Either would make `c12` fetch something.
      extend: false,
      giget: false,
      // What it transpiled would stand, secrets included, in the folder for temporary files.
      jitiOptions: { fsCache: false },
      // Its own one drops what is null, and a null is to be refused by name.
      merger: (...sources) => sources.find((each) => each !== undefined && each !== null) ?? {},
      context: { env },
    });
    return layers?.[0]?.config;
  } catch (error) {
    throw new UsageError(`${name}: could not be loaded: ${reason(error, file)}`);
  }
}

/** The first line, without what is told already, and with the place that the next one may name. */
function reason(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = '', second = ''] = message.split('\n');
  const place = /:(\d+:\d+)$/.exec(second.trim())?.[1];
  const why = first.replaceAll(`${file}:`, '').replace('ParseError:', '').trim();
  return place === undefined ? why : `${why} at ${place}`;
}
