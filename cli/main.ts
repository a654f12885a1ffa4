#!/usr/bin/env node
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { commandLine } from './command-line.ts';
import type { Host } from './host.ts';
import { interruption } from './interruption.ts';
import { lineReader } from './read-line.ts';
import { screen } from './screen.ts';

const LINGER_MS = 1_000;
const { name, version } = createRequire(import.meta.url)('pocketsuite-conformance/package.json');

const host: Host = {
  cwd: process.cwd(),
  env: process.env,
  platform: process.platform,
  home: homedir(),
  tool: { name, version },
  now: Date.now,
  out: { write: (text) => process.stdout.write(text), screen: screen(process.stdout, process.env) },
  err: { write: (text) => process.stderr.write(text), screen: screen(process.stderr, process.env) },
  readLine: lineReader(process.stdin),
  interrupted: interruption(process),
};

for (const stream of [process.stdout, process.stderr]) {
  // `clauses | head` closes the pipe, which is no error of ours
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(process.exitCode ?? 0);
  });
}

process.exitCode = await commandLine(process.argv.slice(2), host);
// output may still be on its way, but a socket that somebody forgot must not keep us
setTimeout(() => process.exit(), LINGER_MS).unref();
