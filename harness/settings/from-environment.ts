import { type Driver, ENVIRONMENT, type Variable } from './environment.ts';
import { merged } from './merged.ts';
import { valueAt } from './value-at.ts';

/**
 * The settings that the environment gives; an empty variable counts as unset. What belongs to a
 * consent driver is left out where the configuration file chose another.
 *
 * @param file the settings of the configuration file
 */
export function fromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  file: unknown,
): unknown {
  const given = ENVIRONMENT.filter(({ name }) => (env[name] ?? '') !== '');
  const consent = valueAt(file, ['oauth', 'consent']);
  // a consent without a driver is a mistake to be told, not to be completed
  const driver = consent === undefined ? driverOf(given) : valueAt(consent, ['driver']);
  const used = given.filter(({ drivers }) => !drivers || drivers.some((each) => each === driver));
  const layers = used.map(({ name, path }) => nested(path, env[name]));
  const isConsent = used.some(({ drivers }) => drivers !== undefined);
  return merged({}, isConsent ? chosen(driver) : {}, ...layers);
}

/** Signing in lets more be judged than a token does. */
function driverOf(given: readonly Variable[]): Driver | undefined {
  const named = given.flatMap(({ drivers }) => drivers ?? []);
  return named.find((each) => each === 'form') ?? named[0];
}

function chosen(driver: unknown): unknown {
  const approve = driver === 'form' ? { approve: { decision: 'approve' } } : {};
  return { oauth: { consent: { driver, ...approve } } };
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
