import type { Run, Screen } from '../run.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { terminal } from './terminal.ts';

/** A report as text; pure, so that the same run always reads the same. */
export type Format = (run: Run, screen: Screen) => string;

/** The formats by name, with the file in the output folder that each is written to. */
export const formats = {
  terminal: { format: terminal },
  json: { format: json, file: 'report.json' },
  markdown: { format: markdown, file: 'report.md' },
  html: { format: html, file: 'report.html' },
} satisfies Record<string, { readonly format: Format; readonly file?: string }>;
