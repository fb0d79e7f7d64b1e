// Whole ways of people whose connection and whose clock are against them.

import { alive, expect, handheld, signIn, sound as axe, test } from './frame';
import { addNeed, fillCompetition, fillTimeline, minute, openCall, thisMinute } from './organisers';
import { agree, foundTeam, joinByCode, mailedLink, register, speaker, submit, writeFuture, writeProposal } from './people';
import { slow3g } from './slow_network';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { type Page } from '@playwright/test';

/** Sound, and then as wide as a phone again. */
async function sound(page: Page) {
  await axe(page);
  await page.setViewportSize(handheld.viewport);
}

const state = (page: Page) => page.locator('.save-state');
const waiting = /^1 change waiting, saved on this device \d\d:\d\d$/;
const plan = 'How does it go on when the support ends?';

test('a team member with a phone on 3G', async ({ person, network }, info) => {
  test.setTimeout(8 * minute);
  const run = Date.now().toString(36);
  const mate = await person();
  const college = await person();
  let proposal = '';

  await test.step('a team has written most of its proposal at the college', async () => {
    await register(college, 'Immaculée Uwase', `immaculee.${run}@example.org`);
    proposal = await foundTeam(college, 'pilot-2027', `Amashyiga ${run}`, 'trainer');
    const link = await college.getByRole('link', { name: /join\?code=/ }).getAttribute('href');
    await register(mate, 'Patrick Habimana', `patrick.${run}@example.org`);
    await mate.goto(link!);
    await joinByCode(mate, 'student');
    await expect(mate.getByRole('heading', { level: 1, name: `Amashyiga ${run}` })).toBeVisible();
    await writeProposal(college, proposal, {
      title: 'Stoves that spare forest and lungs',
      summary: 'Clay stoves with a chimney for 200 households.',
      people: ['Immaculée Uwase', 'Patrick Habimana'],
    });
  });

  // The same person, on the way home.
  Object.assign(network, slow3g);
  const page = await person({ ...handheld, baseURL: network.address, storageState: await college.context().storageState() });
  const code: string[] = [];
  page.on('requestfinished', (request) => {
    if (request.url().endsWith('.wasm')) code.push(request.url());
  });
  const answer = page.getByLabel(plan);

  await test.step('the whole form is there to read, and how long it takes', async () => {
    await page.goto('/c/pilot-2027/join');
    await page.getByText('Read the whole form first').click();
    await expect(page.getByText(/^All questions together take about \d+ h( \d+ min)?\./)).toBeVisible();
    await expect(page.locator('.outline > li')).toHaveCount(7);
    await expect(page.getByText(plan)).toBeVisible();
    await sound(page);
  });

  await test.step('a section reads, and takes words, before its code arrives', async () => {
    await page.goto(`${proposal}/future`, { waitUntil: 'commit' });
    await expect(page.getByRole('heading', { level: 1, name: 'After the pilot' })).toBeVisible();
    await answer.pressSequentially('Households pay');
    expect(code, 'code that has arrived').toEqual([]);
    await expect(page.locator('html')).toHaveAttribute('data-live', '', { timeout: 60_000 });
    expect(code).toHaveLength(1);
    await expect(answer).toHaveValue('Households pay');
    await expect(state(page)).toHaveText(/^Saved/, { timeout: 20_000 });
  });

  await test.step('the connection drops while one types: the text waits on the phone, and is then sent', async () => {
    network.cut();
    await answer.press('End');
    await answer.pressSequentially(' in six instalments.');
    await expect(state(page)).toHaveText(waiting);
    await expect(page.getByRole('alert').filter({ hasText: 'There is no connection' })).toBeVisible();
    await sound(page);
    await network.open();
    await expect(state(page)).toHaveText(/^What waited on this device has been sent, \d\d:\d\d$/, { timeout: 60_000 });
    await mate.goto(`${proposal}/future`);
    await expect(mate.getByLabel(plan)).toHaveValue('Households pay in six instalments.');
  });

  await test.step('a team mate changes the same answer meanwhile: both are shown, and neither is lost', async () => {
    network.cut();
    await answer.fill('Households pay in ten instalments.');
    await expect(state(page)).toHaveText(waiting);
    await alive(mate);
    await mate.getByLabel(plan).fill('Households pay in four instalments.');
    await expect(state(mate)).toHaveText(/^Saved/);
    await network.open();
    const panel = page.getByRole('region', { name: 'Patrick Habimana saved this section while you were writing' });
    await expect(panel).toBeVisible({ timeout: 60_000 });
    await expect(panel.locator('del')).toContainText('ten');
    await expect(panel.locator('ins')).toContainText('four');
    await expect(answer).toHaveValue('Households pay in ten instalments.');
    await sound(page);
    await answer.fill('Households pay in four or ten instalments.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(state(page)).toHaveAttribute('data-state', 'saved', { timeout: 20_000 });
    await expect(panel).toHaveCount(0);
  });

  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(8 * 1024 * 1024 - 9, 'plan ')]);
  await test.step('a file of 8 MB goes on where the connection broke', async () => {
    // At the speed of the rest this would take three minutes.
    network.rate = 20 * slow3g.rate;
    const file = info.outputPath('Plan of the kiln.pdf');
    writeFileSync(file, bytes);
    await page.goto(`${proposal}/files`);
    await alive(page);
    const before = network.arrived.up;
    const sent = () => network.arrived.up - before;
    const status = page.getByRole('status');
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Upload' }).click();
    await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(0.6 * bytes.length);
    network.cut();
    await expect(status).toHaveText(/^No connection/);
    await sound(page);
    await network.open();
    await expect(page.getByRole('link', { name: 'Plan of the kiln.pdf' })).toBeVisible({ timeout: 60_000 });
    // The piece that broke is sent again, half a megabyte, and nothing else.
    expect(sent()).toBeLessThan(1.1 * bytes.length);
    network.rate = slow3g.rate;
  });

  await test.step('the receipt has a time and a fingerprint; it can be printed, and checked later', async () => {
    const fingerprint = await submit(page, proposal, 'Submit the proposal');
    const paper = page.getByRole('article');
    await expect(paper).toContainText(/Received\d+ \w+ \d{4},? (at )?\d\d:\d\d \(Africa\/Kigali\)/);
    await sound(page);
    // The fingerprint is that of the text, and the text names the file by its own.
    const text = page.locator('details .fingerprint');
    await page.getByText('The exact text that was received').click();
    expect(createHash('sha256').update(await text.innerText()).digest('hex')).toBe(fingerprint);
    await expect(text).toContainText(createHash('sha256').update(bytes).digest('hex'));

    await page.emulateMedia({ media: 'print' });
    await expect(paper.getByText(/^([0-9a-f]{4} ?){16}$/)).toBeVisible();
    await expect(paper.getByText(/^Icumi, receipt from http/)).toBeVisible();
    for (const part of [page.getByRole('navigation').first(), page.getByRole('button', { name: 'Print' })]) await expect(part).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();

    // Whoever holds it can check it, without an account.
    const stranger = await person();
    await stranger.goto((await paper.getByRole('link', { name: /\/check$/ }).getAttribute('href'))!);
    await expect(stranger.getByRole('status')).toContainText('Yes: this is submission 1, the one that counts.');
    await stranger.goto('/check');
    for (const [asked, said] of [
      [fingerprint, 'Yes: this is submission 1, the one that counts.'],
      [fingerprint.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), 'No: nothing with this fingerprint was received'],
    ]) {
      await stranger.getByLabel('Text or fingerprint').fill(asked);
      await stranger.getByRole('button', { name: 'Check', exact: true }).click();
      await expect(stranger.getByRole('status').filter({ hasText: said })).toBeVisible();
    }
    await sound(stranger);
    await sound(page);
  });
});

/** Until the deadline at least: two teams write meanwhile. */
const writing = 2 * minute;
const clock = (at: number, zone: string) => new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const until = (at: number) => new Promise((go) => setTimeout(go, at - Date.now()));

test('three people in two countries, and a deadline', async ({ person, network }) => {
  test.setTimeout(8 * minute);
  const run = Date.now().toString(36);
  const slug = `deadline-${run}`;
  const address = (who: string) => `${who}.${run}@example.org`;
  const [nl, rw, en, fr] = ['nl', 'rw', 'en', 'fr'].map(speaker);
  const organiser = await person();
  // Whoever will submit has the bad connection.
  const trainer = await person({ ...handheld, baseURL: network.address });
  const rival = await person({ ...handheld, baseURL: network.address });
  const professor = await person(handheld);
  const student = await person(handheld);

  await test.step('everybody makes an account in a language of their own', async () => {
    await signIn(organiser, 'organiser');
    await register(trainer, 'Jean Bosco Nkurunziza', address('trainer'), 'nl');
    await register(professor, 'Espérance Mukandayisenga', address('professor'), 'rw');
    await register(student, 'Divine Uwera', address('student'), 'en');
    await register(rival, 'Solange Mukamana', address('rival'), 'fr');
  });

  let closes = 0;
  await test.step('a call opens in which every member confirms, with a minute of grace', async () => {
    await fillCompetition(organiser, `Deadline ${run}`, slug, 'Every member confirms');
    closes = Math.ceil((Date.now() + writing) / minute) * minute;
    await fillTimeline(organiser, { opens: thisMinute(), closes, grace: 1, jury: closes + 2 * minute, juryEnds: closes + 10 * minute });
    await organiser.getByRole('button', { name: 'Create the competition' }).click();
    await addNeed(organiser, slug);
    await openCall(organiser, slug);
  });

  let proposal = '';
  await test.step('the professor is invited by mail, the student types the code that was read out', async () => {
    const team = `Amashyiga ${run}`;
    proposal = await foundTeam(trainer, slug, team, 'trainer', 'nl');
    const inviting = trainer.locator('form', { has: trainer.getByRole('button', { name: nl('teams.invite') }) });
    await inviting.getByLabel(nl('teams.email')).fill(address('professor'));
    await inviting.getByLabel(nl('teams.they_are')).selectOption({ label: nl('vocabulary.member_professor') });
    await inviting.getByRole('button').click();
    await expect(trainer.getByRole('listitem').filter({ hasText: address('professor') })).toBeVisible();

    const subject = new RegExp(rw('mail.teams_invited_subject', { inviter: 'Jean Bosco Nkurunziza', team }));
    await professor.goto(await mailedLink(professor, address('professor'), subject));
    await sound(professor);
    await professor.getByRole('button', { name: rw('teams.accept') }).click();
    await expect(professor.getByRole('heading', { level: 1, name: team })).toBeVisible();

    const code = await trainer.locator('output.code').innerText();
    await student.goto(`/c/${slug}/join`);
    await student.getByLabel(en('teams.code')).fill(code.replace('-', ' ').toLowerCase());
    await joinByCode(student, 'student');
    await expect(student.getByRole('heading', { level: 1, name: team })).toBeVisible();
  });

  await test.step('each sees where the others write, and the deadline in Kigali and at home', async () => {
    const places = [
      { page: trainer, name: 'Jean Bosco Nkurunziza', say: nl, section: 'idea' },
      { page: professor, name: 'Espérance Mukandayisenga', say: rw, section: 'need' },
      { page: student, name: 'Divine Uwera', say: en, section: 'budget' },
    ];
    for (const { page, section } of places) await page.goto(`${proposal}/${section}`);
    for (const { page, say, section: own } of places) {
      await page.goto(proposal);
      for (const { name, section } of places.filter((place) => place.section !== own)) {
        const row = page.getByRole('listitem').filter({ has: page.locator(`a[href="${proposal}/${section}"]`) });
        await expect(row.filter({ hasText: say('proposals.at_work', { name, time: '' }) })).toHaveCount(1);
      }
      const fact = (label: string) => page.locator('dl.facts > div').filter({ has: page.getByText(label, { exact: true }) });
      await expect(fact(say('teams.deadline'))).toContainText(`${clock(closes, 'Africa/Kigali')} (Kigali)`);
      if (page === trainer) await expect(fact(say('teams.deadline_own'))).toContainText(`${clock(closes, 'Europe/Brussels')} (Brussels)`);
      else await expect(fact(say('teams.deadline_own'))).toHaveCount(0);
      await page.goto(`${proposal}/${own}`);
    }
  });

  const stoves = 'Stoves that spare forest and lungs';
  const biogas = 'Biogas for the school kitchen';
  let other = '';
  await test.step('two teams write', async () => {
    // The helpers that fill in a proposal read English; the account keeps its language.
    await rival.goto('/language/en');
    other = await foundTeam(rival, slug, `Umuriro ${run}`, 'professor');
    await writeProposal(student, proposal, {
      title: stoves,
      summary: 'Clay stoves with a chimney for 200 households.',
      people: ['Jean Bosco Nkurunziza', 'Espérance Mukandayisenga', 'Divine Uwera'],
    });
    await writeFuture(student, proposal);
    await writeProposal(rival, other, { title: biogas, summary: 'Kitchen waste cooks lunch for 600 pupils.', people: ['Solange Mukamana', 'Two students'] });
    await writeFuture(rival, other);
    await rival.goto('/language/fr');
  });

  await test.step('nothing is submitted before all members have agreed', async () => {
    await trainer.goto(`${proposal}/preview`);
    await trainer.getByLabel(nl('proposals.sure')).check();
    await trainer.getByRole('button', { name: nl('proposals.submit') }).click();
    await expect(trainer.getByText(nl('vocabulary.problem_members_unconfirmed')).first()).toBeVisible();
    await agree(professor, proposal, 'rw');
    await agree(student, proposal);
  });
  expect(Date.now(), 'written and agreed before the deadline').toBeLessThan(closes);

  const submissions: { goOn: () => void }[] = [];
  const late = await rival.context().newPage();
  await test.step('two submissions begin in time, on a line that stalls', async () => {
    await late.goto(`${other}/future`);
    await alive(late);
    for (const [page, path, say] of [[trainer, proposal, nl], [rival, other, fr]] as const) {
      await page.goto(`${path}/preview`);
      await page.getByLabel(say('proposals.sure')).check();
    }
    await until(closes - 5_000);
    for (const [page, say] of [[trainer, nl], [rival, fr]] as const) {
      const stall = network.stall('POST /api/proposals/submit');
      await page.getByRole('button', { name: say('proposals.submit') }).click({ noWaitAfter: true });
      await stall.begun;
      submissions.push(stall);
    }
    expect(Date.now(), 'begun before the deadline').toBeLessThan(closes);
  });

  await test.step('what arrives within the grace is accepted, and marked', async () => {
    await until(closes + 2_000);
    submissions[0].goOn();
    await expect(trainer).toHaveURL(/\/receipt$/);
    await expect(trainer.getByText(nl('proposals.late'))).toBeVisible();
    await sound(trainer);
    await organiser.goto(`/organise/${slug}/proposals`);
    await expect(organiser.getByRole('row').filter({ hasText: stoves })).toContainText(en('screening.arrival_grace'));
  });

  await test.step('what arrives after the grace is refused, and nothing is lost', async () => {
    // Neither is what is typed too late: it stays on the device.
    const answer = late.getByRole('textbox');
    await answer.fill('Pupils bring kitchen waste.');
    await expect(late.getByRole('alert')).toContainText(fr('vocabulary.denied_too_late'));
    await late.reload();
    await alive(late);
    await expect(answer).toHaveValue('Pupils bring kitchen waste.');
    await expect(late.getByText(fr('proposals.not_received'))).toBeVisible();
    await sound(late);
    await late.getByText(fr('proposals.show_received')).click();
    await late.getByRole('button', { name: fr('proposals.discard') }).click();
    await expect(late.getByText(fr('proposals.not_received'))).toHaveCount(0);
    await expect(answer).toHaveValue('Households pay for the stove in six instalments.');

    await until(closes + minute + 1_000);
    submissions[1].goOn();
    await expect(rival.getByRole('alert')).toContainText(fr('vocabulary.denied_too_late'));
    await sound(rival);
    await rival.goto(`${other}/preview`);
    for (const text of ['Kitchen waste cooks lunch for 600 pupils.', 'Households pay for the stove in six instalments.']) {
      await expect(rival.getByText(text)).toBeVisible();
    }
    await expect(rival.getByRole('button', { name: fr('proposals.submit') })).toHaveCount(0);
    await organiser.reload();
    await expect(organiser.getByRole('row').filter({ hasText: biogas })).toHaveCount(0);
  });
});
