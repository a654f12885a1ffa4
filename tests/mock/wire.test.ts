import { describe, expect, test } from 'vitest';
import { documentedError } from '../../contracts/schemas/error.ts';
import { raw } from './raw.ts';
import { visit } from './visitor.ts';

describe('what is hardly HTTP', () => {
  test.each([
    [
      'a header beyond all measure',
      `GET /gateway/v1/zapier HTTP/1.1\r\nHost: x\r\nAuthorization: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['an unknown method', 'FOO /gateway HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    [
      'a wrong content length',
      'POST /gateway/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n',
      400,
    ],
    ['no host', 'GET /gateway/nowhere HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ])('%s', async (_what, text, status) => {
    const zapier = await visit();
    const answer = await raw(zapier.url, text);
    expect(answer.status).toBe(status);
    documentedError.parse(JSON.parse(answer.body));
  });
});
