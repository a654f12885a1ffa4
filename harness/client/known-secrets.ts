/** Texts to be found in others, of which there are more with every grant of a run. */
export interface KnownSecrets {
  readonly add: (secret: string) => void;
  /** The text with a name in the place of each secret, the longest where several begin alike. */
  readonly replaced: (text: string, nameOf: (secret: string) => string) => string;
}

/** A power of two, many times the number of secrets of a run. */
const SLOTS = 1 << 16;

/**
 * No secrets yet. A regular expression would be compiled anew with each of them; here the beginnings
 * of secrets are marked in a table, and hardly any place of a text has to be looked at closer.
 *
 * @param shortest characters that each secret has at least, and not fewer than four
 */
export function knownSecrets(shortest: number): KnownSecrets {
  const byStart = new Map<string, string[]>();
  const begins = new Uint8Array(SLOTS);
  const secretAt = (text: string, at: number): string | undefined => {
    if (begins[slotOf(text, at)] === 0) return undefined;
    const alike = byStart.get(text.slice(at, at + shortest));
    return alike?.find((each) => text.startsWith(each, at));
  };
  return {
    add: (secret) => {
      const start = secret.slice(0, shortest);
      const alike = [...(byStart.get(start) ?? []), secret];
      byStart.set(
        start,
        alike.sort((one, other) => other.length - one.length),
      );
      begins[slotOf(secret, 0)] = 1;
    },
    replaced: (text, nameOf) => {
      let done = '';
      let from = 0;
      for (let at = 0; at + shortest <= text.length; at += 1) {
        const secret = secretAt(text, at);
        if (secret === undefined) continue;
        done += text.slice(from, at) + nameOf(secret);
        from = at + secret.length;
        at = from - 1;
      }
      return done + text.slice(from);
    },
  };
}

/** By four characters, of which any three would be alike in too many words. */
function slotOf(text: string, at: number): number {
  let hash = 0;
  for (let index = at; index < at + 4; index += 1) {
    hash = Math.imul(hash, 31) + text.charCodeAt(index);
  }
  return hash & (SLOTS - 1);
}
