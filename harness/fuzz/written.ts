import { type Hostile, NOT_UTF8 } from './hostile.ts';
import type { Member } from './hostile-members.ts';

/** A hostile body as it is sent: text, or bytes where it is no UTF-8. */
export function written(
  hostile: Hostile,
  lawful: Readonly<Record<string, unknown>>,
): string | Uint8Array {
  if ('whole' in hostile) return hostile.whole;
  const { members, prefix = '', until = 1, bytes } = hostile;
  const replaced = new Set(members.map(([key]) => key));
  const kept = Object.entries(lawful)
    .filter(([key]) => !replaced.has(key))
    .map(([key, value]): Member => [key, JSON.stringify(value)]);
  const marked = members.map((each) => withMark(each, lawful));
  const all = [...kept, ...marked].map(([key, json]) => `${JSON.stringify(key)}:${json}`);
  const object = `{${all.join(',')}}`;
  const text = `${prefix}${object.slice(0, Math.ceil(object.length * until))}`;
  return bytes === undefined ? text : inserted(text, bytes);
}

/** Any client that is created must be recognisable: a name keeps what its lawful one says. */
function withMark([key, json]: Member, { name }: Readonly<Record<string, unknown>>): Member {
  const isName = key === 'name' && typeof name === 'string' && json.startsWith('"');
  return isName ? [key, `${JSON.stringify(name).slice(0, -1)} ${json.slice(1)}`] : [key, json];
}

function inserted(text: string, bytes: readonly number[]): Uint8Array {
  const [before = '', after = ''] = text.split(NOT_UTF8);
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}
