import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PactV4 } from '@pact-foundation/pact';
import type { Contract } from '../contracts/consumer/contract.ts';
import type { Interaction, Message } from '../contracts/consumer/interaction.ts';
import { deliveries } from '../contracts/schemas/delivery.ts';
import { createTransport, type Transport } from '../harness/client/transport.ts';
import { describeInteraction, describeMessage } from './describe-interaction.ts';
import { pactLibrary } from './pact-library.ts';
import { consumerAt, playConsumer } from './play-consumer.ts';
import { stablePact } from './stable-pact.ts';

const TIMEOUT_MS = 10_000;
const TRIES = 5;

/**
 * Plays the consumer against Pact's mock server, one interaction after the other, and returns the
 * pact file: the same text for the same contract, wherever and whenever it is generated.
 *
 * @throws SetUpError where Pact's library does not load
 */
export async function generatePact(contract: Contract): Promise<string> {
  const { PactV4 } = await pactLibrary();
  const dir = await mkdtemp(join(tmpdir(), 'conformance-pact-'));
  const transport = createTransport({ timeoutMs: TIMEOUT_MS });
  try {
    const { consumer, provider, agreed } = contract;
    const pact = new PactV4({ consumer, provider, dir, logLevel: 'error' });
    for (const each of agreed) await play(pact, each, transport);
    const [file = ''] = await readdir(dir);
    return stablePact(
      await readFile(join(dir, file), 'utf8'),
      agreed.map(({ description }) => description),
    );
  } finally {
    await transport.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function play(pact: PactV4, agreed: Interaction | Message, transport: Transport) {
  if ('event' in agreed) {
    await describeMessage(pact, agreed).executeTest(async ({ contents }) => {
      deliveries[agreed.event].parse(contents.content);
    });
    return;
  }
  await insist(() =>
    describeInteraction(pact, agreed).executeTest(async ({ url }) => {
      const { response } = await playConsumer(agreed, consumerAt(url, transport));
      const [status] = agreed.answer.statuses;
      if (response?.status !== status) {
        throw new WrongConsumer(`${agreed.description}: the consumer does not send what is agreed`);
      }
    }),
  );
}

class WrongConsumer extends Error {}

/** Pact's mock server notes a request after it has answered it, and may be asked for it in between. */
async function insist(play: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await play();
    } catch (error) {
      if (error instanceof WrongConsumer || tries === TRIES) throw error;
    }
  }
}
