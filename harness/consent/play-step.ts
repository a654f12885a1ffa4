import type { Locator, Page } from '@playwright/test';

/** One thing that a user does on a page. */
export type Step = Readonly<Record<string, unknown>>;

/**
 * Plays one of `{ fill: 'Email', with: 'a@b.c' }`, `{ check: 'I agree' }` and `{ press: 'Sign in' }`, by
 * label, name or the text of a button.
 *
 * @returns whether it was one of these
 * @throws where the page has nothing to act on within the time
 */
export async function playStep(step: Step, page: Page, timeout: number): Promise<boolean> {
  const field = (name: string): Locator =>
    page
      .getByLabel(name)
      .or(page.locator(`[name=${JSON.stringify(name)}]`))
      .filter({ visible: true })
      .first();
  if (typeof step.fill === 'string') {
    await field(step.fill).fill(String(step.with ?? ''), { timeout });
  } else if (typeof step.check === 'string') {
    await field(step.check).check({ timeout });
  } else if (typeof step.press === 'string') {
    const name = step.press;
    const button = page.getByRole('button', { name }).or(page.getByRole('link', { name }));
    await button.filter({ visible: true }).first().click({ timeout });
  } else {
    return false;
  }
  return true;
}

/** A step without what it types, which may be a password. */
export function hidden({ with: _, ...step }: Step): Step {
  return step;
}
