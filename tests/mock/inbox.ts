import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/** A delivery that an inbox got. */
export interface Letter {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any shape.
  readonly body: any;
}

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A receiver of webhooks; `answer` decides what a delivery is answered, 200 unless it says so. */
export async function openInbox(
  answer: (letter: Letter, response: ServerResponse) => void = () => {},
) {
  const letters: Letter[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const { url: path = '', method = '', headers } = request;
    const letter = { path, method, headers, text, body: text && JSON.parse(text) };
    letters.push(letter);
    answer(letter, response);
    if (!response.headersSent && response.statusCode !== 102) response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    letters,
    at: (path: string) => letters.filter((letter) => letter.path === path),
    async waitFor(count: number, path?: string): Promise<Letter[]> {
      const got = () => (path === undefined ? letters : letters.filter((one) => one.path === path));
      for (let waited = 0; got().length < count; waited += 10) {
        if (waited > 5000) throw new Error(`${got().length} of ${count} deliveries came`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return got();
    },
  };
}
