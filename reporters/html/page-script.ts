/** What the page does in a browser: filter the clauses and copy commands. Without it all shows. */
export const pageScript = `
const all = (what, within = document) => [...within.querySelectorAll(what)];
const filters = document.querySelector('.filters');
const search = filters.querySelector('input');
const shown = document.getElementById('shown');
const pressed = (name) => new Set(all('button[data-' + name + '][aria-pressed=true]', filters).map((b) => b.dataset[name]));
function apply() {
  const verdicts = pressed('show'), areas = pressed('area'), words = search.value.toLowerCase().split(/\\s+/);
  const clauses = all('.clause');
  for (const clause of clauses) {
    const { verdict, area } = clause.dataset;
    const text = clause.firstElementChild.textContent.toLowerCase();
    clause.hidden = !((verdicts.size === 0 || verdicts.has(verdict)) && (areas.size === 0 || areas.has(area)) && words.every((word) => text.includes(word)));
  }
  for (const section of all('.section, .part')) section.hidden = all('.clause', section).every((clause) => clause.hidden);
  shown.textContent = clauses.filter((clause) => !clause.hidden).length + ' of ' + clauses.length + ' clauses';
}
filters.hidden = false;
filters.addEventListener('click', ({ target }) => {
  if (!target.matches('[aria-pressed]')) return;
  target.setAttribute('aria-pressed', String(target.getAttribute('aria-pressed') !== 'true'));
  apply();
});
search.addEventListener('input', apply);
for (const button of all('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const block = button.parentElement.nextElementSibling;
    try {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    } catch {
      getSelection().selectAllChildren(block);
    }
  });
}
if (location.hash) document.getElementById(location.hash.slice(1))?.setAttribute('open', '');
apply();
`;
