import type { Answers } from './answers.ts';
import { buttonSpeaks, isNamed } from './choose-button.ts';
import type { Control, Form } from './page.ts';

/** The form to fill in; undefined where none is about signing in or the decision. */
export function chooseForm(forms: readonly Form[], answers: Answers): Form | undefined {
  const rated = forms
    .map((form) => ({ form, marks: rate(form, answers) }))
    .filter(({ marks }) => marks.fit >= 0 && marks.relevant);
  rated.sort((a, b) => compare(b.marks.order, a.marks.order));
  return rated[0]?.form;
}

function rate(form: Form, answers: Answers) {
  const buttons = form.controls.filter(({ kind }) => kind === 'button' || kind === 'image');
  const fields = form.controls.filter((control) => !buttons.includes(control));
  const named = buttons.some((button) => isNamed(button, answers));
  const fit = fields.reduce((sum, field) => sum + fits(field, answers), Number(named));
  const password = fields.some(({ kind }) => kind === 'password');
  const speaks = buttons.some((button) => buttonSpeaks(button, answers.decision));
  const contrary = buttons.some((button) =>
    buttonSpeaks(button, answers.decision === 'approve' ? 'deny' : 'approve'),
  );
  const post = form.method === 'post';
  return {
    fit,
    relevant: fit > 0 || password || speaks || post,
    // A pair of forms, one to allow and one to deny, is told apart by the buttons.
    order: [fit, Number(password), Number(speaks) - Number(contrary && !speaks), Number(post)],
  };
}

/** How well a field fits the answers; a hidden decision of the contrary kind counts against the form. */
function fits({ kind, name, value }: Control, { chosen, typed }: Answers): number {
  if (kind === 'text' || kind === 'password') return name in typed ? 1 : 0;
  if (!(name in chosen)) return 0;
  if (kind === 'hidden' && value !== '') return chosen[name] === value ? 1 : -1;
  return 1;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((mark, at) => mark !== b[at]);
  return (a[i] ?? 0) - (b[i] ?? 0);
}
