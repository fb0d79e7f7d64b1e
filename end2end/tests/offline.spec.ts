// A phone in a place without a network: what is typed stays on it, through closed tabs and lost sessions.

import { alive, expect, phone, signIn, sound, test } from './frame';
import { type Page } from '@playwright/test';

const plan = 'How does it go on when the support ends?';
const state = (page: Page) => page.locator('.save-state');

// They write in the same section.
test.describe.configure({ mode: 'serial' });
test.use({ viewport: phone, hasTouch: true, isMobile: true });

/** The section of a draft where the plan is told, read once with a connection. */
async function opened(page: Page): Promise<string> {
  await signIn(page, 'lead');
  const proposal = (await page.locator('a[href^="/proposals/"]').first().getAttribute('href'))!;
  await page.goto(`${proposal}/future`);
  await alive(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate((path) => caches.match(path).then(Boolean), `${proposal}/future`)).toBe(true);
  return proposal;
}

test('what is typed without a connection survives a closed tab and is saved later', async ({ page, context }) => {
  const proposal = await opened(page);
  await context.setOffline(true);
  const text = `Seventy households were asked on ${Date.now()}.`;
  await page.getByLabel(plan).fill(text);
  await expect(state(page)).toHaveText(/Saved on this device \d\d:\d\d/);
  await page.close({ runBeforeUnload: false });

  const later = await context.newPage();
  await later.goto(`${proposal}/future`);
  await alive(later);
  await expect(later.getByLabel(plan)).toHaveValue(text);
  await expect(state(later)).toHaveText(/Saved on this device/);
  await sound(later);
  await later.goto('/organise/pilot-2026');
  await expect(later.getByRole('heading', { level: 1, name: 'No connection' })).toBeVisible();

  await later.goto(`${proposal}/future`);
  await alive(later);
  await context.setOffline(false);
  await expect(state(later)).toHaveText(/^Saved \d/, { timeout: 20_000 });
  await later.goto(`${proposal}/preview`);
  await expect(later.getByText(text)).toBeVisible();
});

test('any page behind sign-in sends what waits, and names what it cannot send', async ({ page, context }) => {
  const proposal = await opened(page);
  await context.setOffline(true);
  const text = `Eighty households were asked on ${Date.now()}.`;
  await page.getByLabel(plan).fill(text);
  await expect(state(page)).toHaveText(/Saved on this device/);
  await page.close({ runBeforeUnload: false });

  const home = await context.newPage();
  await home.goto('/home');
  const waiting = home.getByRole('status').filter({ hasText: 'not yet with us' });
  await expect(waiting.getByRole('link', { name: 'After the pilot' })).toBeVisible();
  await sound(home);
  await context.setOffline(false);
  await expect(waiting).toBeHidden({ timeout: 20_000 });
  await home.goto(`${proposal}/preview`);
  await expect(home.getByText(text)).toBeVisible();
});

test('text typed after the session ended is saved after signing in again', async ({ page, context }) => {
  const proposal = await opened(page);
  const text = `Ninety households were asked on ${Date.now()}.`;
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByLabel(plan).fill(text);
  await expect(page.getByRole('link', { name: 'Sign in' }).last()).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).last().click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  const next = new URL(page.url()).searchParams.get('next')!;
  await context.addCookies(cookies);
  await page.goto(next);
  await alive(page);
  await expect(page.getByLabel(plan)).toHaveValue(text);
  await expect(state(page)).toHaveText(/^Saved \d/, { timeout: 20_000 });
  await page.goto(`${proposal}/preview`);
  await expect(page.getByText(text)).toBeVisible();
});

test('text from this device and a text saved elsewhere since are both shown', async ({ page, context, person }) => {
  const proposal = await opened(page);
  await context.setOffline(true);
  const mine = `One hundred households were asked on ${Date.now()}.`;
  await page.getByLabel(plan).fill(mine);
  await expect(state(page)).toHaveText(/Saved on this device/);
  await page.close({ runBeforeUnload: false });

  const mate = await person();
  await signIn(mate, 'lead');
  await mate.goto(`${proposal}/future`);
  await alive(mate);
  const theirs = `Two hundred households were asked on ${Date.now()}.`;
  await mate.getByLabel(plan).fill(theirs);
  await expect(state(mate)).toHaveText(/^Saved \d/, { timeout: 20_000 });

  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto('/home');
  await later.getByRole('status').getByRole('link', { name: 'After the pilot' }).click();
  await alive(later);
  await expect(state(later)).toHaveAttribute('data-state', 'conflict', { timeout: 20_000 });
  const panel = later.getByRole('region', { name: 'saved this section while you were writing' });
  await expect(panel.locator('ins').first()).toContainText('Two');
  await expect(later.getByLabel(plan)).toHaveValue(mine);
});
