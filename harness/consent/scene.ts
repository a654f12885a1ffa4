import type { Locator, Page } from '@playwright/test';
import type { Answers } from './answers.ts';
import { leadsOn, speaksFor } from './decision-words.ts';

/** What a page shows that the user can act on. */
export interface Scene {
  readonly fields: readonly Field[];
  readonly buttons: readonly Button[];
  /** Equal for two looks at the same controls. */
  readonly signature: string;
}

/** A visible field that the answers name. */
export interface Field {
  readonly name: string;
  readonly kind: string;
  readonly answer: string;
  readonly locator: Locator;
}

/** A visible button or link. */
export interface Button {
  readonly text: string;
  readonly name: string;
  readonly value: string;
  readonly kind: 'submit' | 'button' | 'link';
  /** Whether it stands in a form that has fields. */
  readonly inForm: boolean;
  readonly disabled: boolean;
  readonly locator: Locator;
}

const PRESSABLE =
  'button, input[type=submit], input[type=image], input[type=button], [role=button], a[href]';
const FILLABLE = 'input, select, textarea';

/** Looks at the visible controls of a page. */
export async function lookAt(
  page: Page,
  answers: Answers,
  labels: Readonly<Record<string, string>>,
): Promise<Scene> {
  const fields: Field[] = [];
  for (const [name, answer] of Object.entries({ ...answers.typed, ...answers.chosen })) {
    const locator = await fieldOf(page, name, answer, labels[name]);
    if (!locator) continue;
    const kind = await locator.evaluate(
      (element) => element.type ?? element.tagName.toLowerCase(),
      undefined,
      // It was there a moment ago: if it is gone, the page was left.
      { timeout: 500 },
    );
    const choice = !/^(text|textarea|email|password|tel|number|url|search|date)$/.test(kind);
    if (choice && !(name in answers.chosen)) continue;
    fields.push({ name, kind, answer, locator });
  }
  const buttons = await buttonsOf(page);
  const shown = [...fields.map(({ name }) => name), ...buttons.map(({ text }) => text)];
  return { fields, buttons, signature: shown.join('\n') };
}

async function fieldOf(page: Page, name: string, answer: string, label: string | undefined) {
  const quoted = JSON.stringify(name);
  const named = page.locator(
    FILLABLE.split(', ')
      .map((tag) => `${tag}[name=${quoted}]`)
      .join(', '),
  );
  const candidates = label
    ? [page.getByLabel(label)]
    : [
        named.and(page.locator(`[type=radio][value=${JSON.stringify(answer)}]`)),
        named,
        page.getByLabel(name),
      ];
  for (const candidate of candidates) {
    const visible = candidate
      .and(page.locator(FILLABLE))
      .and(page.locator(':not([type=submit]):not([type=image]):not([type=button])'))
      .filter({ visible: true });
    if ((await visible.count()) > 0) return visible.first();
  }
  return undefined;
}

async function buttonsOf(page: Page): Promise<Button[]> {
  const visible = page.locator(PRESSABLE).filter({ visible: true });
  const found = await visible.evaluateAll((elements) =>
    elements.map((element) => ({
      // biome-ignore lint/performance/useDomNodeTextContent: what the user sees, without scripts
      text: [element.innerText, element.value, element.ariaLabel, element.alt, element.title]
        .filter(Boolean)
        .join(' ')
        .trim(),
      name: element.name ?? '',
      value: element.value ?? '',
      link: element.tagName === 'A' && element.getAttribute('role') !== 'button',
      submits: ['submit', 'image'].includes(element.type) && element.form !== null,
      inForm: Boolean(element.form?.querySelector('input:not([type=hidden]), select, textarea')),
      disabled: Boolean(element.disabled),
    })),
  );
  return found.map(({ link, submits, ...button }, i) => {
    const kind = link ? 'link' : submits ? 'submit' : 'button';
    return { ...button, kind, locator: visible.nth(i) };
  });
}

/** The button that the user presses on a scene; undefined where none is about the decision. */
export function buttonFor({ fields, buttons }: Scene, answers: Answers): Button | undefined {
  const { decision, chosen } = answers;
  const enabled = buttons.filter(({ disabled }) => !disabled);
  const real = enabled.filter(({ kind }) => kind !== 'link');
  const speaking = (among: readonly Button[]) =>
    among.find(({ text }) => speaksFor(decision, text));
  const named = enabled.find(({ name, value }) => name !== '' && chosen[name] === value);
  if (named) return named;
  if (fields.length === 0) {
    const on = decision === 'approve' ? real.find(({ text }) => leadsOn(text)) : undefined;
    return speaking(real) ?? speaking(enabled) ?? on;
  }
  // With a field filled in, the form's own button: "Connect with ..." beside it means another sign-in.
  const own = buttons.some(({ inForm }) => inForm);
  const among = own ? real.filter(({ inForm }) => inForm) : real;
  return speaking(among) ?? neutral(among, decision);
}

/** Whether pressing the button tells the decision, by its words or by what was chosen beside it. */
export function decides({ fields }: Scene, button: Button, answers: Answers): boolean {
  const { decision, chosen } = answers;
  const isNamed = button.name !== '' && chosen[button.name] === button.value;
  const isSignIn = fields.some(({ kind }) => kind === 'password');
  const isChosen =
    !isSignIn && fields.some(({ kind }) => kind === 'radio' || kind.startsWith('select'));
  return isNamed || isChosen || speaksFor(decision, button.text);
}

function neutral(among: readonly Button[], decision: Answers['decision']): Button | undefined {
  const opposite = decision === 'approve' ? 'deny' : 'approve';
  const rest = among.filter(({ text }) => !speaksFor(opposite, text));
  return rest.find(({ kind }) => kind === 'submit') ?? rest[0];
}
