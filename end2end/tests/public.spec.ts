// Pages for everybody: they read without any code.

import { expect, sound, test } from './frame';

for (const path of ['/', '/sign-in', '/components', '/no-such-page']) {
  test(`${path} is sound and loads no code`, async ({ page }) => {
    const code: string[] = [];
    page.on('request', (request) => {
      if (/\.(js|wasm)$/.test(request.url())) code.push(request.url());
    });
    await page.goto(path);
    await expect(page.locator('h1')).toHaveCount(1);
    await sound(page);
    expect(code).toEqual([]);
  });
}

test('the language menu changes the page and is remembered', async ({ page }) => {
  await page.goto('/sign-in');
  await page.locator('.lang-menu summary').click();
  await page.getByRole('link', { name: 'Ikinyarwanda' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'rw');
  await page.goto('/components');
  await expect(page.locator('html')).toHaveAttribute('lang', 'rw');
});
