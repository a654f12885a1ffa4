/** A handler to paste and fill in, for a state that nobody knows how to bring about. */
export function stateTemplate(name: string, params: Readonly<Record<string, string>>): string {
  const given = Object.keys(params);
  const comment = given.length > 0 ? `params has ${given.join(', ')}; ` : '';
  return [
    `  ${quoted(name)}: async ({ params, values, gateway }) => {`,
    `    // ${comment}bring the target into this state`,
    '    return {}; // values that the contract may be filled with, by name',
    '  },',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
