// Whole ways of jurors and of who organises them: two evenings of scoring, a conflict midway, two who are silent.
//
// Each has a competition of its own whose deadlines really pass; proposals and jurors come from a spreadsheet.

import { alive, desktop, expect, handheld, signIn, sound as axe, test } from './frame';
import { callTheJury, declareConflicts, gatherJury, giveOut, minute, type Entry } from './organisers';
import { reach } from './people';
import { type Locator, type Page } from '@playwright/test';

const stoves = 'Stoves that spare forest and lungs';
const biogas = 'Biogas for the school kitchen';
const kiln = 'A solar kiln for bricks';
/** Words of the proposals, which a list of names must not show. */
const words = { [stoves]: 'Masons build clay stoves.', [biogas]: 'Peels of bananas cook lunch.', [kiln]: 'Mirrors bake the bricks.' };
const entries: Entry[] = [
  { title: stoves, summary: `${words[stoves]} `.repeat(40), team: 'Amashyiga', member: 'Immaculée Uwase' },
  { title: biogas, summary: `${words[biogas]} `.repeat(40), team: 'Umuriro', member: 'Solange Mukamana' },
  { title: kiln, summary: `${words[kiln]} `.repeat(40), team: 'Amatafari', member: 'Patrick Habimana' },
];

/** Sound, and then of its own size again. */
async function sound(page: Page) {
  const size = page.viewportSize()!;
  await axe(page);
  await page.setViewportSize(size);
}

const criteria = (page: Page) => page.getByRole('region', { name: 'Your scores' }).getByRole('group');
const state = (page: Page) => page.locator('.actions .save-state');
const level = (criterion: Locator, points: number) => criterion.getByRole('radio', { name: new RegExp(`^${points}`) });
const queueRow = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });
const comment = 'Clear numbers and people who know their place.';

/** Opens a sheet from the queue; gives its address. */
async function openSheet(page: Page, slug: string, title: string): Promise<string> {
  await page.goto(`/jury/${slug}`);
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await alive(page);
  return new URL(page.url()).pathname;
}

/** Tab, without a mouse, until the focus is on an element that fits. */
async function tabTo(page: Page, fits: string) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((fits) => document.activeElement?.matches(fits), fits)) return;
  }
  throw new Error(`Tab never gets to ${fits}`);
}

/** Saves a review past all pages; gives the status of the answer. */
async function postReview(page: Page, path: string, version: number): Promise<number> {
  const origin = new URL(page.url()).origin;
  const form = { assignment: path.split('/').at(-1)!, version: String(version), comment, note: 'Written past the page.', intent: 'keep' };
  return (await page.request.post('/api/reviews/save', { form, headers: { origin }, maxRedirects: 0 })).status();
}

test('a juror, on a phone and at a desk, from conflicts to the last review', async ({ person, network }) => {
  test.setTimeout(8 * minute);
  const run = Date.now().toString(36);
  const slug = `evenings-${run}`;
  const organiser = await person({ viewport: desktop });
  const phone = await person({ ...handheld, baseURL: network.address });
  const others = { 'Bosco Ntwali': await person(handheld), 'Chantal Iriza': await person(handheld) };

  await test.step('the jury is there, and the deadline passes', async () => {
    await signIn(organiser, 'organiser');
    await gatherJury(organiser, slug, `Evenings ${run}`, entries, { 'Amina Keza': phone, ...others }, 3);
    await callTheJury(organiser, slug, 10 * minute);
  });

  await test.step('conflicts are declared from names alone', async () => {
    await phone.goto(`/jury/${slug}`);
    await phone.getByRole('link', { name: 'Declare conflicts' }).click();
    for (const { title, team, member } of entries) {
      const row = phone.getByRole('listitem').filter({ hasText: title });
      await expect(row).toContainText(team);
      await expect(row).toContainText(member);
    }
    const html = await phone.content();
    for (const word of Object.values(words)) expect(html).not.toContain(word);
    await sound(phone);
    await declareConflicts(phone, slug, { [kiln]: 'My brother works there.' });
    for (const other of Object.values(others)) await declareConflicts(other, slug);
    await giveOut(organiser, slug);
  });

  const desk = await person({ viewport: desktop, storageState: await phone.context().storageState() });
  await test.step('the queue counts what is to do, and how long it takes', async () => {
    await reach(phone, `/jury/${slug}`, phone.getByRole('link', { name: stoves }), 2.5 * minute);
    await expect(phone.getByRole('main')).toContainText('0 of 2 received');
    await expect(phone.getByText(/^About \d+ min of work is left/)).toBeVisible();
    for (const title of [stoves, biogas]) await expect(queueRow(phone, title)).toContainText(/Not opened.*about [1-9]\d* min/);
    await expect(phone.getByText(kiln)).toHaveCount(0);
    await sound(phone);
  });

  let sheet = '';
  await test.step('at a desk the proposal stands beside the rubric, and keys alone score it', async () => {
    sheet = await openSheet(desk, slug, stoves);
    await sound(desk);
    const proposal = desk.getByRole('article', { name: 'Proposal' });
    const [text, rubric] = await Promise.all([proposal, desk.locator('#rubric')].map((pane) => pane.boundingBox()));
    expect(rubric!.x, 'side by side').toBeGreaterThanOrEqual(text!.x + text!.width);
    expect(Math.abs(rubric!.y - text!.y), 'at one height').toBeLessThan(5);
    await expect(proposal).toContainText(words[stoves]);
    await expect(criteria(desk)).toHaveCount(6);
    for (const criterion of await criteria(desk).all()) {
      const anchors = await criterion.locator('label:not(.cannot) .anchor').allInnerTexts();
      expect(anchors.filter((text) => text.trim()).length, 'levels that say what they mean').toBeGreaterThan(1);
    }
    const names = await criteria(desk).evaluateAll((all) => all.map((one) => one.id));
    for (const [i, name] of names.entries()) {
      await tabTo(desk, `[name="${name}"]`);
      // A digit, or a digit and an arrow that moves on by one.
      for (const key of i % 2 ? ['3'] : ['2', 'ArrowDown']) await desk.keyboard.press(key);
      await expect(level(criteria(desk).nth(i), 3)).toBeChecked();
    }
    await tabTo(desk, '[name=comment]');
    await desk.keyboard.type(comment);
    await tabTo(desk, 'button.primary');
    await desk.keyboard.press('Enter');
    await expect(desk.getByRole('status').filter({ hasText: 'Received' })).toBeVisible();
    await expect(desk.getByRole('main')).toContainText('1 of 2 received');
    await sound(desk);
  });

  await test.step('on a phone the two alternate, and scoring goes on without a connection', async () => {
    const path = await openSheet(phone, slug, biogas);
    const parts = phone.getByRole('navigation', { name: 'Parts of this page' });
    await parts.getByRole('link', { name: 'Your scores' }).click();
    await expect(criteria(phone).first()).toBeInViewport();
    await expect(phone.getByText(words[biogas]).first()).not.toBeInViewport();
    await parts.getByRole('link', { name: 'Proposal' }).click();
    await expect(phone.getByText(words[biogas]).first()).toBeInViewport();
    await expect(criteria(phone).first()).not.toBeInViewport();
    await parts.getByRole('link', { name: 'Your scores' }).click();

    network.cut();
    for (let i = 0; i < 5; i += 1) await level(criteria(phone).nth(i), 5).check();
    await criteria(phone).nth(5).getByRole('radio', { name: 'I cannot judge' }).check();
    await criteria(phone).nth(5).getByLabel('Why you cannot judge it').fill('Not my trade.');
    await phone.getByLabel('Comment to the team').fill(comment);
    await phone.getByRole('button', { name: 'Hand in' }).click();
    await expect(state(phone)).toHaveText(/^Saved on this device \d\d:\d\d, not yet with us$/);
    await sound(phone);
    // Whoever counts has nothing of it yet.
    await desk.goto(`/jury/${slug}`);
    await expect(desk.getByRole('main')).toContainText('1 of 2 received');
    await network.open();
    await expect(phone.getByRole('status').filter({ hasText: 'Received' })).toBeVisible({ timeout: minute });
    await phone.goto(path);
    await expect(criteria(phone).nth(5).getByLabel('Why you cannot judge it')).toHaveValue('Not my trade.');
  });

  const orderRows = desk.locator('tbody tr');
  await test.step('what cannot be judged is no zero; the own spread and order are there', async () => {
    await desk.goto(`/jury/${slug}`);
    await desk.getByRole('link', { name: 'Your scores side by side' }).click();
    await expect(orderRows).toHaveCount(2);
    const cells = await orderRows.nth(0).getByRole('cell').allInnerTexts();
    // Five times the highest level: as a zero the sixth would show here.
    expect(cells.slice(-7).map((cell) => cell.trim())).toEqual(['5', '5', '5', '5', '5', '–', '100 %']);
    await expect(orderRows.nth(0)).toContainText(biogas);
    await expect(orderRows.nth(1)).toContainText(stoves);
    const spread = desk.getByRole('region', { name: 'How you use the scales' }).getByRole('listitem');
    await expect(spread.first()).toContainText(/3 \(1×\) · 5 \(1×\).*average 4/);
    await expect(spread.last()).toContainText('3 (1×), average 3');
    await sound(desk);
  });

  await test.step('a review that was handed in is revised, and its history kept', async () => {
    await desk.goto(sheet);
    await alive(desk);
    await level(criteria(desk).first(), 1).check();
    await desk.getByRole('button', { name: 'Save changes' }).click();
    await expect(state(desk)).toHaveText(/^Saved \d/);
    await desk.goto(`${sheet}/history`);
    const first = desk.locator('.panel').first();
    await expect(first.getByRole('definition').first()).toHaveText('1');
    await expect(desk.locator('.panel').filter({ hasText: 'Received' }).nth(1).getByRole('definition').first()).toHaveText('3');
    await sound(desk);
  });

  await test.step('the server says that all were received', async () => {
    await phone.goto(`/jury/${slug}`);
    await expect(phone.getByRole('main')).toContainText('2 of 2 received');
    await expect(phone.getByText('All your reviews have been received.')).toBeVisible();
    await expect(phone.getByText(/of work is left/)).toHaveCount(0);
    await sound(phone);
    await organiser.goto(`/organise/${slug}/progress`);
    await expect(organiser.locator('#received-now')).toContainText('2 of 6');
    await expect(organiser.getByRole('row').filter({ hasText: 'Amina Keza' })).toContainText('2 of 2');
  });
});

test('a juror finds a conflict midway', async ({ person }) => {
  test.setTimeout(7 * minute);
  const run = Date.now().toString(36);
  const slug = `midway-${run}`;
  const organiser = await person({ viewport: desktop });
  const jurors: Record<string, Page> = {};
  for (const name of ['Amina Keza', 'Bosco Ntwali', 'Chantal Iriza']) jurors[name] = await person(handheld);
  const amina = jurors['Amina Keza'];

  await test.step('proposals are with their jurors', async () => {
    await signIn(organiser, 'organiser');
    await gatherJury(organiser, slug, `Midway ${run}`, entries.slice(0, 2), jurors, 2);
    await callTheJury(organiser, slug, 10 * minute);
    for (const juror of Object.values(jurors)) await declareConflicts(juror, slug);
    await giveOut(organiser, slug);
  });

  let sheet = '';
  let title = stoves;
  await test.step('a review is begun', async () => {
    const any = amina.getByRole('row').getByRole('link').first();
    await reach(amina, `/jury/${slug}`, any, 2.5 * minute);
    title = (await any.innerText()).trim();
    sheet = await openSheet(amina, slug, title);
    for (const criterion of await criteria(amina).all()) await level(criterion, 5).check();
    await expect(state(amina)).toHaveText(/^Saved \d/);
    expect(await postReview(amina, sheet, 99), 'a stale version, but her own').toBe(409);
  });

  await test.step('one tap and a reason close it', async () => {
    await amina.getByRole('link', { name: 'I have a conflict of interest with this proposal' }).click();
    await sound(amina);
    await amina.getByLabel('What connects you with the team?').fill('The lead was my student.');
    await amina.getByRole('button', { name: 'Declare the conflict' }).click();
    await expect(amina).toHaveURL(new RegExp(`/jury/${slug}`));
    await amina.goto(`/jury/${slug}`);
    await expect(amina.getByRole('link', { name: title })).toHaveCount(0);
    await sound(amina);
    for (const path of [sheet, `${sheet}/history`, `${sheet}/conflict`]) {
      const answer = await amina.goto(path);
      expect([403, 404], path).toContain(answer!.status());
      expect(await amina.content()).not.toContain(words[title as keyof typeof words]);
    }
    expect([403, 404]).toContain(await postReview(amina, sheet, 1));
  });

  let heir = '';
  await test.step('the organiser is offered a replacement with room, and takes it with one click', async () => {
    await organiser.goto(`/organise/${slug}/progress`);
    const free = organiser.locator('#vacancies').getByRole('row').filter({ hasText: title });
    await expect(free).toContainText('1 of 2');
    await expect(free).toContainText(/\d → [12] of 2/);
    const give = free.getByRole('button', { name: /^Give to/ });
    heir = (await give.innerText()).replace('Give to', '').trim();
    expect(Object.keys(jurors).slice(1)).toContain(heir);
    await sound(organiser);
    await give.click();
    await expect(organiser.locator('#vacancies')).toHaveCount(0);
    await jurors[heir].goto(`/jury/${slug}`);
    await expect(jurors[heir].getByRole('link', { name: title })).toBeVisible();
  });

  await test.step('the log tells it all', async () => {
    await organiser.goto(`/organise/${slug}/audit`);
    const entry = (action: string) => organiser.getByRole('row').filter({ hasText: action }).first();
    const declared = entry('Conflict of interest declared');
    for (const part of ['Amina Keza', title, '“The lead was my student.”', 'the review is sealed and never counts']) await expect(declared).toContainText(part);
    const given = entry('Proposal given to a juror');
    for (const part of [title, heir]) await expect(given).toContainText(part);
    await sound(organiser);
  });

  await test.step('what is sealed never counts', async () => {
    await organiser.goto(`/organise/${slug}/jury`);
    await organiser.getByRole('link', { name: 'Amina Keza' }).click();
    await expect(organiser.getByRole('row').filter({ hasText: title })).toContainText('Sealed: never counts');
    await sound(organiser);
    // The replacement's review is the only one, though two were scored.
    await openSheet(jurors[heir], slug, title);
    for (const criterion of await criteria(jurors[heir]).all()) await level(criterion, 2).check();
    await jurors[heir].getByLabel('Comment to the team').fill(comment);
    await jurors[heir].getByRole('button', { name: 'Hand in' }).click();
    await expect(jurors[heir].getByRole('status').filter({ hasText: 'Received' })).toBeVisible();
    await organiser.goto(`/organise/${slug}/progress`);
    await expect(organiser.locator('#received-now')).toContainText('1 of 4');
    await expect(organiser.getByRole('row').filter({ hasText: title }).last()).toContainText('1 of 2');
  });
});

test('two jurors are silent', async ({ person }) => {
  test.setTimeout(9 * minute);
  const run = Date.now().toString(36);
  const slug = `silent-${run}`;
  const name = `Silent ${run}`;
  const organiser = await person({ viewport: desktop });
  const jurors: Record<string, Page> = {};
  for (const juror of ['Amina Keza', 'Bosco Ntwali', 'Chantal Iriza', 'Donat Gasana']) jurors[juror] = await person(handheld);
  const [amina, , chantal, donat] = Object.values(jurors);
  const silent = ['Amina Keza', 'Bosco Ntwali'];
  const progress = `/organise/${slug}/progress`;
  const jurorRow = (juror: string) => organiser.getByRole('row').filter({ has: organiser.getByRole('rowheader', { name: juror }) });
  const choose = async (names: string[]) => {
    for (const box of await organiser.getByRole('checkbox', { name: /^Choose / }).all()) {
      await box.setChecked(names.includes((await box.getAttribute('aria-label'))!.replace('Choose ', '')));
    }
  };

  await test.step('in the demo, whose jury has been silent for days, the proposals in danger are named', async () => {
    await signIn(organiser, 'organiser');
    await organiser.goto('/organise/pilot-2026/progress');
    const danger = organiser.getByRole('row').filter({ hasText: 'At risk' });
    await expect(danger.first()).toContainText(/\d+ · .+waiting for \w+/s);
    await sound(organiser);
  });

  let juryEnds = 0;
  await test.step('proposals are with their jurors', async () => {
    await gatherJury(organiser, slug, name, entries.slice(0, 2), jurors, 2);
    juryEnds = await callTheJury(organiser, slug, 3 * minute);
    for (const juror of Object.values(jurors)) await declareConflicts(juror, slug);
    await giveOut(organiser, slug);
  });

  let sheet = '';
  await test.step('one hands in', async () => {
    const any = chantal.getByRole('row').getByRole('link').first();
    await reach(chantal, `/jury/${slug}`, any, 2.5 * minute);
    sheet = await openSheet(chantal, slug, (await any.innerText()).trim());
    for (const criterion of await criteria(chantal).all()) await level(criterion, 4).check();
    await chantal.getByLabel('Comment to the team').fill(comment);
    await chantal.getByRole('button', { name: 'Hand in' }).click();
    await expect(chantal.getByRole('status').filter({ hasText: 'Received' })).toBeVisible();
  });

  await test.step('nobody can type another’s score', async () => {
    expect(await postReview(chantal, sheet, 99), 'a stale version, but her own').toBe(409);
    for (const other of [organiser, amina, donat]) expect([403, 404]).toContain(await postReview(other, sheet, 1));
  });

  await test.step('the silent ones are reminded, after a look at who and what', async () => {
    await organiser.goto(progress);
    await choose(silent);
    await organiser.getByRole('button', { name: 'Remind the chosen ones…' }).click();
    for (const juror of silent) await expect(organiser.getByRole('listitem').filter({ hasText: juror })).toContainText('1 review left');
    await expect(organiser.getByRole('article')).toContainText(name);
    await sound(organiser);
    await organiser.getByRole('button', { name: 'Send 2 reminders' }).click();
    await organiser.goto(progress);
    for (const juror of silent) await expect(jurorRow(juror)).not.toContainText('never');
    const mails = (juror: string) => organiser.getByRole('listitem').filter({ hasText: `${juror.toLowerCase().replace(' ', '.')}@${slug}` });
    await reach(organiser, '/mailbox', mails(silent[1]).filter({ hasText: /1 review/ }).first(), 30_000);
    await reach(organiser, '/mailbox', mails(silent[0]).filter({ hasText: /1 review/ }).first());
    await expect(mails('Chantal Iriza').filter({ hasText: /1 review/ })).toHaveCount(0);
  });

  await test.step('reminders go out by themselves on days that the organiser names', async () => {
    await organiser.goto(progress);
    await organiser.getByLabel('Days before the jury closes').fill('5, 2');
    await organiser.getByRole('button', { name: 'Save', exact: true }).click();
    await organiser.goto(progress);
    await expect(organiser.getByLabel('Days before the jury closes')).toHaveValue('5, 2');
  });

  await test.step('their work goes to others, once its effects were seen', async () => {
    await choose(silent);
    await organiser.getByRole('button', { name: 'Show what redistribution would do…' }).click();
    for (const juror of silent) await expect(organiser.getByText(`${juror}: 1 proposal goes to others.`)).toBeVisible();
    await expect(organiser.getByText('now 0 of 2, afterwards 2 of 2')).toBeVisible();
    await sound(organiser);
    await amina.goto(`/jury/${slug}`);
    await expect(amina.getByRole('link', { name: /Stoves|Biogas/ }), 'nothing has changed').toHaveCount(1);
    await organiser.getByRole('button', { name: 'Give out 2 reviews' }).click();
    await organiser.goto(progress);
    await expect(jurorRow('Chantal Iriza')).toContainText('1 of 2');
    await expect(jurorRow('Donat Gasana')).toContainText('0 of 2');
    await amina.goto(`/jury/${slug}`);
    await expect(amina.getByRole('link', { name: /Stoves|Biogas/ })).toHaveCount(0);
    expect(Date.now(), 'done before the jury ends').toBeLessThan(juryEnds);
  });

  await test.step('after the jury the page says what is short, and what the rule makes of it', async () => {
    await reach(organiser, progress, organiser.getByText('The jury is closed. 2 proposals have fewer reviews than the rules promise: 1, 2.'), 4.5 * minute);
    await expect(organiser.locator('#closed')).toContainText('with fewer reviews a proposal is drawn nearer to the mean and its range is wider, and one without any comes last');
    await sound(organiser);
    expect(await postReview(chantal, sheet, 1), 'her own, too late').toBe(403);
    await organiser.locator('#closed').getByRole('link', { name: 'Selection' }).click();
    await sound(organiser);
  });
});
