const STRING = /"(?:[^"\\]|\\.)*"/g;

/** A JSON text with some of its strings replaced, however it escapes them; nothing else is touched. */
export function replaceStrings(json: string, replacements: ReadonlyMap<string, string>): string {
  if (replacements.size === 0) return json;
  return json.replace(STRING, (written) => {
    const replaced = replacements.get(read(written) ?? '');
    return replaced === undefined ? written : JSON.stringify(replaced);
  });
}

/** Every string that stands in a JSON text, names of members among them. */
export function stringsIn(json: string): ReadonlySet<string> {
  return new Set((json.match(STRING) ?? []).flatMap((written) => read(written) ?? []));
}

function read(written: string): string | undefined {
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}
