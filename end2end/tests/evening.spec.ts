// A juror's evening without a connection: what is scored stays on the phone, through closed tabs; the queue says what waits.

import { alive, expect, handheld, signIn, sound, test } from './frame';
import { type Page } from '@playwright/test';

const queue = '/jury/pilot-2026';
const state = (page: Page) => page.locator('.actions .save-state');
const waits = /^Saved on this device \d\d:\d\d, not yet with us$/;
const scores = (page: Page) => page.getByRole('region', { name: 'Your scores' }).getByRole('group');
const note = (page: Page) => page.getByLabel('Private note');
const row = (page: Page, path: string) => page.getByRole('row').filter({ has: page.locator(`a[href="${path}"]`) });

// They score the proposals of the same juror, the last ones first.
test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.use({ ...handheld, baseURL: async ({ network }, use) => use(network.address) });

/** A sheet that was read once with a connection. */
async function opened(page: Page, fromEnd: number): Promise<string> {
  await signIn(page, 'silent-juror');
  await page.goto('/language/en');
  await page.goto(`${queue}/conflicts`);
  await page.getByRole('button', { name: /^(Declare|Add to)/ }).click();
  await expect(page).toHaveURL(queue);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await read(page, queue);
  const links = page.getByRole('row').getByRole('link');
  const path = (await links.nth((await links.count()) - fromEnd).getAttribute('href'))!;
  await read(page, path);
  await alive(page);
  return path;
}

/** Opens a page until the device has it. */
async function read(page: Page, path: string) {
  await expect(async () => {
    await page.goto(path);
    expect(await page.evaluate((path) => caches.match(path).then(Boolean), path)).toBe(true);
  }).toPass();
}

async function level(page: Page, criterion: number, points: number) {
  await scores(page).nth(criterion).getByRole('radio', { name: new RegExp(`^${points}`) }).check();
}

test('scores given without a connection survive a closed tab; any page sends them later', async ({ page, context, network }) => {
  const sheet = await opened(page, 1);
  network.cut();
  await level(page, 0, 4);
  await scores(page).nth(4).getByRole('radio', { name: 'I cannot judge' }).check();
  await scores(page).nth(4).getByLabel('Why you cannot judge it').fill('Not my trade.');
  await note(page).fill('Ask who repairs it.');
  await expect(state(page)).toHaveText(waits);
  await sound(page);
  await page.close({ runBeforeUnload: false });

  const later = await context.newPage();
  await later.goto(queue);
  await expect(row(later, sheet)).toContainText('Saved on this device');
  await sound(later);
  await later.goto(sheet);
  await alive(later);
  await expect(note(later)).toHaveValue('Ask who repairs it.');
  await expect(scores(later).nth(0).getByRole('radio', { name: /^4/ })).toBeChecked();
  await expect(scores(later).nth(4).getByLabel('Why you cannot judge it')).toHaveValue('Not my trade.');
  await expect(state(later)).toHaveText(waits);
  await later.close({ runBeforeUnload: false });

  const other = await context.newPage();
  await other.goto(queue);
  await expect(other.locator('main > [role=status]')).toContainText('not yet with us');
  await network.open();
  await expect(other.locator('main > [role=status]')).toContainText(/has been sent, \d\d:\d\d/, { timeout: 60_000 });
  await other.goto(queue);
  await expect(row(other, sheet)).toContainText('2 of 6 criteria');
  await expect(row(other, sheet)).not.toContainText('Saved on this device');
});

test('without a connection a sheet shows what was saved after the page was kept', async ({ page, network }) => {
  const sheet = await opened(page, 2);
  await level(page, 1, 3);
  await note(page).fill('Saved with a connection.');
  await expect(state(page)).toHaveText(/^Saved \d/);
  network.cut();
  await page.goto(sheet);
  await alive(page);
  await expect(note(page)).toHaveValue('Saved with a connection.');
  await expect(scores(page).nth(1).getByRole('radio', { name: /^3/ })).toBeChecked();
  // It goes on from there: no conflict with oneself.
  await note(page).fill('And changed without one.');
  await expect(state(page)).toHaveText(waits);
  await network.open();
  await expect(state(page)).toHaveText(/^Saved \d/, { timeout: 60_000 });
  await page.goto(sheet);
  await expect(note(page)).toHaveValue('And changed without one.');
});

test('an answer that is not from this server is none: what was scored is sent again', async ({ page, noErrors }) => {
  const sheet = await opened(page, 5);
  await page.route('**/api/reviews/save', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }));
  await note(page).fill('Written while the proxy was restarted.');
  await expect(state(page)).toHaveText(waits);
  await page.unroute('**/api/reviews/save');
  expect(noErrors.splice(0).join()).toContain('status of 502');
  await expect(state(page)).toHaveText(/^Saved \d/, { timeout: 60_000 });
  await page.goto(sheet);
  await expect(note(page)).toHaveValue('Written while the proxy was restarted.');
});

test('a review that was to be handed in is handed in from another page', async ({ page, context, network }) => {
  const sheet = await opened(page, 3);
  for (let criterion = 0; criterion < 6; criterion += 1) await level(page, criterion, 3);
  await page.getByLabel('Comment to the team').fill('Good numbers. Say who looks after the seedlings.');
  await expect(state(page)).toHaveText(/^Saved \d/);
  network.cut();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(state(page)).toHaveText(waits);
  await page.close({ runBeforeUnload: false });

  await network.open();
  const home = await context.newPage();
  await home.goto('/home');
  await expect(home.locator('main > [role=status]')).toContainText('has been sent', { timeout: 60_000 });
  await home.goto(queue);
  await expect(row(home, sheet)).toContainText('Received');
});

test('one\'s own scores stand side by side, and beside the next sheet', async ({ page }) => {
  const sheet = await opened(page, 4);
  await expect(scores(page).first()).toContainText('Your other scores:');
  await page.goto(queue);
  await expect(page.getByText(/^About .* of work is left/)).toBeVisible();
  await page.getByRole('link', { name: 'Your scores side by side' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your scores side by side' })).toBeVisible();
  await expect(page.getByRole('row')).not.toHaveCount(0);
  await sound(page);
  await expect(row(page, sheet)).toHaveCount(0);
});
