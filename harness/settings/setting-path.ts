/** Where a setting stands, as one would write it in JavaScript: `oauth.scopes[0]`. */
export function settingPath(path: readonly PropertyKey[]): string {
  return path.map(String).reduce((before, key) => {
    if (/^\d+$/.test(key)) return `${before}[${key}]`;
    if (!/^[\w$]+$/.test(key)) return `${before}['${key}']`;
    return before === '' ? key : `${before}.${key}`;
  }, '');
}
