// Everything can be done without a mouse, and one always sees where one is.

import { alive, expect, signIn, test } from './frame';
import { type Page } from '@playwright/test';

/** What has the focus, in words, and whether an outline around it or its label shows that. */
function focused(page: Page) {
  return page.evaluate(() => {
    const own = document.activeElement as HTMLElement & { name?: string; labels?: NodeListOf<HTMLElement>; value?: string };
    const outlined = (element: Element) => {
      const style = getComputedStyle(element);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    return {
      what: own.outerHTML.slice(0, 160),
      tag: own.tagName,
      id: own.id,
      name: own.getAttribute('name') ?? '',
      value: own.value ?? '',
      text: own.innerText ?? '',
      visible: outlined(own) || [...(own.labels ?? [])].some(outlined),
    };
  });
}

/** Presses Tab until the focus is there; every stop on the way must be visible. */
async function tabTo(page: Page, wanted: (stop: Awaited<ReturnType<typeof focused>>) => boolean) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    expect(stop.visible, `the focus shows on ${stop.what}`).toBe(true);
    if (wanted(stop)) return stop;
  }
  throw new Error('Tab never gets there');
}

for (const path of ['/', '/sign-in', '/c/pilot-2027', '/c/pilot-2025/shortlist']) {
  test(`${path}: the skip link leads to the content`, async ({ page }) => {
    await page.goto(path);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    expect((await focused(page)).visible).toBe(true);
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
    // From there the next stop is in the content, not in the header again.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main, footer') !== null)).toBe(true);
  });
}

test('every stop of a page shows where the focus is', async ({ page }) => {
  await signIn(page, 'organiser');
  await page.goto('/organise/pilot-2026/proposals');
  const stops = new Set<string>();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop.tag === 'BODY') break;
    expect(stop.visible, `the focus shows on ${stop.what}`).toBe(true);
    stops.add(stop.what);
  }
  expect(stops.size).toBeGreaterThan(20);
});

test('menus of the header open and close by keyboard', async ({ page }) => {
  await page.goto('/sign-in');
  await tabTo(page, (stop) => stop.tag === 'SUMMARY');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Français' })).toBeVisible();
  await tabTo(page, (stop) => stop.text.trim() === 'Français');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('a review is written and handed in by keyboard alone', async ({ page }) => {
  await signIn(page, 'juror');
  await page.goto('/language/en');
  await page.goto('/jury/pilot-2026');
  const row = page.getByRole('row').filter({ hasText: 'Not opened' }).first();
  const title = (await row.getByRole('link').innerText()).trim();
  await tabTo(page, (stop) => stop.text.trim() === title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await alive(page);

  // Digits choose a level, arrows move by one, a dash says "cannot judge".
  const criteria = page.getByRole('region', { name: 'Your scores' }).getByRole('group');
  await expect(criteria).toHaveCount(6);
  const names = await criteria.evaluateAll((all) => all.map((one) => one.id));
  const keys: [string[], string][] = [[['4'], '4'], [['2'], '2'], [['3', 'ArrowDown'], '4'], [['5', 'ArrowUp'], '4'], [['1'], '1'], [['-'], 'cannot']];
  for (const [i, [presses, value]] of keys.entries()) {
    await tabTo(page, (stop) => stop.name === names[i]);
    for (const key of presses) await page.keyboard.press(key);
    const chosen = criteria.nth(i).getByRole('radio', { checked: true });
    await expect(chosen).toHaveCount(1);
    if (value === 'cannot') await expect(criteria.nth(i).getByRole('radio', { name: 'I cannot judge' })).toBeChecked();
    else await expect(chosen).toHaveAttribute('value', value);
    await expect(chosen).toBeFocused();
  }
  await tabTo(page, (stop) => stop.name.startsWith('reasons['));
  await page.keyboard.type('Outside my trade.');
  await tabTo(page, (stop) => stop.name === 'comment');
  await page.keyboard.type('The plan is clear. Say who repairs the dryer in the third year.');
  await tabTo(page, (stop) => stop.tag === 'BUTTON' && stop.text.includes('Hand in'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Received' })).toBeVisible();

  // The server has it, not only the page.
  await page.goto('/jury/pilot-2026');
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText('Received');
});
