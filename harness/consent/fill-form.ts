import type { Answers } from './answers.ts';
import type { Control, Form } from './page.ts';

/** The names and values that a submission carries, in the form's order. */
export type Entries = readonly [name: string, value: string][];

/** Fills a form in as a browser would submit it with this button. */
export function fillForm(form: Form, answers: Answers, pressed: Control | undefined): Entries {
  return form.controls.flatMap((control) => {
    if (control.kind === 'image') return control === pressed ? clicked(control.name) : [];
    if (control.name === '') return [];
    const values = valuesOf(control, form, answers, pressed);
    return values.map((value): [string, string] => [control.name, value]);
  });
}

function valuesOf(control: Control, form: Form, answers: Answers, pressed?: Control): string[] {
  const { kind, name, value } = control;
  const answer = answers.chosen[name];
  switch (kind) {
    case 'text':
    case 'password':
      return [answers.typed[name] ?? value];
    case 'hidden':
      return [value || (answer ?? '')];
    case 'checkbox':
      return isTicked(control, answer) ? [value] : [];
    case 'radio':
      return isPicked(control, form, answer) ? [value] : [];
    case 'select':
      return picked(control, answer);
    default:
      return control === pressed ? [value] : [];
  }
}

function clicked(name: string): [string, string][] {
  const prefix = name === '' ? '' : `${name}.`;
  return [
    [`${prefix}x`, '1'],
    [`${prefix}y`, '1'],
  ];
}

function isTicked({ checked, value }: Control, answer: string | undefined): boolean {
  if (answer === undefined) return checked;
  if (/^(false|off|no|0|)$/i.test(answer) && answer !== value) return false;
  // Several boxes of one name: "read:clients, write:clients".
  return (
    /^(true|on|yes|1)$/i.test(answer) || answer.split(/[\s,]+/).includes(value) || answer === value
  );
}

function isPicked(
  { name, value, checked }: Control,
  form: Form,
  answer: string | undefined,
): boolean {
  const offered = form.controls.some(
    (other) => other.kind === 'radio' && other.name === name && other.value === answer,
  );
  return offered ? value === answer : checked;
}

function picked({ options }: Control, answer: string | undefined): string[] {
  const wanted = options.find(({ value, text }) => value === answer || text === answer);
  return wanted ? [wanted.value] : options.filter(({ chosen }) => chosen).map(({ value }) => value);
}
