/** Performs the walks of walks.ts by keyboard, and holds the focus and what is announced against them. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from 'playwright/test';
import { languages } from '../../src/i18n/languages.ts';
import { Exercise, paste } from './site.ts';
import { walkDocument, walks, type Action } from './walks.ts';

/** How often a key is pressed on the way to a place: more, and nobody would go there. */
const MOST_STOPS = 60;

interface Heard {
  /** Live regions' texts as they come, and what the focus reads. */
  heard: string[];
  focused(): string;
}

for (const language of languages)
  for (const { kind, exercise: id, steps } of walks(language))
    test(`${kind}, by keyboard: the focus is where it should be, and each thing is announced once: ${language}`, async ({
      page,
    }) => {
      await page.addInitScript(listen);
      const exercise = new Exercise(page, language, id);
      await exercise.visit();
      await expect(page.getByText(exercise.words.loading)).toHaveCount(0);
      for (const { does, keys, focus, hears = [] } of steps) {
        await page.evaluate(() => ((window as unknown as Heard).heard = []));
        for (const key of keys) await act(page, key, focus);
        await test.step(does, async () => {
          await expect.poll(() => focused(page), { message: does }).toContain(focus);
          for (const said of hears)
            await expect.poll(() => countOf(page, said), { message: `${does} ${said}` }).toBe(1);
          const order = await page.evaluate(
            (all) => all.map((said) => (window as unknown as Heard).heard.join('\n').indexOf(said)),
            [...hears],
          );
          expect(order).toEqual([...order].sort((a, b) => a - b));
        });
      }
    });

test('the page to read says what the tests perform', () => {
  const text = readFileSync(new URL('../../docs/accessibility-walk.md', import.meta.url), 'utf8');
  const words = (written: string): string => written.replaceAll(/[\s|-]+/g, ' ');
  expect(words(text)).toBe(words(walkDocument()));
});

const focused = (page: Page): Promise<string> => page.evaluate(() => (window as unknown as Heard).focused());

/** In how many announcements a text is. */
const countOf = (page: Page, said: string): Promise<number> =>
  page.evaluate((text) => (window as unknown as Heard).heard.filter((one) => one.includes(text)).length, said);

async function act(page: Page, action: Action, focus: string): Promise<void> {
  if ('press' in action) return page.keyboard.press(action.press);
  if ('type' in action) return page.keyboard.type(action.type);
  if ('paste' in action) return paste(page, action.paste);
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press(action.until);
    if ((await focused(page)) === '') await page.waitForTimeout(100); // the editor is taking the place of its field
    if ((await focused(page)).includes(focus)) return;
  }
}

/** In the page: notes what a screen reader would say of live regions and of the focus. */
function listen(): void {
  const LIVE = '[role=status], [role=log], [role=alert], [aria-live=polite]';
  const noted = window as unknown as Heard;
  noted.heard = [];
  const textOf = (ids: string | null): string =>
    (ids ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ');
  noted.focused = () => {
    const outer = document.activeElement;
    const element = outer?.shadowRoot?.activeElement ?? outer;
    if (!element || element === document.body) return '';
    const { labels } = element as HTMLInputElement;
    return [
      element.getAttribute('aria-label'),
      textOf(element.getAttribute('aria-labelledby')),
      [...(labels ?? [])].map(({ textContent }) => textContent).join(' '),
      element.matches('a, button, summary') ? element.textContent : '',
      element.getAttribute('type') ?? '',
      element.getAttribute('aria-valuetext') ?? '',
      element.getAttribute('aria-description') ?? '',
      textOf(element.getAttribute('aria-describedby')),
    ].join(' ');
  };
  const say = (text: string): void => {
    const said = text.trim();
    if (said !== '' && noted.heard.at(-1) !== said) noted.heard.push(said);
  };
  new MutationObserver((changes) => {
    const regions = new Set<Element>();
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') {
        if (target === document.activeElement) say((target as Element).getAttribute('aria-valuetext') ?? '');
        continue;
      }
      const region = (target instanceof Element ? target : target.parentElement)?.closest(LIVE);
      if (region?.getAttribute('role') === 'log') addedNodes.forEach(({ textContent }) => say(textContent ?? ''));
      else if (region) regions.add(region);
    }
    regions.forEach(({ textContent }) => say(textContent ?? ''));
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['aria-valuetext'],
  });
  document.addEventListener('focusin', () => say(noted.focused()));
}
