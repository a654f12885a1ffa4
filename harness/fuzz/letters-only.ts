/** Values whose format is none of letters. */
const FORMATTED = ['phone', 'birthday', 'postal_code', 'state', 'country_code'];

/** Characters that any form takes. */
const SHORT = 40;

/**
 * The same values in few letters, digits and blanks: what a gateway has to take even where it refuses
 * marks, symbols, emojis or long texts on purpose.
 *
 * @returns `undefined` where the values have nothing else
 */
export function lettersOnly(
  body: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const plain = Object.fromEntries(
    Object.entries(body).map(([field, value]) => [field, plainer(field, value)]),
  );
  return Object.keys(body).some((field) => plain[field] !== body[field]) ? plain : undefined;
}

function plainer(field: string, value: string): string {
  // a tag, which a gateway may take for a mistake
  if (field === 'email') return value.replaceAll('+', '.');
  return FORMATTED.includes(field) ? value : inLetters(value);
}

function inLetters(text: string): string {
  const letters = text.replace(/[^\p{L}\p{M}\p{N} ]+/gu, ' ').replace(/ {2,}/g, ' ');
  return [...letters.trim()].slice(0, SHORT).join('').trim() || 'x';
}
