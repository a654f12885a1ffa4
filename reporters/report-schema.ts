import { z } from 'zod';
import type { Run } from './run.ts';

const verdict = z.enum(['pass', 'fail', 'warn', 'inconclusive', 'not-applicable', 'error']);
const count = z.int().min(0);
const text = z.string();
const headers = z
  .array(z.tuple([text, text]))
  .describe('In the order and spelling in which they were sent.');

const exchange = z.object({
  label: text.describe('What was asked.'),
  request: z.object({
    method: text,
    url: text,
    headers,
    body: text.exactOptional(),
    from: text.exactOptional().describe('The local address it was sent from.'),
  }),
  response: z
    .object({
      status: z.int(),
      headers,
      body: text,
      brokenUtf8: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  failure: z
    .object({ kind: z.enum(['unreachable', 'closed', 'timeout']), message: text })
    .exactOptional()
    .describe('Why no response came.'),
  startedAt: z.number().describe('Milliseconds since the epoch.'),
  durationMs: z.number(),
});

const delivery = z.object({
  method: text,
  url: text,
  headers,
  body: text,
  brokenUtf8: z.literal(true).exactOptional(),
  receivedAt: z.number().describe('Milliseconds since the epoch.'),
  answered: z.int().exactOptional().describe('The status it was answered with.'),
});

const clause = z.object({
  id: text.describe('`<area>/<section>/<slug>`; never changes.'),
  area: z.enum(['oauth', 'actions', 'triggers', 'errors']),
  section: text.describe('Where it stands, e.g. `§5.1` or `RFC 6749 §5.1`.'),
  level: z.enum(['must', 'should']),
  says: text.describe('The duty in one sentence.'),
  chosen: z.boolean().describe('Whether this run was asked to judge it.'),
  verdict,
  message: text.exactOptional().describe('For `fail` and `warn`: subject, rule and value.'),
  expected: text.exactOptional(),
  actual: text.exactOptional(),
  reason: text.exactOptional().describe('For `inconclusive` and `not-applicable`: why.'),
  evidence: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('exchange'), exchange }),
        z.object({ kind: z.literal('delivery'), delivery }),
      ]),
    )
    .describe('What the verdict rests on, secrets masked.'),
});

/** `report.json` as zod sees it: the type `Run`, for whoever reads a report back. */
export const runSchema = z
  .object({
    schemaVersion: z.literal(1),
    tool: z.object({ name: text, version: text }),
    target: text.describe("The gateway's address."),
    startedAt: z.iso.datetime(),
    durationMs: z.number().min(0),
    verdict: z.enum(['pass', 'fail', 'nothing-judged', 'error']),
    setUp: text.exactOptional().describe('Why the target could not be set up.'),
    problems: z.array(text).exactOptional().describe('Bugs of the suite that belong to no clause.'),
    counts: z.record(verdict, count).describe('The chosen clauses by verdict.'),
    notChosen: count.describe('How many clauses this run was not asked to judge.'),
    clauses: z.array(clause).describe('Every clause of the catalogue.'),
    observations: z
      .array(z.object({ name: text, value: text, says: text }))
      .describe('What the target does where the document is silent.'),
    plan: z
      .array(text)
      .exactOptional()
      .describe(
        "In words, what was going to be spent of the hour's ten invalid token requests, and what could not be.",
      ),
    drift: z
      .array(z.object({ name: z.string(), locked: z.string(), seen: z.string() }))
      .exactOptional(),
    requests: z.object({
      total: count,
      fuzzed: count,
      invalidTokenRequests: count,
      deliveries: count,
    }),
  })
  .describe('A run of pocketsuite-conformance') satisfies z.ZodType<Run>;

/** The JSON Schema of `report.json`, published as `docs/report.schema.json`. */
export function reportSchema(): object {
  // As output zod forbids further keys, which a later version may add.
  return z.toJSONSchema(runSchema, { io: 'input' });
}
