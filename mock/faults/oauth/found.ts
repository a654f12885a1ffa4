import type { Fault } from '../../fault.ts';

const KINDS = {
  access: 'getAccessToken',
  refresh: 'getRefreshToken',
  codes: 'getAuthorizationCode',
} as const;

/** Access tokens, refresh tokens or codes that are found by something else than the whole of them. */
export function found(
  kind: keyof typeof KINDS,
  isKnown: (sent: string, issued: string) => boolean,
): Pick<Fault, 'model'> {
  return {
    model: (model, { grants }) => {
      const find = (sent: string): string => {
        const all: ReadonlyMap<string, unknown> = grants[kind];
        const issued = all.has(sent) ? sent : [...all.keys()].find((each) => isKnown(sent, each));
        return issued ?? sent;
      };
      const name = KINDS[kind];
      return { ...model, [name]: async (sent: string) => model[name](find(sent)) };
    },
  };
}
