import { expect, test } from 'playwright/test';
import { labelBoardWords } from '../../src/i18n/label-board.ts';
import { packingWords } from '../../src/i18n/packing.ts';
import { languages } from '../../src/i18n/languages.ts';
import { visit, watch } from './site.ts';

for (const language of languages) {
  test(`${language}: labels and readiness that are turned change what the Service finds`, async ({ page }) => {
    const wrong = await watch(page);
    await visit(page, `${language}/pods/services-and-labels/`);
    const words = labelBoardWords[language];
    const row = (pod: string) => page.locator('[data-pod]', { has: page.getByText(pod, { exact: true }) });
    const sum = page.locator('[data-sum]');
    await expect(sum).toHaveText('shop-1');
    await row('shop-2').getByRole('button', { name: words.ready, exact: true }).press('Enter');
    await expect(sum).toHaveText('shop-1, shop-2');
    await page.getByRole('button', { name: '{ app: shop }', exact: true }).press('Enter');
    await expect(sum).toHaveText('shop-1, shop-2, batch-1');
    await row('batch-1').getByRole('button', { name: words.unready }).press('Enter');
    await expect(row('batch-1').getByText(words['found_not-ready'])).toBeVisible();
    await row('shop-1').getByRole('button', { name: 'cart' }).press('Enter');
    await expect(row('shop-1').getByText(words.found_none)).toBeVisible();
    await expect(sum).toHaveText('shop-2');
    expect(wrong).toEqual([]);
  });

  test(`${language}: Pods that are taken apart can be packed by keyboard where joined ones cannot`, async ({
    page,
  }) => {
    const wrong = await watch(page);
    await visit(page, `${language}/pods/pod-patterns/`);
    const words = packingWords[language];
    const board = page.locator('[data-packing]');
    const says = board.getByRole('status');
    const put = async (piece: string, node: string): Promise<void> => {
      await board.locator(`[data-press="pick ${piece}"]`).press('Enter');
      await board.locator(`[data-press="put ${node}"]`).press('Enter');
    };
    await expect(board.getByRole('button', { name: words.full })).toHaveCount(3);
    await board.getByRole('button', { name: words.split }).press('Enter');
    await expect(board.locator('[data-press^=pick]')).toHaveCount(8);
    for (const [piece, node] of [
      ['cache-1', 'node-a'],
      ['cache-2', 'node-a'],
      ['cache-3', 'node-b'],
      ['cache-4', 'node-b'],
      ['web-1', 'node-a'], // is full: nothing happens
      ['web-1', 'node-c'],
      ['web-2', 'node-c'],
      ['web-3', 'node-c'],
      ['web-4', 'node-c'],
    ] as const)
      await put(piece, node);
    await expect(board.locator('[data-press^=pick]')).toHaveCount(0);
    await expect(says).toContainText('8');
    await board.getByRole('button', { name: words.empty }).press('Enter');
    await expect(board.locator('[data-press^=pick]')).toHaveCount(8);
    expect(wrong).toEqual([]);
  });

  test(`${language}: a failed check of a verdict in a lesson moves the playhead`, async ({ page }) => {
    const wrong = await watch(page);
    await visit(page, `${language}/orientation/how-this-course-works/`);
    const slider = page.getByRole('slider').first();
    const before = Number(await slider.getAttribute('aria-valuenow'));
    await page.locator('[data-check=admin-answers] .moment').press('Enter');
    await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(before + 30);
    await page.locator('[data-check=both-ready] .moment').press('Enter');
    await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBe(before);
    expect(wrong).toEqual([]);
  });
}
