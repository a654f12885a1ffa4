import type { Answers } from './answers.ts';
import { speaksFor } from './decision-words.ts';
import type { Control, Form } from './page.ts';

/** The button to press: the one that the answers name, else the one whose words fit, else the first. */
export function chooseButton(form: Form, answers: Answers): Control | undefined {
  const buttons = form.controls.filter(({ kind }) => kind === 'button' || kind === 'image');
  return (
    buttons.find((button) => isNamed(button, answers)) ??
    buttons.find((button) => buttonSpeaks(button, answers.decision)) ??
    buttons.find((button) => !buttonSpeaks(button, opposite(answers.decision))) ??
    buttons[0]
  );
}

/** Whether the answers name this button's name and value. */
export function isNamed({ name, value }: Control, { chosen }: Answers): boolean {
  return name !== '' && chosen[name] === value;
}

/** Whether a button's words, or failing them its name or target, give this decision. */
export function buttonSpeaks(button: Control, decision: Answers['decision']): boolean {
  const { text, name, value, override } = button;
  const target = override.action ? new URL(override.action).pathname : '';
  const rest = `${name} ${value} ${target}`.replace(/[_/-]+/g, ' ');
  if (speaksFor(decision, text)) return true;
  // "Don't allow" with the name "authorize" is told by its words alone.
  return !speaksFor(opposite(decision), text) && speaksFor(decision, rest);
}

function opposite(decision: Answers['decision']): Answers['decision'] {
  return decision === 'approve' ? 'deny' : 'approve';
}
