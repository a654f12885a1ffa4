/** More than these nobody reads in a line. */
const MOST = 6;

/** The ids of clauses in few words: `oauth/token/{json, path}`, or how many there are in each section. */
export function clausesText(ids: readonly string[]): string {
  const sections = new Map<string, string[]>();
  for (const id of ids) {
    const at = id.lastIndexOf('/');
    const slugs = sections.get(id.slice(0, at)) ?? [];
    sections.set(id.slice(0, at), [...slugs, id.slice(at + 1)]);
  }
  return [...sections]
    .map(([section, slugs]) => {
      if (slugs.length === 1) return `${section}/${slugs[0]}`;
      return ids.length > MOST
        ? `${section}/* (${slugs.length})`
        : `${section}/{${slugs.join(', ')}}`;
    })
    .join(' ');
}

/** The clauses that differences are about, as far as these tell, and how many more there are. */
export function brokenClausesText(ids: readonly string[], says: readonly string[]): string {
  const about = ids.filter((id) => says.some((each) => isAbout(id, each)));
  if (about.length === 0) return clausesText(ids);
  const others = ids.length - about.length;
  return `${clausesText(about)}${others === 0 ? '' : ` and ${others} more`}`;
}

function isAbout(id: string, says: string): boolean {
  const slug = id.slice(id.lastIndexOf('/') + 1);
  const [rule = ''] = says.split('; it is ');
  if (rule.startsWith('the status ')) return /(^status-|-status$|-\d{3}$)/.test(slug);
  if (/^the (header "content-type"|body must be (sent as|JSON))/i.test(rule)) {
    return /(^|-)(json|content-type|error-format|refusal-format)$/.test(slug);
  }
  if (rule.startsWith('no delivery came')) return slug === 'delivered';
  return [...rule.matchAll(/"([\w.]+)"/g)].some(([, path = '']) => {
    const member = path.slice(path.lastIndexOf('.') + 1);
    const words = [member, member.replaceAll('_', '-')];
    return words.some((word) => new RegExp(`(^|-)${word}$`).test(slug));
  });
}
