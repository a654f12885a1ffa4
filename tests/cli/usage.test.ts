import { describe, expect, it } from 'vitest';
import { inProcess } from './host-of.ts';

describe('wrong usage', () => {
  it.each<[args: string, says: string]>([
    ['rn', "Unknown command 'rn'; did you mean run?"],
    ['run --lvel must', "Unknown option '--lvel'; did you mean --level?"],
    ['run --level mus', '--level takes must, should, not "mus"; did you mean "must"?'],
    ['run --level', "Option '--level <level>' argument missing"],
    ['run --reporter terminl', 'not "terminl"; did you mean "terminal"?'],
    ['run --reporter ,', '--reporter takes terminal, markdown'],
    ['run --workers 0', '--workers takes a whole number of at least 1, not "0".'],
    ['run --workers 1.5', '--workers takes a whole number of at least 1, not "1.5".'],
    ['run --fuzz-seconds many', '--fuzz-seconds takes a number of at least 0.1, not "many".'],
    ['run oath', 'Unknown suite "oath"; the nearest is "oauth".'],
    ['run token', 'Unknown suite "token"; the nearest is "oauth/token".'],
    ['run --clause actions/create-cleint/*', 'the nearest is "actions/create-client'],
    ['run --replay /nowhere', '--replay: /nowhere has no evidence of a run in it.'],
    ['run --config no.js', 'no.js: there is no such configuration file'],
    ['run --target x', 'command line: "target" must be an http or https URL; it is "x"'],
    ['run --target https://api.pocketsuite.io', 'is on the production host'],
    ['run --output /dev/null/x', '--output: /dev/null/x cannot be made a folder (ENOTDIR).'],
    ['fuzz --for 2d', '--for takes a time such as 90s, 20m or 2h, not "2d".'],
    ['fuzz --seconds 0', '--seconds takes a number of at least 0.1, not "0".'],
    [
      'fuzz --seconds 5 --for 1m',
      "Option '--for <time>' cannot be used with option '--seconds <n>'",
    ],
    ['fuzz --config no.js', 'no.js: there is no such configuration file'],
    ['mock x', "Too many arguments for 'mock'. Expected 0 arguments but got 1."],
    ['mock --fault nonsense', 'Unknown fault "nonsense"; '],
    ['mock --variant nonsense', 'Unknown variant "nonsense"; '],
    ['clauses --json --markdown', 'Give --json or --markdown, not both.'],
  ])('%s', async (args, says) => {
    const { code, out, err } = await inProcess(args.split(' '), { cwd: '/' }, () => {
      throw new Error('nothing may run');
    });
    expect(err).toContain(says);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect([code, out]).toEqual([2, '']);
  });

  it('shows the help to who names no command', async () => {
    const { code, err } = await inProcess([]);
    expect(err).toMatch(/^Usage: pocketsuite-conformance/);
    expect(code).toBe(2);
  });
});

describe('help', () => {
  it.each([[''], ['run'], ['fuzz'], ['mock'], ['clauses']])(
    'of "%s" fits 80 columns',
    async (command) => {
      const { code, out } = await inProcess([...command.split(' ').filter(Boolean), '--help']);
      expect(code).toBe(0);
      const [options = '', examples] = out.split('Examples:');
      expect(options.split('\n').filter((line) => line.length > 80)).toEqual([]);
      if (command !== 'clauses') expect(examples).toContain(`pocketsuite-conformance ${command}`);
    },
  );

  it('tells the version', async () => {
    expect(await inProcess(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });
});
