import { isPlainObject } from './is-plain-object.ts';

/** Lays layers of settings over each other: a later one wins, key by key; lists are taken whole. */
export function merged(...layers: readonly unknown[]): unknown {
  return layers.reduce((below, above) => {
    if (above === undefined) return below;
    if (!isPlainObject(below) || !isPlainObject(above)) return above;
    const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
    return Object.fromEntries(
      [...keys].map((key) => [key, merged(own(below, key), own(above, key))]),
    );
  });
}

/** Not what every object inherits, such as `__proto__`. */
function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
