import type { Exchange } from '../../contracts/evidence.ts';

/** What only the inside of a server knows: stack traces, queries, paths of its sources. */
const INTERNALS = [
  /\n\s*at .+[(\s]\S+:\d+(:\d+)?\)?/,
  /\\n\s+at [^"\\]{3,200}:\d+(:\d+)?\)?/,
  /"stack(_?trace)?"\s*:\s*["[]/i,
  /Traceback \(most recent call last\)/,
  /File \\?"[^"\\]+\.py\\?", line \d+/,
  /\bnode_modules[\\/]/,
  /\b\w+\.(?:java|kt|scala|cs|rb|php|go):(?:\d+|line \d+)/,
  /(?:\/(?:usr|home|var|app|srv|opt)\/[\w./-]+\.(?:js|ts|mjs|cjs|py|rb|php|go))\b/,
  /\b(?:SQLSTATE|ER_[A-Z]+_[A-Z]+|ORA-\d{5}|PG::\w+|ActiveRecord::\w+|psycopg2?\.|sqlite3?\.\w*Error)/,
  /\b(?:SELECT .+ FROM|INSERT INTO \S+|UPDATE \S+ SET|DELETE FROM) /,
  /\b(?:java\.lang|java\.sql|System\.\w+Exception|org\.springframework|goroutine \d+ \[)/,
];

/** Whether an error answer shows something of the server's inside. */
export function showsInternals({ response }: Exchange): boolean {
  if (response === undefined || response.status < 400) return false;
  return INTERNALS.some((pattern) => pattern.test(response.body));
}
