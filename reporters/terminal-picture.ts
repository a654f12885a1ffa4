/** How a stretch of text looks. */
interface Look {
  readonly fill?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

interface Stretch extends Look {
  readonly text: string;
}

const COLUMN = 8.4;
const LINE = 20;
const MARGIN = 20;
const BAR = 30;
const FILLS: Readonly<Record<string, string>> = {
  31: '#ff7b86',
  32: '#4cc38a',
  33: '#e8b04b',
  34: '#6fb5ee',
  35: '#c99bf0',
  36: '#62c8d8',
  90: '#8d98a8',
};

/**
 * Draws a terminal's text as an SVG without scripts or outside fonts, for the README.
 *
 * @param ansi text with the colour codes that picocolors writes
 * @param columns where the drawn terminal breaks its lines
 */
export function terminalPicture(ansi: string, columns = 100): string {
  const lines = stretches(ansi.replace(/\n+$/, '')).flatMap((line) => folded(line, columns));
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + MARGIN + BAR;
  const rows = lines.map((line, at) => row(line, BAR + (at + 1) * LINE));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
<rect width="${width}" height="${height}" rx="8" fill="#151922"/>
<g fill="#3a4250"><circle cx="20" cy="18" r="5"/><circle cx="38" cy="18" r="5"/><circle cx="56" cy="18" r="5"/></g>
<g fill="#e6e9ef">
${rows.filter((text) => text !== '').join('\n')}
</g>
</svg>
`;
}

function stretches(ansi: string): Stretch[][] {
  let look: Look = {};
  return ansi.split('\n').map((line) => {
    const found: Stretch[] = [];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
      if (part.startsWith('\u001b[')) {
        look = part.slice(2, -1).split(';').reduce(changed, look);
      } else if (part !== '') {
        found.push({ ...look, text: part });
      }
    }
    return found;
  });
}

function folded(line: readonly Stretch[], columns: number): Stretch[][] {
  const rows: Stretch[][] = [[]];
  let column = 0;
  for (const { text, ...look } of line) {
    let rest = Array.from(text);
    while (rest.length > 0) {
      if (column === columns) {
        rows.push([]);
        column = 0;
      }
      const fitting = rest.slice(0, columns - column);
      rows.at(-1)?.push({ ...look, text: fitting.join('') });
      column += fitting.length;
      rest = rest.slice(fitting.length);
    }
  }
  return rows;
}

function changed({ fill, ...look }: Look, code: string): Look {
  const coloured = fill === undefined ? look : { ...look, fill };
  if (code === '' || code === '0') return {};
  if (code === '1') return { ...coloured, bold: true };
  if (code === '2') return { ...coloured, dim: true };
  if (code === '22') return { ...coloured, bold: false, dim: false };
  if (code === '39') return look;
  const next = FILLS[code];
  return next === undefined ? coloured : { ...look, fill: next };
}

// Each stretch stands at its own column, so that another font than ours still lines up.
function row(line: readonly Stretch[], y: number): string {
  let column = 0;
  const spans = line.map((stretch) => {
    const x = MARGIN + column * COLUMN;
    column += size(stretch.text);
    return stretch.text.trim() === '' ? '' : span(stretch, x);
  });
  return column === 0 ? '' : `<text y="${y}">${spans.join('')}</text>`;
}

function span({ text, fill, bold, dim }: Stretch, x: number): string {
  const length = (size(text) * COLUMN).toFixed(1);
  const look = [
    fill ? ` fill="${fill}"` : '',
    bold ? ' font-weight="bold"' : '',
    dim ? ' opacity=".62"' : '',
  ].join('');
  return `<tspan x="${x.toFixed(1)}" textLength="${length}"${look}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Browsers no longer agree on xml:space, and would run plain spaces together.
      .replaceAll(' ', '\u00a0')
  );
}

function size(text: string): number {
  return Array.from(text).length;
}
