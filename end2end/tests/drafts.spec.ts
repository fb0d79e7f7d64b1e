// Pages where somebody writes for longer: they say truly what is saved, and lose nothing.

import { alive, expect, signIn, sound, test } from './frame';
import { type Page } from '@playwright/test';

const situation = 'What is the situation today?';

/** A draft in the open call. */
async function draft(page: Page): Promise<string> {
  await signIn(page, 'lead');
  return (await page.locator('a[href^="/proposals/"]').first().getAttribute('href'))!;
}

test('a section says that what is typed is not saved yet, also after coming from another section', async ({ page }) => {
  const proposal = await draft(page);
  const state = page.locator('.save-state');
  await page.goto(`${proposal}/idea`);
  await alive(page);
  await expect(state).toHaveAttribute('data-state', 'saved');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await expect(page).toHaveURL(/\/need$/);
  await page.getByLabel(situation).pressSequentially('We asked again. ');
  await expect(state).toHaveAttribute('data-state', 'waiting');
});

test('text is not lost when one leaves for another section', async ({ page }) => {
  const proposal = await draft(page);
  await page.goto(`${proposal}/need`);
  await alive(page);
  const text = `Forty households were asked on ${Date.now()}.`;
  await page.getByLabel(situation).fill(text);
  // The browser may ask first; staying keeps the text too.
  page.on('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'The solution' }).click();
  await expect(async () => {
    await page.goto(`${proposal}/need`);
    await expect(page.getByLabel(situation)).toHaveValue(text, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
});

test('a score is not lost when one leaves before it is saved', async ({ page }) => {
  await signIn(page, 'juror');
  await page.goto('/language/en');
  await page.goto('/jury/pilot-2026');
  await page.getByRole('row').filter({ hasText: 'Draft' }).nth(1).getByRole('link').click();
  await alive(page);
  const sheet = page.url();
  const note = `Ask who owns the land, ${Date.now()}.`;
  const criterion = page.getByRole('region', { name: 'Your scores' }).getByRole('group').first();
  await criterion.getByRole('radio', { name: /^4/ }).check();
  await page.getByLabel('Private note').fill(note);
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').click();
  await expect(page).toHaveURL('/jury/pilot-2026');
  await expect(async () => {
    await page.goto(sheet);
    await expect(page.getByLabel('Private note')).toHaveValue(note, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await expect(criterion.getByRole('radio', { name: /^4/ })).toBeChecked();
});

test('a review that is handed in at once leaves no timer behind', async ({ page }) => {
  await page.clock.install();
  await signIn(page, 'juror');
  await page.goto('/language/en');
  await page.goto('/jury/pilot-2026');
  await page.getByRole('row').filter({ hasText: 'Draft' }).first().getByRole('link').click();
  await alive(page);
  const criteria = page.getByRole('region', { name: 'Your scores' }).getByRole('group');
  for (const criterion of await criteria.all()) await criterion.getByRole('radio', { name: /^4/ }).check();
  await page.getByLabel('Comment to the team').fill('The plan is clear. Say who repairs the dryer in the third year.');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Received' })).toBeVisible();
  // Whatever was to be saved by itself would be now; errors fail the test.
  await page.clock.runFor(30_000);
  await criteria.first().getByRole('radio', { name: /^5/ }).check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();
});

test('a review that is handed in without a connection is received once there is one', async ({ page, context }) => {
  await signIn(page, 'juror');
  await page.goto('/language/en');
  await page.goto('/jury/pilot-2026');
  await page.getByRole('row').filter({ hasText: 'Draft' }).last().getByRole('link').click();
  await alive(page);
  const criteria = page.getByRole('region', { name: 'Your scores' }).getByRole('group');
  for (const criterion of await criteria.all()) await criterion.getByRole('radio', { name: /^3/ }).check();
  await page.getByLabel('Comment to the team').fill('Good numbers. Say who looks after the seedlings in the dry season.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'There is no connection' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('status').filter({ hasText: 'Received' })).toBeVisible({ timeout: 20_000 });

  // A change of what was received waits for its button; leaving before is asked about.
  await alive(page);
  await criteria.first().getByRole('radio', { name: /^5/ }).check();
  let asked = '';
  page.once('dialog', (dialog) => {
    asked = dialog.type();
    return dialog.accept();
  });
  await page.goto('/jury/pilot-2026');
  expect(asked).toBe('beforeunload');
});

const solution = 'What will you do, and how does it work?';

// One after the other: both look where the same member is at work.
test.describe('two members', () => {
  test.describe.configure({ mode: 'serial' });

  test('two people write the same answer: the second sees both word by word, merges, and the first text comes back from the history', async ({ page, person }) => {
    const proposal = await draft(page);
    const other = await person();
    await signIn(other, 'member');
    await other.goto('/language/en');
    await page.goto('/language/en');
    await other.goto(`${proposal}/solution`);
    await page.goto(`${proposal}/solution`);
    await alive(page);
    await alive(other);
    await expect(page.getByText('Kevin Mugisha is writing in this section too.')).toBeVisible();
    await page.getByLabel(solution).fill('We build forty stoves of clay.');
    await expect(page.locator('.save-state')).toHaveAttribute('data-state', 'saved', { timeout: 15_000 });

    await other.getByLabel(solution).fill('We build fifty stoves of clay.');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    const panel = other.getByRole('region', { name: 'saved this section while you were writing' });
    await expect(panel.locator('del')).toHaveText('[only in this text] fifty ');
    await expect(panel.locator('ins')).toHaveText('[only in this text] forty ');
    await expect(other.locator('.save-state')).toHaveAttribute('data-state', 'conflict');
    await sound(other);

    // Neither text is lost: one's own stands in the form, and both are put together there.
    await expect(other.getByLabel(solution)).toHaveValue('We build fifty stoves of clay.');
    await other.getByLabel(solution).fill('We build forty or fifty stoves of clay.');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(other.locator('.save-state')).toHaveAttribute('data-state', 'saved');
    await expect(panel).toHaveCount(0);

    await page.goto(`${proposal}/history?section=solution`);
    const versions = page.locator('section.panel');
    await expect(versions.first().locator('ins')).toHaveText('[only in this text] or fifty ');
    await versions.nth(1).getByRole('button', { name: 'Bring this version back' }).click();
    await expect(page.getByLabel(solution)).toHaveValue('We build forty stoves of clay.');
    await page.goto(`${proposal}/history?section=solution`);
    await expect(versions.first().locator('del')).toHaveText('[only in this text] or fifty ');
  });

  test('who comes and goes is seen at once, and a little later where no stream comes through', async ({ page, person }) => {
    const proposal = await draft(page);
    const section = `${proposal}/future`;
    const other = await person();
    await signIn(other, 'member');
    await page.goto('/language/en');
    await page.goto(section);
    const present = page.getByRole('status').filter({ hasText: 'Kevin Mugisha is writing in this section too.' });
    await expect(present).toHaveCount(0);
    const stream = other.waitForResponse((answer) => answer.url().endsWith('/present') && answer.request().method() === 'GET');
    await other.goto(section);
    await expect(present).toBeVisible();
    await stream;
    await other.goto('/home');
    await expect(present).toHaveCount(0);

    await page.route('**/present', (route) => (route.request().method() === 'GET' ? route.abort('connectionrefused') : route.continue()));
    await page.clock.install();
    await page.goto(section);
    await other.goto(section);
    await page.clock.runFor(21_000);
    await expect(present).toBeVisible();
  });

  test('members comment on a section, and the overview counts it', async ({ page, person }) => {
    const proposal = await draft(page);
    const other = await person();
    await signIn(other, 'member');
    await other.goto('/language/en');
    await page.goto('/language/en');
    const text = `Who repairs it? ${Date.now()}`;
    await other.goto(`${proposal}/plan`);
    await other.getByRole('link', { name: 'Comments' }).click();
    await other.getByLabel('Your comment').fill(text);
    await other.getByRole('button', { name: 'Send' }).click();
    await expect(other.getByRole('listitem').filter({ hasText: text })).toBeVisible();
    await sound(other);
    const comments = other.url();
    await other.goto(`${proposal}/plan`);

    await page.goto(proposal);
    const row = page.getByRole('listitem').filter({ hasText: 'Plan and jobs' });
    await expect(row).toContainText('Kevin Mugisha is writing here');
    await row.getByRole('link', { name: '1 comment' }).click();
    const said = page.getByRole('listitem').filter({ hasText: text });
    await expect(said).toContainText('Kevin Mugisha');
    await expect(said.getByRole('button', { name: 'Delete' })).toHaveCount(0);
    await other.goto(comments);
    await other.getByRole('listitem').filter({ hasText: text }).getByRole('button', { name: 'Delete' }).click();
    await expect(other.getByText('This comment was deleted.')).toBeVisible();
    await expect(other.getByText(text)).toHaveCount(0);
  });
});

test('a section is saved once there is a connection again', async ({ page, context }) => {
  const proposal = await draft(page);
  await page.goto(`${proposal}/need`);
  await alive(page);
  const text = `Sixty households were asked on ${Date.now()}.`;
  await context.setOffline(true);
  await page.getByLabel(situation).fill(text);
  await expect(page.getByRole('alert').filter({ hasText: 'There is no connection' })).toBeVisible({ timeout: 10_000 });
  await context.setOffline(false);
  await expect(page.locator('.save-state')).toHaveAttribute('data-state', 'saved', { timeout: 20_000 });
  await page.goto(`${proposal}/need`);
  await expect(page.getByLabel(situation)).toHaveValue(text);
});
