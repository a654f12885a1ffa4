/** `{name}`; what else stands in braces is no placeholder. */
export const PLACEHOLDER = /\{([A-Za-z]\w*)\}/g;

/** The names of the placeholders in a text, in their order. */
export function placeholders(text: string): readonly string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name);
}
