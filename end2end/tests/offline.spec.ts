// A phone in a place without a network: what is typed stays on it, through closed tabs and lost sessions. It says how much
// waits, and that it was sent.

import { alive, expect, handheld, signIn, sound, test } from './frame';
import { type Page } from '@playwright/test';

const plan = 'How does it go on when the support ends?';
const state = (page: Page) => page.locator('.save-state');
const sent = /^What waited on this device has been sent, \d\d:\d\d/;
/** Where pages behind sign-in say what waits and what was sent. */
const news = (page: Page) => page.locator('main > [role=status]');

// They write in the same section.
test.describe.configure({ mode: 'serial', timeout: 120_000 });
// A browser that is told to be offline still sends what a service worker fetches, and what a closed tab leaves behind.
test.use({ ...handheld, baseURL: async ({ network }, use) => use(network.address) });

/** A section of a draft, read once with a connection; unless another is named that where the plan is told. */
async function opened(page: Page, section = 'future'): Promise<string> {
  await signIn(page, 'lead');
  const proposal = (await page.locator('a[href^="/proposals/"]').first().getAttribute('href'))!;
  await page.goto(`${proposal}/${section}`);
  await alive(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await read(page, `${proposal}/${section}`);
  return proposal;
}

/** Waits until the device has a page. */
async function read(page: Page, path: string) {
  await expect.poll(() => page.evaluate((path) => caches.match(path).then(Boolean), path)).toBe(true);
}

test('what is typed without a connection survives a closed tab and is saved later', async ({ page, context, network }) => {
  const proposal = await opened(page);
  network.cut();
  const text = `Seventy households were asked on ${Date.now()}.`;
  await page.getByLabel(plan).fill(text);
  await expect(state(page)).toHaveText(/^1 change waiting, saved on this device \d\d:\d\d$/);
  await page.close({ runBeforeUnload: false });

  const later = await context.newPage();
  await later.goto(`${proposal}/future`);
  await alive(later);
  await expect(later.getByLabel(plan)).toHaveValue(text);
  await expect(state(later)).toHaveText(/^1 change waiting/);
  await sound(later);
  await later.goto('/organise/pilot-2026');
  await expect(later.getByRole('heading', { level: 1, name: 'No connection' })).toBeVisible();

  await later.goto(`${proposal}/future`);
  await alive(later);
  await network.open();
  await expect(state(later)).toHaveText(sent, { timeout: 60_000 });
  // What is typed from now on does not wait.
  await later.getByLabel(plan).fill(`${text} Twice.`);
  await expect(state(later)).toHaveText(/^Saved \d/, { timeout: 60_000 });
  await later.goto(`${proposal}/preview`);
  await expect(later.getByText(`${text} Twice.`)).toBeVisible();
  await expect(news(later)).toHaveCount(0);
});

test('a section and the list of sections say how many changes wait, and then that they were sent', async ({ page, context, network }) => {
  const proposal = await opened(page, 'solution');
  await page.goto(proposal);
  await read(page, proposal);
  await page.goto(`${proposal}/solution`);
  await alive(page);
  const work = page.getByLabel('What will you do, and how does it work?');
  const skills = page.getByLabel('Which skills from the training does it use?');
  const before = await work.inputValue();
  network.cut();
  const tried = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
  await work.fill(`${before} Asked on ${Date.now()}.`);
  await expect(state(page)).toHaveText(/^1 change waiting/);
  await work.fill(`${before} Asked again on ${Date.now()}.`);
  await expect(state(page)).toHaveText(/^1 change waiting/);
  await skills.fill(`Asking, ${Date.now()}`);
  await expect(state(page)).toHaveText(/^2 changes waiting/);
  const second = await context.newPage();
  await second.goto(proposal);
  const list = second.getByRole('region', { name: 'Sections' });
  const row = list.getByRole('listitem').filter({ hasText: 'The solution' });
  await expect(row).toContainText('2 changes waiting');
  await expect(news(second)).toContainText('not yet with us');
  await sound(second);

  // The section sends it, and the other page hears of it.
  await tried;
  await network.open();
  await expect(state(page)).toHaveText(sent, { timeout: 60_000 });
  await expect(news(second)).toHaveText(new RegExp(`${sent.source}The solution$`), { timeout: 60_000 });
  await expect(second.getByText('changes waiting')).toHaveCount(0);
  await sound(second);
  await second.reload();
  await expect(list).toBeVisible();
  await expect(news(second)).toHaveCount(0);
});

test('any page behind sign-in sends what waits, and names what it cannot send', async ({ page, context, network }) => {
  const proposal = await opened(page);
  await page.goto('/home');
  await read(page, '/home');
  await page.goto(`${proposal}/future`);
  await alive(page);
  network.cut();
  const text = `Eighty households were asked on ${Date.now()}.`;
  await page.getByLabel(plan).fill(text);
  await expect(state(page)).toHaveText(/^1 change waiting/);

  const home = await context.newPage();
  await home.goto('/home');
  const waiting = home.getByRole('status').filter({ hasText: 'not yet with us' });
  await expect(waiting.getByRole('link', { name: 'After the pilot' })).toBeVisible();
  await sound(home);
  // Until now the section's own page took care of it.
  await page.close({ runBeforeUnload: false });
  await network.open();
  await expect(news(home)).toHaveText(new RegExp(`${sent.source}After the pilot$`), { timeout: 60_000 });
  await expect(waiting).toBeHidden();
  await sound(home);
  await home.goto(`${proposal}/preview`);
  await expect(news(home)).toHaveCount(0);
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
  await expect(state(page)).toHaveText(sent, { timeout: 60_000 });
  await page.goto(`${proposal}/preview`);
  await expect(page.getByText(text)).toBeVisible();
});

test('text from this device and a text saved elsewhere since are both shown', async ({ page, context, person, network }, info) => {
  const proposal = await opened(page);
  network.cut();
  const mine = `One hundred households were asked on ${Date.now()}.`;
  await page.getByLabel(plan).fill(mine);
  await expect(state(page)).toHaveText(/^1 change waiting/);
  await page.close({ runBeforeUnload: false });

  // By another way.
  const mate = await person({ baseURL: info.project.use.baseURL });
  await signIn(mate, 'lead');
  await mate.goto(`${proposal}/future`);
  await alive(mate);
  const theirs = `Two hundred households were asked on ${Date.now()}.`;
  await mate.getByLabel(plan).fill(theirs);
  await expect(state(mate)).toHaveText(/^Saved \d/, { timeout: 60_000 });

  await network.open();
  const later = await context.newPage();
  await later.goto('/home');
  await later.getByRole('status').getByRole('link', { name: 'After the pilot' }).click();
  await alive(later);
  await expect(state(later)).toHaveAttribute('data-state', 'conflict', { timeout: 60_000 });
  const panel = later.getByRole('region', { name: 'saved this section while you were writing' });
  await expect(panel.locator('ins').first()).toContainText('Two');
  await expect(later.getByLabel(plan)).toHaveValue(mine);
});
