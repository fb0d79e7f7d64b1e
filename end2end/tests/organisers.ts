// What organisers do in more than one story: a competition whose deadlines really pass.

import { expect } from './frame';
import { type Page } from '@playwright/test';

export const minute = 60_000;

/** The last whole minute; timelines know no smaller step. */
export const thisMinute = () => Math.floor(Date.now() / minute) * minute;

/** As an input for local time takes it; the competition is in Kigali, two hours ahead of UTC all year. */
export const inKigali = (at: number) => new Date(at + 120 * minute).toISOString().slice(0, 16);

export type Timeline = { opens: number; closes: number; grace?: number; jury: number; juryEnds: number };

/** Fills in the settings' timeline; the result is public a minute after the jury. */
export async function fillTimeline(page: Page, { opens, closes, grace = 0, jury, juryEnds }: Timeline) {
  await page.getByLabel('Call opens').fill(inKigali(opens));
  await page.getByLabel('Deadline for proposals').fill(inKigali(closes));
  await page.getByLabel('Grace in minutes').fill(String(grace));
  await page.getByLabel('Jury begins').fill(inKigali(jury));
  await page.getByLabel('Jury ends').fill(inKigali(juryEnds));
  await page.getByLabel('Result is published').fill(inKigali(juryEnds + minute));
}

/** Fills in the form of a new competition, but its timeline. */
export async function fillCompetition(page: Page, name: string, slug: string, consent: string) {
  await page.goto('/organise');
  await page.getByRole('link', { name: 'New competition' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('What it is about').fill('A competition that is over in ten minutes.');
  await page.getByLabel('Part of the address').fill(slug);
  await page.getByLabel('Projects to be selected').fill('1');
  await page.getByLabel('Reviews for each proposal').fill('2');
  await page.getByLabel('Who answers for a submission').selectOption({ label: consent });
}

/** Adds the need that proposals answer. */
export async function addNeed(page: Page, slug: string) {
  await page.goto(`/organise/${slug}/needs`);
  await page.getByRole('link', { name: 'Add a need' }).click();
  await page.getByLabel('Need', { exact: true }).fill('Cooking without smoke');
  await page.getByLabel('Description').fill('Nine in ten households cook on an open fire.');
  await page.getByLabel('Sector').selectOption({ label: 'Energy' });
  await page.getByLabel('Urgency').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(`/organise/${slug}/needs`);
  await expect(page.getByText('Cooking without smoke')).toBeVisible();
}

/** Freezes the rules and opens the call. */
export async function openCall(page: Page, slug: string) {
  await page.goto(`/organise/${slug}`);
  await page.getByRole('link', { name: 'Check and open' }).click();
  await page.getByRole('button', { name: 'Fix the rules and open the call' }).click();
  await expect(page.getByText('Open for proposals')).toBeVisible();
}
