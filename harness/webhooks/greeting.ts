import { memberOf } from '../judging/members.ts';

/** What senders call a request that only tries a new subscription out. */
const GREETING =
  /^(?:webhooks?[._-])?(?:ping|test|verif\w*|challenge|handshake|subscri\w*)(?:[._-]\w+)*$/i;

/** Whether the JSON body of a delivery says that it only tries a subscription out, of which the document does not speak. */
export function saysGreeting(body: unknown): boolean {
  const said = ['event', 'type', 'topic', 'action'].map((key) => memberOf(body, key));
  return said.some((value) => typeof value === 'string' && GREETING.test(value));
}
