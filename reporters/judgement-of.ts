import { stripVTControlCharacters } from 'node:util';
import type { TestResult } from '@playwright/test/reporter';
import type { Verdict } from '../contracts/verdict.ts';
import type { RecordedJudgement } from './recorded.ts';

const VERDICTS: ReadonlySet<string> = new Set<Verdict>([
  'pass',
  'fail',
  'warn',
  'inconclusive',
  'not-applicable',
  'error',
]);

const CLAUSE_ID = /^(?:oauth|actions|triggers|errors)\/[^/\s]+\/[^/\s]+$/;

/**
 * Reads the judgement that a test attached. A test that threw, or left none, is a bug of ours and
 * judged `error`; a test that is no clause, such as the set-up, has no judgement.
 */
export function judgementOf(title: string, result: TestResult): RecordedJudgement | undefined {
  const attached = readAttached(title, result);
  if (attached === undefined && !CLAUSE_ID.test(title)) return undefined;
  const id = attached?.id ?? title;
  if (result.status === 'interrupted' || result.status === 'skipped') {
    return attached ?? without(id, `the test was ${result.status}`);
  }
  // A verdict whose test then broke may rest on anything.
  if (result.status !== 'passed') return { ...bug(id, thrown(result)), ...evidenceOf(attached) };
  if (attached === undefined) return bug(id, 'the test ended without a judgement');
  return attached;
}

function readAttached(title: string, result: TestResult): RecordedJudgement | undefined {
  const body = result.attachments.findLast(({ name }) => name === 'judgement')?.body;
  if (body === undefined) return undefined;
  const text = body.toString('utf8');
  try {
    const read: RecordedJudgement = JSON.parse(text);
    if (VERDICTS.has(read.verdict) && typeof read.id === 'string') return read;
  } catch {
    // Told below, as any other attachment that is no judgement.
  }
  return bug(title, `the test attached no judgement but ${text.slice(0, 200)}`);
}

function thrown({ status, error }: TestResult): string {
  const message = stripVTControlCharacters(error?.message ?? error?.value ?? '');
  if (message === '') return `the test ended as ${status}`;
  const at = error?.location;
  return at === undefined ? message : `${message} (${at.file}:${at.line})`;
}

function bug(id: string, message: string): RecordedJudgement {
  return { id, verdict: 'error', message, evidence: [] };
}

function without(id: string, reason: string): RecordedJudgement {
  return { id, verdict: 'inconclusive', reason, evidence: [] };
}

function evidenceOf(attached: RecordedJudgement | undefined) {
  return attached === undefined ? {} : { evidence: attached.evidence };
}
