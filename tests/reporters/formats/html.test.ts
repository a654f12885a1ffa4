import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { html } from '../../../reporters/formats/html.ts';
import type { Run } from '../../../reporters/run.ts';
import { sampleRun } from '../sample-run.ts';

describe('html', () => {
  const $ = load(html(sampleRun));

  test('shows each clause with its verdict', () => {
    const shown = $('.clause')
      .toArray()
      .map((element) => [$(element).attr('id'), $(element).attr('data-verdict')]);
    const expected = sampleRun.clauses.map(({ id, verdict, chosen }) => [
      id,
      chosen ? verdict : 'not-chosen',
    ]);
    expect(shown.sort()).toEqual(expected.sort());
  });

  test('shows what needs attention first', () => {
    const parts = $('.part').toArray();
    const verdictsIn = (at: number) =>
      new Set(
        $(parts[at])
          .find('.clause')
          .map((_, one) => $(one).attr('data-verdict'))
          .toArray(),
      );
    expect(
      $('h2')
        .toArray()
        .map((one) => $(one).text()),
    ).toEqual(expect.arrayContaining(['Broken', 'Warned of', 'Inconclusive', 'All other clauses']));
    expect(verdictsIn(0)).toEqual(new Set(['error', 'fail']));
    expect(verdictsIn(1)).toEqual(new Set(['warn']));
    expect(verdictsIn(2)).toEqual(new Set(['inconclusive']));
  });

  test('shows the exchange and how to repeat it', () => {
    const text = $('[id="oauth/token/no-store"]').text();
    expect(text).toContain('POST https://staging.example.com/gateway/oauth/token');
    expect(text).toContain(`"client_secret=$CLIENT_SECRET"`);
    expect(text).toContain('npx pocketsuite-conformance run --clause oauth/token/no-store');
  });

  test('needs nothing beside itself, and lets no script but its own run', () => {
    const script = $('script').text();
    expect($('script')).toHaveLength(1);
    expect(() => new Script(script)).not.toThrow();
    const hash = createHash('sha256').update(script).digest('base64');
    expect($('meta[http-equiv]').attr('content')).toContain(`script-src 'sha256-${hash}'`);
    expect(html(sampleRun)).not.toMatch(/(src|href)=/);
  });

  test('shows markup that a gateway sent as text', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';
    const run: Run = {
      ...sampleRun,
      target: evil,
      setUp: evil,
      problems: [evil],
      clauses: sampleRun.clauses.map((clause) => ({
        ...clause,
        message: evil,
        actual: evil,
        evidence: [
          {
            kind: 'delivery',
            delivery: {
              method: evil,
              url: evil,
              headers: [[evil, evil]],
              body: evil,
              receivedAt: 0,
            },
          },
        ],
      })),
      observations: [{ name: evil, value: evil, says: evil }],
    };
    const page = load(html(run));
    expect(page('script')).toHaveLength(1);
    expect(page('img, [onerror]')).toHaveLength(0);
    expect(page('.message').first().text()).toBe(evil);
  });
});
