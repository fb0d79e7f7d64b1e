// The main path without any scripts: plain HTML and forms.

import { expect, phone, signIn, test } from './frame';
import { foundTeam, register, section, submit, writeFuture, writeProposal } from './people';
import { type Locator, type Page } from '@playwright/test';

test.use({ javaScriptEnabled: false, viewport: phone });

/** The message that belongs to an input. */
async function messageOf(page: Page, input: Locator): Promise<Locator> {
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  const described = ((await input.getAttribute('aria-describedby')) ?? '').split(' ');
  const error = described.find((id) => id.endsWith('-error'));
  expect(error, 'the input names its message').toBeTruthy();
  return page.locator(`[id="${error}"]`);
}

/** A member with a team in the open call; gives the proposal's address. */
async function newTeam(page: Page, who: string): Promise<string> {
  const run = Date.now().toString(36);
  await register(page, `Jeanne ${who}`, `${who.toLowerCase()}.${run}@example.org`);
  return foundTeam(page, 'pilot-2027', `${who} ${run}`, 'trainer');
}

test('a refused registration keeps what was typed', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('Your name').fill('Jeanne Mutesi');
  await page.getByLabel('E-mail address').fill('jeanne@nowhere');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue('Jeanne Mutesi');
  await expect(page.getByLabel('E-mail address')).toHaveValue('jeanne@nowhere');
  await expect(page.getByLabel('Password')).toHaveValue('');
  await expect(await messageOf(page, page.getByLabel('Password'))).toBeVisible();
});

test('a draft with a bad value is kept, with the message beside the field', async ({ page }) => {
  const proposal = await newTeam(page, 'Keeps');
  await section(page, proposal, 'Plan and jobs');
  await page.getByLabel('What will be done, row 1').fill('First ten stoves');
  await page.getByLabel('Paid jobs after one year').fill('about ten');
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  const jobs = page.getByLabel('Paid jobs after one year');
  await expect(jobs).toHaveValue('about ten');
  await expect(page.getByLabel('What will be done, row 1')).toHaveValue('First ten stoves');
  await expect(await messageOf(page, jobs)).toBeVisible();

  // It is still there when somebody comes back, and once mended the message is gone.
  await section(page, proposal, 'Plan and jobs');
  await expect(jobs).toHaveValue('about ten');
  await jobs.fill('10');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(jobs).toHaveValue('10');
  await expect(jobs).not.toHaveAttribute('aria-invalid', 'true');
});

test('a proposal is written, submitted, amended and withdrawn', async ({ page }) => {
  test.setTimeout(120_000);
  const proposal = await newTeam(page, 'Writes');
  const title = 'Stoves without smoke';
  await writeProposal(page, proposal, { title, summary: 'Clay stoves for 200 households.', people: ['Jeanne Writes', 'A student'] });
  await writeFuture(page, proposal);

  // Without the confirmation nothing is submitted.
  await page.goto(`${proposal}/preview`);
  for (const group of ['Women', 'Rural households']) await expect(page.getByRole('listitem').filter({ hasText: group })).toBeVisible();
  await page.getByRole('button', { name: 'Submit the proposal' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  const first = await submit(page, proposal, 'Submit the proposal');

  await section(page, proposal, 'The idea');
  await page.getByLabel('Summary').fill('Clay stoves for 240 households.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.goto(proposal);
  await expect(page.getByText('You have changed the text since.')).toBeVisible();
  expect(await submit(page, proposal, 'Submit the changes')).not.toBe(first);

  await page.goto('/check');
  await page.getByLabel('Text or fingerprint').fill(first);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText('Yes: this is submission 1.')).toBeVisible();

  await page.goto(proposal);
  await page.locator('summary', { hasText: 'Withdraw the proposal' }).click();
  await page.getByRole('button', { name: 'Withdraw the proposal' }).click();
  await expect(page.getByText('It takes no part as things stand.')).toBeVisible();
  await page.getByRole('button', { name: 'Submit it after all' }).click();
  await expect(page.getByText('It takes no part as things stand.')).toHaveCount(0);
});

test('a juror without a conflict declares that', async ({ page }) => {
  await signIn(page, 'silent-juror');
  await page.goto('/language/en');
  await page.goto('/jury/pilot-2026/conflicts');
  // Another test may have been first.
  await page.getByRole('button', { name: /^(Declare|Add to)/ }).click();
  await expect(page).toHaveURL('/jury/pilot-2026');
  await page.goto('/jury/pilot-2026/conflicts');
  await expect(page.getByText('You declared on')).toBeVisible();
});

test('a juror saves a draft and hands in a review', async ({ page }) => {
  await signIn(page, 'juror');
  await page.goto('/language/en');
  await page.goto('/jury/pilot-2026');
  // The last one: another test takes the first.
  await page.getByRole('row').filter({ hasText: 'Not opened' }).last().getByRole('link').click();
  const criteria = page.getByRole('region', { name: 'Your scores' }).getByRole('group');
  await expect(criteria).toHaveCount(6);
  await criteria.nth(0).getByRole('radio', { name: /^4/ }).check();
  await page.getByLabel('Private note').fill('Ask about the water.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(criteria.nth(0).getByRole('radio', { name: /^4/ })).toBeChecked();
  await expect(page.getByLabel('Private note')).toHaveValue('Ask about the water.');
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();

  // What is missing is named, and what was typed stays.
  await page.getByLabel('Comment to the team').fill('Too short');
  await page.getByRole('button', { name: 'Hand in' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toBeVisible();
  await expect(alert.getByRole('link')).toHaveCount(6);
  await expect(page.getByLabel('Comment to the team')).toHaveValue('Too short');
  await expect(await messageOf(page, page.getByLabel('Comment to the team'))).toBeVisible();

  for (const criterion of (await criteria.all()).slice(1)) await criterion.getByRole('radio', { name: /^3/ }).check();
  await criteria.nth(5).getByRole('radio', { name: 'I cannot judge' }).check();
  await criteria.nth(5).getByLabel('Why you cannot judge it').fill('I do not know this market.');
  await page.getByLabel('Comment to the team').fill('The calculation holds; say who repairs the machine in the third year.');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Received' })).toBeVisible();
  await expect(criteria.nth(5).getByRole('radio', { name: 'I cannot judge' })).toBeChecked();
});

test('an investor states interest, changes it and withdraws it', async ({ page }) => {
  const title = 'Walking frames from bicycle tubes';
  await signIn(page, 'investor');
  await page.goto('/c/pilot-2025/shortlist');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: 'State interest' }).first().click();
  await page.getByRole('radio', { name: /A loan/ }).check();
  await page.getByLabel('Amount').fill('a lot');
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByLabel('Message to the team').fill('We would like to finance ten more bicycles next year.');
  await page.getByRole('button', { name: 'Send to the team' }).click();
  await expect(await messageOf(page, page.getByLabel('Amount'))).toBeVisible();
  await expect(page.getByLabel('Amount')).toHaveValue('a lot');
  await expect(page.getByLabel('Message to the team')).toHaveValue(/ten more bicycles/);
  await expect(page.getByRole('radio', { name: /A loan/ })).toBeChecked();

  await page.getByLabel('Amount').fill('4000');
  await page.getByRole('button', { name: 'Send to the team' }).click();
  await expect(page.getByText('The team has it.')).toBeVisible();

  await page.goto('/c/pilot-2025/invest');
  const interest = page.locator('.panel', { has: page.getByRole('heading', { name: title }) });
  await expect(interest).toContainText('4,000 EUR');
  await interest.getByRole('button', { name: 'Withdraw' }).click();
  await page.goto('/c/pilot-2025/invest');
  await expect(interest).toContainText('Withdrawn');
});
