import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { type Change, type Match, onAnswer, withMember, without } from '../../handler.ts';

/** What the faults of the actions are about. */
export type Action = 'create' | 'update' | 'note';

/** The granted answers of each action. */
export const granted = {
  create: { ...at.createClient, status: 'ok' },
  update: { ...at.updateClient, status: 'ok' },
  note: { ...at.createNote, status: 'ok' },
} as const satisfies Readonly<Record<Action, Match>>;

/** An answer that lacks a member. */
export function lacking(action: Action, member: string): Fault {
  return {
    name: `${action}-answer-lacks-${slug(member)}`,
    does: `answers a granted ${action} without \`${member}\``,
    answer: onAnswer(granted[action], without(member)),
  };
}

/** An answer that has a member as something else; `as` fits "`member` as …". */
export function turned(
  action: Action,
  member: string,
  as: string,
  value: unknown | ((present: unknown) => unknown),
): Fault {
  return {
    name: `${action}-answer-has-${slug(member)}-as-${slug(as)}`,
    does: `answers a granted ${action} with \`${member}\` as ${as}`,
    answer: onAnswer(granted[action], withMember(member, value)),
  };
}

/** An answer that has a member by another name. */
export function renamed(action: Action, member: string, other: string): Fault {
  const rename: Change = (carrier) => {
    const { [member]: value, ...rest } = carrier.body as Record<string, unknown>;
    carrier.body = { ...rest, [other]: value };
  };
  return {
    name: `${action}-answer-has-${slug(other)}-for-${slug(member)}`,
    does: `answers a granted ${action} with \`${other}\` instead of \`${member}\``,
    answer: onAnswer(granted[action], rename),
  };
}

/** A refusal that is answered with another status, and nothing else changed. */
export function refusedWith(match: Match, status: number, name: string, does: string): Fault {
  return {
    name,
    does,
    answer: onAnswer({ status: 'error', ...match }, (answer) => {
      if (![401, 403].includes(answer.status)) answer.status = status;
    }),
  };
}

/** Dates as numbers, in United States style, without a zone and as days. */
export const dates = {
  number: (date: unknown): unknown => Date.parse(String(date)),
  local: (date: unknown): unknown => {
    const then = new Date(String(date));
    return `${then.getUTCMonth() + 1}/${then.getUTCDate()}/${then.getUTCFullYear()} 2:30 PM`;
  },
  withoutZone: (date: unknown): unknown => String(date).replace(/Z$/, ''),
  day: (date: unknown): unknown => String(date).slice(0, 10),
  spaced: (date: unknown): unknown => String(date).replace('T', ' ').replace('Z', ' UTC'),
  later:
    (hours: number) =>
    (date: unknown): unknown =>
      new Date(Date.parse(String(date)) + hours * 3_600_000).toISOString().replace('.000', ''),
};

function slug(words: string): string {
  return words.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
}
