// The form of a competition: its organiser changes it on plain pages, and a team without scripts answers it.

import { expect, phone, signIn, sound, test } from './frame';
import { register } from './people';
import { type Page } from '@playwright/test';

const minute = 60_000;
const inKigali = (at: number) => new Date(at + 120 * minute).toISOString().slice(0, 16);

/** A competition that opens at once. */
async function found(page: Page, slug: string, name: string) {
  await page.goto('/organise/new');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('What it is about').fill('A competition with questions of its own.');
  await page.getByLabel('Part of the address').fill(slug);
  const now = Date.now();
  const times = { 'Call opens': -1, 'Deadline for proposals': 60, 'Jury begins': 90, 'Jury ends': 120, 'Result is published': 150 };
  for (const [label, after] of Object.entries(times)) await page.getByLabel(label).fill(inKigali(now + after * minute));
  await page.getByRole('button', { name: 'Create the competition' }).click();
  await expect(page).toHaveURL(`/organise/${slug}`);
}

test('an organiser adds a question with options, moves it and opens; a team finds it', async ({ page, person }) => {
  test.setTimeout(120_000);
  const run = Date.now().toString(36);
  const slug = `forms-${run}`;
  await signIn(page, 'organiser');
  await found(page, slug, `Forms ${run}`);

  await page.getByRole('navigation', { name: 'Pages of this competition' }).getByRole('link', { name: 'Form', exact: true }).click();
  await sound(page);
  await page.getByRole('link', { name: /^Add a question ?: The solution/ }).click();
  await page.getByLabel('Question (English)', { exact: true }).fill('What do people cook with today?');
  await page.getByText(/^Question in the other languages/).click();
  await page.getByLabel(/^Question \(Français\)/).fill('Avec quoi cuisine-t-on aujourd’hui ?');
  await page.getByLabel('Kind of answer').selectOption({ label: 'Choice of your own options' });
  await expect(page.getByLabel('Most words')).toBeHidden();
  await page.getByLabel('Options (English)').fill('Fire wood\nCharcoal\nGas');
  await page.getByText(/^Options in the other languages/).click();
  await page.getByLabel('Options (Français)').fill('Bois\nGaz');
  await page.getByRole('button', { name: 'Save' }).click();

  // Refused: nothing is lost, and the message stands beside its field.
  await expect(page.getByRole('alert')).toContainText('as many lines as in English');
  await expect(page.getByLabel(/^Question \(Français\)/)).toHaveValue('Avec quoi cuisine-t-on aujourd’hui ?');
  await expect(page.getByLabel('Options (English)')).toHaveValue('Fire wood\nCharcoal\nGas');
  await sound(page);
  await page.getByLabel('Options (Français)').fill('Bois\nCharbon\nGaz');
  await page.getByRole('button', { name: 'Save' }).click();

  const question = page.getByRole('listitem').filter({ hasText: 'What do people cook with today?' });
  await expect(question).toContainText('3 options');
  await page.getByRole('button', { name: 'Move “What do people cook with today?” up' }).click();
  const solution = page.locator('section').filter({ has: page.getByRole('heading', { name: 'The solution' }) });
  await expect(solution.getByRole('listitem').nth(1)).toContainText('What do people cook with today?');

  // What lists rely on cannot go.
  await page.getByRole('link', { name: /^Change ?: Title of the pilot project/ }).click();
  await expect(page.getByText('This question stays')).toBeVisible();
  await expect(page.getByText('Remove this question')).toHaveCount(0);
  await sound(page);

  await page.goto(`/organise/${slug}/form/section/new`);
  await page.getByLabel('Title of the section (English)').fill('For the organisers');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'For the organisers' })).toBeVisible();
  await page.goto(`/organise/${slug}/needs/new`);
  await page.getByLabel('Need', { exact: true }).fill('Cooking without smoke');
  await page.getByLabel('Description').fill('Nine in ten households cook on an open fire.');
  await page.getByLabel('Sector').selectOption({ label: 'Energy' });
  await page.getByLabel('Urgency').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto(`/organise/${slug}/open`);
  await expect(page.getByText('A section asks nothing')).toBeVisible();
  await page.goto(`/organise/${slug}/form/section/for_the_organisers`);
  await page.getByText('Remove this section with its questions').click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.goto(`/organise/${slug}/open`);
  await page.getByRole('button', { name: 'Fix the rules and open the call' }).click();
  await page.goto(`/organise/${slug}/form`);
  await expect(page.getByText('the rules are fixed when the call opens')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Move/ })).toHaveCount(0);

  const lead = await person({ viewport: phone, javaScriptEnabled: false });
  await register(lead, 'Jeanne Forms', `forms.${run}@example.org`);
  await lead.goto(`/c/${slug}/join`);
  await lead.getByText('Read the whole form first').click();
  await expect(lead.getByText('What do people cook with today?')).toBeVisible();
  await lead.getByRole('link', { name: 'Read or print the blank form' }).click();
  await expect(lead.getByRole('listitem').filter({ hasText: 'Charcoal' })).toBeVisible();
  await page.goto(`/c/${slug}/form`);
  await sound(page);
  await lead.goto(`/c/${slug}/join`);
  const founding = lead.locator('form', { has: lead.getByRole('button', { name: 'Found the team' }) });
  await founding.getByLabel('Name of the team').fill(`Cooks ${run}`);
  await founding.getByRole('combobox', { name: 'You are' }).selectOption({ label: 'Trainer' });
  await founding.getByRole('button', { name: 'Found the team' }).click();
  const proposal = (await lead.getByRole('link', { name: 'Write the proposal' }).getAttribute('href'))!;
  await lead.goto(`${proposal}/solution`);
  await lead.getByLabel('What do people cook with today?').selectOption({ label: 'Charcoal' });
  await lead.getByLabel('What will you do, and how does it work?').fill('We build **stoves**:\n\n- of clay\n- of steel');
  await lead.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(lead.getByLabel('What do people cook with today?')).toHaveValue('charcoal');
  await lead.goto(proposal);
  await expect(lead.getByText('9 of 400 words')).toBeVisible();
  await lead.goto(`${proposal}/preview`);
  await expect(lead.getByText('Charcoal')).toBeVisible();
  await expect(lead.locator('strong', { hasText: 'stoves' })).toBeVisible();
  await expect(lead.getByRole('listitem').filter({ hasText: 'of steel' })).toBeVisible();
});
