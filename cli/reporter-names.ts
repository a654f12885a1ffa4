/** What `--reporter` takes: ours, and Playwright's own, which write below the output folder. */
export const REPORTERS = {
  terminal: 'ours',
  markdown: 'ours',
  list: 'playwright',
  line: 'playwright',
  dot: 'playwright',
  html: 'playwright',
  junit: 'playwright',
  json: 'playwright',
  blob: 'playwright',
} as const;

/** The name of a reporter. */
export type ReporterName = keyof typeof REPORTERS;
