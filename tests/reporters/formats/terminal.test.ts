import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { composeRun } from '../../../reporters/compose-run.ts';
import { terminal } from '../../../reporters/formats/terminal.ts';
import type { Run } from '../../../reporters/run.ts';
import { clause } from '../sample-clause.ts';
import { goodRun, sampleRun } from '../sample-run.ts';

const plain = { columns: 80, isTerminal: false, colours: false };

function failing(...messages: string[]): Run {
  const catalogue = messages.map((_, at) => clause(`actions/create-client/rule-${at}`));
  return composeRun({
    ...sampleRun,
    setUp: undefined,
    problems: undefined,
    catalogue,
    judgements: new Map(
      messages.map((message, at) => [
        `actions/create-client/rule-${at}`,
        { verdict: 'fail', message, evidence: [] },
      ]),
    ),
  });
}

describe('terminal', () => {
  test('tells every verdict to a log file', async () => {
    await expect(terminal(sampleRun, plain)).toMatchFileSnapshot('terminal-plain.txt');
  });

  test('tells every verdict to a terminal with colours', async () => {
    const text = terminal(sampleRun, { columns: 100, isTerminal: true, colours: true });
    await expect(text).toMatchFileSnapshot('terminal-colours.txt');
  });

  test('says little where all went well', () => {
    expect(terminal(goodRun, { ...plain, columns: 100 })).toBe(
      `pocketsuite-conformance 0.1.0 | https://staging.example.com/gateway

       pass  fail  warn  inconclusive  not applicable
oauth     3     0     0             0               0

1 request, 0 invalid token requests, 1 delivery | 2.1 s
+ pass  3 passed, 0 failed, 0 warned, 0 inconclusive, 0 not applicable
`,
    );
  });

  test.each([40, 60, 80, 100, 300])('keeps within %i columns, commands aside', (columns) => {
    const text = terminal(sampleRun, { columns, isTerminal: true, colours: true });
    const table = /^ *(pass|oauth|actions|triggers|errors) /;
    const long = stripVTControlCharacters(text)
      .split('\n')
      .filter((line) => !/^ *(curl|Again:|\w+ clauses? before) /.test(line) && !table.test(line))
      .filter((line) => !/^(.{1,2} (FAIL|WARN|ERROR)| {4}\w+\/)|→/.test(line))
      .filter((line) => Array.from(line).length > columns);
    expect(long).toEqual([]);
  });

  test('has only ASCII of its own where there is no terminal', () => {
    const foreign = terminal(sampleRun, plain)
      .replaceAll('ë', '')
      .match(/\P{ASCII}/gu);
    // The one ellipsis is in a message.
    expect(foreign).toEqual(['…']);
  });

  test('lets nothing that a gateway sent steer the terminal', () => {
    const text = terminal(failing('it is "\u001b[2J\u0007\r\u202e"'), plain);
    expect(text).toContain('it is "\\u001b[2J\\u0007\\r\\u202e"');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('tells a message that many clauses share once', () => {
    const text = terminal(failing(...Array<string>(5).fill('it is down')), plain);
    expect(text.split('it is down')).toHaveLength(2);
    expect(text).toContain('x FAIL  5 clauses for the same reason');
    expect(text).toContain(
      'Again: npx pocketsuite-conformance run --clause actions/create-client\n',
    );
  });

  test('tells the first 25 findings in full, and the rest in a line each', () => {
    const text = terminal(failing(...Array.from({ length: 40 }, (_, at) => `reason ${at}`)), plain);
    expect(text.match(/^x FAIL/gm)).toHaveLength(25);
    expect(text.match(/^x actions\/create-client\/rule-\d+: reason \d+$/gm)).toHaveLength(15);
  });

  test('tells why the target could not be set up', () => {
    const run: Run = { ...goodRun, setUp: 'connection refused', problems: ['a spec is lost'] };
    const text = terminal(run, plain);
    expect(text).toContain('x SET-UP\n    connection refused');
    expect(text).toContain('E a bug of the suite\n    a spec is lost');
  });
});
