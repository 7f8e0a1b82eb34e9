/** What the browser tests share: how a learner finds their way, in either language. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from 'playwright/test';
import type { Language } from '../../src/i18n/languages.ts';
import { results } from '../../src/i18n/results.ts';
import { workspace } from '../../src/i18n/workspace.ts';

/** @example exerciseFile('command-or-args/start.yaml') → its text */
export const exerciseFile = (path: string): string =>
  readFileSync(new URL(`../../exercises/${path}`, import.meta.url), 'utf8');
/** Of command-or-args, which most tests work at. */
export const solution = exerciseFile('command-or-args/solution.yaml');

/** Fails the test on a violation of the page's policy or an error of a script. Call before the first visit. */
export async function watch(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(
        `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
      ),
    );
  });
  return wrong;
}

/** Visits a page of the course, and waits until its figures and forms have come alive. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.keyboard.press('Shift'); // what is out of view waits for a reader who stirs
  await expect(page.locator('html')).toHaveAttribute('data-alive', 'on');
}

export class Exercise {
  readonly page: Page;
  readonly words: (typeof workspace & typeof results)[Language];
  readonly #address: string;

  constructor(page: Page, language: Language, id: string) {
    this.page = page;
    this.words = { ...workspace[language], ...results[language] };
    this.#address = `${language}/exercises/${id}/`;
  }

  async visit(): Promise<void> {
    await this.page.goto(this.#address);
    await this.alive();
  }

  /** The page's script has taken over. */
  async alive(): Promise<void> {
    await expect(this.page.locator('astro-island[ssr]')).toHaveCount(0);
  }

  get editor(): Locator {
    return this.page.getByRole('textbox', { name: 'pod.yaml' });
  }

  get submitButton(): Locator {
    return this.page.locator('.editor-foot').getByRole('button', { name: this.words.submit });
  }

  get verdict(): Locator {
    return this.page.locator('#verdict');
  }

  check(id: string): Locator {
    return this.page.locator(`[data-check="${id}"]`);
  }

  /** Replaces all of the YAML, as a learner pastes it. */
  async write(yaml: string): Promise<void> {
    await this.editor.click();
    await expect(this.page.locator('.cm-content')).toBeFocused();
    await this.page.keyboard.press('ControlOrMeta+a');
    await paste(this.page, yaml);
  }

  async submit(): Promise<void> {
    await this.submitButton.click();
    await expect(this.verdict).toContainText(/\S/);
    await expect(this.submitButton).toBeEnabled();
  }
}

/** Pastes into what has focus (the clipboard itself is not a test's to fill). */
export const paste = (page: Page, text: string): Promise<void> =>
  page.locator('.cm-content').evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
