import { again } from '../findings.ts';
import type { ClauseResult } from '../run.ts';
import { verdictWords } from '../verdict-words.ts';
import { escaped } from './escaped.ts';
import { block, evidence } from './evidence.ts';

/** A clause: its verdict and sentence at a glance, the rest once it is opened. */
export function clause(result: ClauseResult, target: string): string {
  const { id, area, section, level, says, chosen, verdict } = result;
  const shown = chosen ? verdict : 'not-chosen';
  const { mark, word } = chosen ? verdictWords[verdict] : { mark: '·', word: 'not chosen' };
  return `<details class="clause" id="${escaped(id)}" data-verdict="${shown}" data-area="${area}">
<summary><span class="mark" role="img" aria-label="${word}">${mark}</span><code>${escaped(id)}</code><span class="standing">${escaped(section)} · ${level}</span>
<span class="says">${prose(says)}</span>${told(result)}</summary>
<div class="inside">${inside(result, target)}</div></details>`;
}

/** A sentence of ours, its names set as code. */
function prose(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function told({ message, reason, chosen }: ClauseResult): string {
  const text = message ?? (chosen ? reason : undefined);
  return text === undefined ? '' : `<span class="message">${escaped(text)}</span>`;
}

function inside(result: ClauseResult, target: string): string {
  const { expected, actual, id, verdict, message = '' } = result;
  // The last exchange is the one that decided.
  const last = result.evidence.length - 1;
  const facts = [
    ...(expected === undefined
      ? []
      : [`<dt>Expected</dt><dd><code>${escaped(expected)}</code></dd>`]),
    ...(actual === undefined ? [] : [`<dt>Got</dt><dd><code>${escaped(actual)}</code></dd>`]),
  ];
  return [
    facts.length === 0 ? '' : `<dl>${facts.join('')}</dl>`,
    result.evidence.length === 0
      ? '<p class="soft">No exchange.</p>'
      : result.evidence.map((item, at) => evidence(item, target, at === last)).join(''),
    block(
      `Judge <code>${escaped(id)}</code> again`,
      again({ verdict, message, clauses: [result] }),
    ),
  ].join('');
}
