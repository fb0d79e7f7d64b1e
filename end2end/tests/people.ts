// Things that people do in more than one story.

import { alive, expect } from './frame';
import { type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

export const password = 'three quiet herons fishing';

/** What the application says in a language: `say('proposals.at_work', { name: 'Ada' })`; without plurals. */
export function speaker(language: string) {
  return (text: string, values: Record<string, string> = {}): string => {
    const [group, key] = text.split('.');
    const texts = JSON.parse(readFileSync(new URL(`../../app/locales/${language}/${group}.json`, import.meta.url), 'utf8'));
    return texts[key].replace(/{(\w+)}/g, (all: string, name: string) => values[name] ?? all);
  };
}

/** The newest link in the mail with this subject to this address, from the demo's mailbox. */
export async function mailedLink(page: Page, to: string, subject: RegExp): Promise<string> {
  const mail = page.getByRole('listitem').filter({ hasText: to }).getByRole('link', { name: subject }).first();
  await reach(page, '/mailbox', mail);
  await mail.click();
  const opened = page.getByRole('article').filter({ hasText: to });
  const link = opened.getByRole('link', { name: /^http/ }).first();
  await expect(link).toBeVisible();
  return (await link.getAttribute('href'))!;
}

/** Loads a page again until something stands there. */
export async function reach(page: Page, path: string, what: Locator, timeout = 15_000) {
  await expect(async () => {
    await page.goto(path);
    await expect(what).toBeVisible({ timeout: 500 });
  }).toPass({ timeout, intervals: [500, 1_000, 2_000] });
}

/** Makes an account in a language and confirms it by mail; ends signed in. */
export async function register(page: Page, name: string, email: string, language = 'en') {
  const say = speaker(language);
  await page.goto(`/language/${language}`);
  await page.goto('/register');
  await page.getByLabel(say('accounts.name')).fill(name);
  await page.getByLabel(say('accounts.email')).fill(email);
  await page.getByLabel(say('accounts.password')).fill(password);
  await page.getByRole('button', { name: say('accounts.register') }).click();
  await expect(page.getByRole('heading', { level: 1, name: say('accounts.sent_title') })).toBeVisible();
  await page.goto(await mailedLink(page, email, new RegExp(say('mail.accounts_confirm_subject'))));
  await page.getByRole('button', { name: say('accounts.confirm') }).click();
  await expect(page.getByRole('heading', { level: 1, name: say('core.welcome', { name }) })).toBeVisible();
}

/** Founds a team in an open call; ends on its page and gives the proposal's address. */
export async function foundTeam(page: Page, slug: string, name: string, kind: string, language = 'en'): Promise<string> {
  const say = speaker(language);
  await page.goto(`/c/${slug}/join`);
  const button = page.getByRole('button', { name: say('teams.found'), exact: true });
  const founding = page.locator('form', { has: button });
  await founding.getByLabel(say('teams.team_name')).fill(name);
  await founding.getByRole('combobox', { name: say('teams.you_are') }).selectOption({ label: say(`vocabulary.member_${kind}`) });
  await button.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return (await page.getByRole('link', { name: say('teams.to_proposal') }).getAttribute('href'))!;
}

/** Joins the team whose code stands in the form. */
export async function joinByCode(page: Page, kind: string) {
  const joining = page.locator('form', { has: page.getByLabel('Team code') });
  await joining.getByLabel('You are').selectOption({ label: speaker('en')(`vocabulary.member_${kind}`) });
  await joining.getByRole('button', { name: 'Join the team' }).click();
}

/** Opens a section of the proposal from its overview. */
export async function section(page: Page, proposal: string, title: string) {
  await page.goto(proposal);
  await page.getByRole('region', { name: 'Sections' }).getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await alive(page);
}

/** Presses a button of a section and waits until the next heading, or the saved state, says that it is done. */
export async function saveAndGoOn(page: Page, next: string) {
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await expect(page.getByRole('heading', { level: 1, name: next })).toBeVisible();
  await alive(page);
}

/** What a proposal says; the rest is the same for all. */
export type Idea = { title: string; summary: string; people: string[] };

/** Writes all sections but the last. */
export async function writeProposal(page: Page, proposal: string, idea: Idea) {
  await section(page, proposal, 'The idea');
  await page.getByLabel('Title of the pilot project').fill(idea.title);
  await page.getByLabel('Summary').fill(idea.summary);
  await page.getByLabel('Sector').selectOption({ label: 'Energy' });
  await saveAndGoOn(page, 'The need and the place');

  await page.getByLabel('Which mapped need does it answer?').selectOption({ index: 1 });
  await page.getByLabel('What is the situation today?').fill('Of 40 households that we asked, 31 cook on three stones inside the house.');
  const college = page.getByLabel('Host college');
  await college.selectOption(await college.getByRole('option', { name: /^IPRC Huye/ }).getAttribute('value'));
  await page.getByRole('checkbox', { name: 'Women' }).check();
  await page.getByRole('checkbox', { name: 'Rural households' }).check();
  await saveAndGoOn(page, 'The solution');

  await page.getByLabel('What will you do, and how does it work?').fill('We build stoves of local clay with a chimney, and teach two masons in each village.');
  await page.getByLabel('Which skills from the training does it use?').fill('Masonry, heat measurement and bookkeeping.');
  await saveAndGoOn(page, 'Plan and jobs');

  const steps = ['First ten stoves', 'Masons work alone', 'Two hundred stoves'];
  for (const [i, step] of steps.entries()) {
    await page.getByLabel(`What will be done, row ${i + 1}`).fill(step);
    await page.getByLabel(`By when, row ${i + 1}`).fill(`2028-0${2 * i + 2}-15`);
  }
  await page.getByLabel('Paid jobs after one year').fill('6');
  await saveAndGoOn(page, 'The team');

  for (const [i, name] of idea.people.entries()) {
    await page.getByLabel(`Person, row ${i + 1}`).fill(name);
    await page.getByLabel(`What this person does, row ${i + 1}`).fill(i === 0 ? 'Leads and trains' : 'Builds and measures');
  }
  await saveAndGoOn(page, 'Budget');

  await page.getByLabel('Item, row 1').fill('Clay and chimneys');
  await page.getByLabel('Quantity, row 1').fill('200');
  await page.getByLabel('Price of one, row 1').fill('15000');
  await page.getByLabel('Item, row 2').fill('Moulds');
  await page.getByLabel('Price of one, row 2').fill('600000');
  await saveAndGoOn(page, 'After the pilot');
}

/** Writes the last section. */
export async function writeFuture(page: Page, proposal: string) {
  await section(page, proposal, 'After the pilot');
  await page.getByLabel('How does it go on when the support ends?').fill('Households pay for the stove in six instalments.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();
}

/** Agrees, as a member, to what would be submitted. */
export async function agree(page: Page, proposal: string, language = 'en') {
  const say = speaker(language);
  await page.goto(`${proposal}/preview`);
  const confirm = page.getByRole('button', { name: say('proposals.confirm') });
  await confirm.click();
  await expect(page.getByText(new RegExp(`^${say('proposals.confirmed_at', { time: '\\d' })}`)).first()).toBeVisible();
  await expect(confirm).toHaveCount(0);
}

/** Submits what is written and gives the fingerprint of the receipt. */
export async function submit(page: Page, proposal: string, button: string): Promise<string> {
  await page.goto(`${proposal}/preview`);
  await page.getByRole('checkbox', { name: /We have read the whole proposal/ }).check();
  await page.getByRole('button', { name: button }).click();
  await expect(page).toHaveURL(/\/receipt/);
  const fingerprint = page.getByText(/^([0-9a-f]{4} ?){16}$/).first();
  await expect(fingerprint).toBeVisible();
  return (await fingerprint.innerText()).replaceAll(' ', '');
}

/** Accepts the mailed invitation to the jury. */
export async function joinJury(page: Page, email: string, competition: string) {
  await page.goto(await mailedLink(page, email, new RegExp(`Invitation to the jury: ${competition}`)));
  await page.getByRole('checkbox', { name: /I have read the code of conduct/ }).check();
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Invitation to the jury' })).toHaveCount(0);
}
