// What every test of a page checks, and how tests sign in.

import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };

/** Fails a test whose pages write errors to the console, break the content security policy or throw. */
export const test = base.extend<{ noErrors: void }>({
  noErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        // A refused form answers 4xx, which the browser also notes.
        if (message.type() === 'error' && !message.text().includes('the server responded with a status of 4')) errors.push(message.text());
      });
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Signs in as one of the demo's people. */
export async function signIn(page: Page, role: string) {
  await page.goto(`/demo/${role}`);
  await expect(page).toHaveURL(/\/home$/);
}

/** Waits until the page is alive; a page without code is so at once. */
export async function alive(page: Page) {
  if (await page.locator('script[type=module]').count()) await expect(page.locator('html')).toHaveAttribute('data-live', '');
}

/** No violation of WCAG 2.2 AA, nothing wider than the screen, at phone and desktop width. */
export async function sound(page: Page) {
  for (const size of [phone, desktop]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(violations.map(({ id, nodes }) => `${page.url()} ${size.width}: ${id} ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${page.url()} is wider than ${size.width} px`).toBeLessThanOrEqual(0);
  }
}
