import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { startReceiver } from '../../harness/webhooks/receiver.ts';
import { signatureFault } from '../../harness/webhooks/verify-signature.ts';

const secret = `whsec_${Buffer.from('a key of this test').toString('base64')}`;
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** Written from the specification, not by the library that verifies. */
function sign(body: string, { id = 'msg_1', at = Date.now(), key = 'a key of this test' } = {}) {
  const seconds = String(Math.floor(at / 1000));
  const signed = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'Webhook-Id': id, 'Webhook-Timestamp': seconds, 'Webhook-Signature': `v1,${signed}` };
}

async function received(body: string, headers: Readonly<Record<string, string>>) {
  const receiver = await startReceiver({ listen: '127.0.0.1:0', now: Date.now });
  const transport = createTransport({ timeoutMs: 5_000 });
  opened.push(receiver, transport);
  const inbox = receiver.open('a');
  const sent = {
    label: 'x',
    method: 'POST',
    url: inbox.url,
    body,
    headers: Object.entries(headers),
  };
  await transport.send(sent);
  const [delivery] = inbox.deliveries;
  if (delivery === undefined) throw new Error('nothing came');
  return signatureFault(delivery, secret);
}

const body = '{ "name": "Zo\u00eb", "total": 150.00 }';
const HOUR = 3_600_000;

it.each<[what: string, headers: Readonly<Record<string, string>>, fault: string | undefined]>([
  ['a right signature', sign(body), undefined],
  [
    'one right signature of several',
    { ...sign(body), 'Webhook-Signature': `v1a,AAAA v1,AAAA ${sign(body)['Webhook-Signature']}` },
    undefined,
  ],
  ['none', {}, 'is missing: it needs webhook-id, webhook-timestamp and webhook-signature'],
  ['one by another key', sign(body, { key: 'another' }), 'does not fit the body and the secret'],
  [
    'one of the body written anew',
    sign(JSON.stringify(JSON.parse(body))),
    'does not fit the body and the secret',
  ],
  [
    'an old one',
    sign(body, { at: Date.now() - HOUR }),
    'has a timestamp that is more than five minutes old',
  ],
  [
    'one of later',
    sign(body, { at: Date.now() + HOUR }),
    'has a timestamp that is more than five minutes ahead',
  ],
  [
    'one at no time',
    { ...sign(body), 'Webhook-Timestamp': 'now' },
    'has a timestamp that is no number of seconds',
  ],
])('%s', async (_what, headers, fault) => expect(await received(body, headers)).toBe(fault));
