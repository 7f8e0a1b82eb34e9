/** Tests that walk through many pages in one tab, as a reader does: what a site is loaded with is loaded once a worker, not once a test. */
import { test, type Page } from 'playwright/test';
import { watch } from './site.ts';

interface Tab {
  readonly page: Page;
  readonly wrong: string[];
}

/** `page` is the tab of the worker; `wrong`, what `watch` has seen since the test began. After a failed test Playwright begins another worker. */
export const inOneTab = test.extend<{ wrong: readonly string[] }, { tab: Tab }>({
  tab: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use;
      const context = await browser.newContext({ baseURL: baseURL ?? '', serviceWorkers: 'block' });
      const page = await context.newPage();
      await use({ page, wrong: await watch(page) });
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: ({ tab }, use) => use(tab.page),
  wrong: async ({ tab }, use) => {
    tab.wrong.length = 0;
    await use(tab.wrong);
  },
});
