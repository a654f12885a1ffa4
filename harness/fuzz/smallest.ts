/** Tells whether something smaller fails too. */
type Fails<Value> = (value: Value) => Promise<boolean>;

/**
 * The smallest part of a list that still fails, by halves first (delta debugging); the whole list is
 * known to fail.
 */
export async function smallestPart<Item>(
  items: readonly Item[],
  fails: Fails<readonly Item[]>,
): Promise<readonly Item[]> {
  let kept = items;
  if (kept.length > 0 && (await fails([]))) return [];
  for (let pieces = 2; kept.length > 1; ) {
    const smaller = await part(kept, pieces, fails);
    if (smaller !== undefined) {
      kept = smaller.items;
      pieces = smaller.isPiece ? 2 : Math.max(2, pieces - 1);
    } else if (pieces >= kept.length) break;
    else pieces = Math.min(kept.length, pieces * 2);
  }
  return kept;
}

async function part<Item>(items: readonly Item[], pieces: number, fails: Fails<readonly Item[]>) {
  const size = Math.ceil(items.length / pieces);
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, at) => at * size);
  for (const from of starts) {
    const piece = items.slice(from, from + size);
    if (piece.length < items.length && (await fails(piece))) return { items: piece, isPiece: true };
  }
  // of two pieces the one is the rest of the other
  for (const from of starts.length > 2 ? starts : []) {
    const rest = [...items.slice(0, from), ...items.slice(from + size)];
    if (await fails(rest)) return { items: rest, isPiece: false };
  }
  return undefined;
}

/**
 * The shortest text that still fails: a plain letter, plain letters as many, or the shortest part of
 * the text, by bisection from its end and then from its beginning.
 */
export async function smallestText(text: string, fails: Fails<string>): Promise<string> {
  if (text === 'x' || (await fails('x'))) return 'x';
  const flat = 'x'.repeat(text.length);
  const found = text !== flat && (await fails(flat)) ? flat : text;
  const points = Array.from(found);
  const end = await bisect(points.length, (length) => fails(points.slice(0, length).join('')));
  const head = points.slice(0, end);
  if (found === flat) return head.join('');
  const length = await bisect(head.length, (size) => fails(head.slice(-size).join('')));
  return head.slice(-length).join('');
}

/** The least number that fails, from 1 to one that is known to. */
async function bisect(most: number, fails: Fails<number>): Promise<number> {
  let fine = 0;
  let failing = most;
  while (failing - fine > 1) {
    const middle = Math.floor((fine + failing) / 2);
    if (await fails(middle)) failing = middle;
    else fine = middle;
  }
  return failing;
}
