// What organisers do in more than one story: a competition whose deadlines really pass.

import { expect } from './frame';
import { joinJury, reach, register } from './people';
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

/** Brings a file in from a spreadsheet; proposals are eligible at once. */
export async function importRows(page: Page, slug: string, kind: 'Proposals' | 'People', rows: string[][]) {
  await page.goto(`/organise/${slug}/import`);
  await page.getByRole('radio', { name: kind, exact: true }).check();
  await page.getByLabel('Proposals come in as').selectOption({ label: 'Submitted and eligible' });
  const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: `${kind}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: 'Carry it out' }).click();
  await expect(page.getByText(/^Carried out on/)).toBeVisible();
}

/** What a proposal of a jury's competition says; its team has one member. */
export type Entry = { title: string; summary: string; team: string; member: string };

/** A competition of two reviews for each proposal, with everything before the deadline done: jurors, by name, are on the jury. */
export async function gatherJury(organiser: Page, slug: string, name: string, entries: Entry[], jurors: Record<string, Page>, capacity: number) {
  const address = (who: string) => `${who.toLowerCase().replaceAll(' ', '.')}@${slug}.example.org`;
  await fillCompetition(organiser, name, slug, 'The lead confirms for all members');
  const far = thisMinute() + 1_000 * minute;
  await fillTimeline(organiser, { opens: thisMinute(), closes: far, jury: far + minute, juryEnds: far + 2 * minute });
  await organiser.getByRole('button', { name: 'Create the competition' }).click();
  await expect(organiser).toHaveURL(`/organise/${slug}`);
  await addNeed(organiser, slug);
  const proposals = entries.map(({ title, summary, team }) => [title, summary, team, 'energy', 'en']);
  await importRows(organiser, slug, 'Proposals', [['title', 'summary', 'team', 'sector', 'language'], ...proposals]);
  const members = entries.map(({ member, team }) => [member, address(member), 'trainer', team, 'lead', '', '']);
  const judges = Object.keys(jurors).map((juror) => [juror, address(juror), 'juror', '', '', 'en', String(capacity)]);
  await importRows(organiser, slug, 'People', [['name', 'email', 'kind', 'team', 'role', 'languages', 'capacity'], ...members, ...judges]);
  for (const [juror, page] of Object.entries(jurors)) {
    await register(page, juror, address(juror));
    await joinJury(page, address(juror), name);
  }
}

/** Opens the call with a deadline that passes at once, and the jury a minute later; gives when the jury ends. */
export async function callTheJury(organiser: Page, slug: string, scoring: number): Promise<number> {
  const closes = Math.ceil((Date.now() + 20_000) / minute) * minute;
  const juryEnds = closes + minute + scoring;
  await organiser.goto(`/organise/${slug}/settings`);
  await fillTimeline(organiser, { opens: thisMinute(), closes, jury: closes + minute, juryEnds });
  await organiser.getByRole('button', { name: 'Save' }).click();
  await openCall(organiser, slug);
  await reach(organiser, `/organise/${slug}/assignment`, organiser.getByLabel('Seed'), 2 * minute);
  return juryEnds;
}

/** Declares no conflict but those with the titles given, and why. */
export async function declareConflicts(juror: Page, slug: string, conflicts: Record<string, string> = {}) {
  await juror.goto(`/jury/${slug}/conflicts`);
  for (const [title, reason] of Object.entries(conflicts)) {
    const row = juror.getByRole('listitem').filter({ hasText: title });
    await row.getByRole('checkbox').check();
    await row.getByLabel('Reason, if you have a conflict').fill(reason);
  }
  await juror.getByRole('button', { name: 'Declare and continue' }).click();
  await expect(juror.getByRole('heading', { level: 1, name: 'Proposals to score' })).toBeVisible();
}

/** Gives all proposals out as computed. */
export async function giveOut(organiser: Page, slug: string) {
  await organiser.goto(`/organise/${slug}/assignment`);
  await organiser.getByLabel('Seed').fill('7');
  await organiser.getByRole('button', { name: 'Preview' }).click();
  await organiser.getByRole('button', { name: /^Give out/ }).click();
  await expect(organiser.getByText(/^All \d+ eligible proposals have their jurors\.$/)).toBeVisible();
}
