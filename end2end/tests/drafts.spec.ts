// Pages where somebody writes for longer: they say truly what is saved, and lose nothing.

import { alive, expect, signIn, test } from './frame';
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
