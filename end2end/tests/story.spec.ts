// The whole job in one go, with people and a competition of its own: from founding it to the investor's contact.
//
// The rules are frozen when the call opens, so the deadlines really pass: the timeline is as short as whole minutes allow.

import { desktop, expect, handheld, signIn, test } from './frame';
import { addNeed, fillCompetition, fillTimeline, inKigali, minute, openCall, thisMinute } from './organisers';
import { agree, foundTeam, joinJury, mailedLink, reach, register, section, submit, writeFuture, writeProposal } from './people';
import { type Page } from '@playwright/test';

/** Until the deadline at least; two teams write meanwhile. */
const writing = 1.5 * minute;
/** The jury's window at least, after the minute for the eligibility check. */
const scoring = 2 * minute;

/** Gives every criterion the same level and hands the review in. */
async function score(page: Page, slug: string, title: string, level: string) {
  await page.goto(`/jury/${slug}`);
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-live', '');
  const criteria = page.getByRole('region', { name: 'Your scores' }).getByRole('group');
  await expect(criteria).toHaveCount(7);
  for (const criterion of await criteria.all()) await criterion.getByRole('radio', { name: new RegExp(`^${level}`) }).check();
  await page.getByLabel('Comment to the team').fill(`Clear numbers and people who know their place. Level ${level} throughout.`);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Received' })).toBeVisible();
}

/** Every point of the checklist is met. */
async function allMet(page: Page) {
  const points = page.getByRole('radio', { name: 'Met', exact: true });
  await expect(points).toHaveCount(4);
  for (const point of await points.all()) await point.check();
}

test('from the first draft of a competition to the investor’s contact', async ({ person }) => {
  test.setTimeout(15 * minute);
  const run = Date.now().toString(36);
  const slug = `story-${run}`;
  const name = `Story ${run}`;
  const address = (who: string) => `${who}.${run}@example.org`;
  const stoves = 'Stoves that spare forest and lungs';
  const biogas = 'Biogas for the school kitchen';

  const organiser = await person({ viewport: desktop });
  const lead = await person(handheld);
  const member = await person(handheld);
  const rival = await person(handheld);
  const jurors = { amina: await person(handheld), bosco: await person(handheld), chantal: await person(handheld) };
  const investor = await person({ viewport: desktop });

  await test.step('everybody makes an account', async () => {
    await signIn(organiser, 'organiser');
    await register(lead, 'Immaculée Uwase', address('lead'));
    await register(member, 'Patrick Habimana', address('member'));
    await register(rival, 'Solange Mukamana', address('rival'));
    await register(jurors.amina, 'Amina Keza', address('amina'));
    await register(jurors.bosco, 'Bosco Ntwali', address('bosco'));
    await register(jurors.chantal, 'Chantal Iriza', address('chantal'));
    await register(investor, 'Greta Maes', address('investor'));
  });

  await test.step('the organiser founds a competition', async () => {
    await fillCompetition(organiser, name, slug, 'Every member confirms');
    const start = thisMinute();
    // The jury before the deadline is refused, and nothing that was typed is lost.
    await fillTimeline(organiser, { opens: start, closes: start + 100 * minute, jury: start + 50 * minute, juryEnds: start + 300 * minute });
    await organiser.getByRole('button', { name: 'Create the competition' }).click();
    await expect(organiser.getByRole('alert')).toContainText('Jury begins');
    await expect(organiser.getByLabel('Part of the address')).toHaveValue(slug);
    await organiser.getByLabel('Jury begins').fill(inKigali(start + 200 * minute));
    await organiser.getByRole('button', { name: 'Create the competition' }).click();
    await expect(organiser).toHaveURL(`/organise/${slug}`);
    await expect(organiser.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  const pages = organiser.getByRole('navigation', { name: 'Pages of this competition' });
  await test.step('it gets a criterion, a need and its colleges', async () => {
    await pages.getByRole('link', { name: 'Criteria' }).click();
    await organiser.getByRole('link', { name: 'Add a criterion', exact: true }).click();
    await organiser.getByLabel('Criterion', { exact: true }).fill('Care for nature');
    await organiser.getByLabel('Short name').fill('nature');
    await organiser.getByLabel('What to look at').fill('What does it do to soil, water and forest?');
    await organiser.getByLabel('Weight').fill('10');
    await organiser.getByLabel('Lowest score').fill('1');
    await organiser.getByLabel('Highest score').fill('5');
    await organiser.getByRole('button', { name: 'Save' }).click();
    await expect(organiser).toHaveURL(`/organise/${slug}/rubric`);
    await expect(organiser.getByRole('heading', { name: /Care for nature/ })).toBeVisible();

    await pages.getByRole('link', { name: 'Colleges' }).click();
    await expect(organiser.getByRole('table').getByRole('row')).toHaveCount(9);

    await addNeed(organiser, slug);
  });

  await test.step('jurors are invited and accept', async () => {
    for (const [who, of] of [['amina', 'Amina Keza'], ['bosco', 'Bosco Ntwali'], ['chantal', 'Chantal Iriza']] as const) {
      await organiser.goto(`/organise/${slug}/jury`);
      await organiser.getByLabel('Name', { exact: true }).fill(of);
      await organiser.getByLabel('E-mail address').fill(address(who));
      await organiser.getByRole('checkbox', { name: 'English' }).check();
      await organiser.getByRole('button', { name: 'Send the invitation' }).click();
      await expect(organiser.getByRole('heading', { level: 1, name: of })).toBeVisible();
      await expect(organiser.getByRole('status')).toContainText('/jury/invitation?token=');
      await joinJury(jurors[who], address(who), name);
    }
    await organiser.goto(`/organise/${slug}/jury`);
    await expect(organiser.getByRole('row').filter({ hasText: 'On the jury' })).toHaveCount(3);
  });

  let closes = 0;
  await test.step('the call opens', async () => {
    await pages.getByRole('link', { name: 'Settings' }).click();
    closes = Math.ceil((Date.now() + writing) / minute) * minute;
    await fillTimeline(organiser, { opens: thisMinute(), closes, jury: closes + minute, juryEnds: closes + minute + scoring });
    await organiser.getByRole('button', { name: 'Save' }).click();
    await expect(organiser.getByRole('alert')).toHaveCount(0);
    await openCall(organiser, slug);
    await expect(organiser.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  });

  let proposal = '';
  await test.step('a team is founded, and a second member joins by mail', async () => {
    await lead.goto(`/c/${slug}`);
    await expect(lead.getByRole('link', { name: 'Start a proposal' })).toHaveAttribute('href', `/c/${slug}/join`);
    proposal = await foundTeam(lead, slug, 'Amashyiga', 'trainer');
    await lead.getByLabel('E-mail address').fill(address('member'));
    await lead.getByLabel('This person is').selectOption({ label: 'Student or graduate' });
    await lead.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(lead.getByRole('listitem').filter({ hasText: address('member') })).toBeVisible();

    await member.goto(await mailedLink(member, address('member'), /invites you to the team “Amashyiga”/));
    await member.getByRole('button', { name: 'Accept and join' }).click();
    await expect(member.getByText('Patrick Habimana').first()).toBeVisible();
  });

  let received = '';
  await test.step('they write the proposal together and submit it', async () => {
    const idea = { title: stoves, summary: 'Clay stoves with a chimney for 200 households.', people: ['Immaculée Uwase', 'Patrick Habimana'] };
    await writeProposal(lead, proposal, idea);
    await lead.goto(`${proposal}/preview`);
    await expect(lead.getByText('Something is still missing. The list says what.')).toBeVisible();
    await writeFuture(member, proposal);
    await member.goto(`${proposal}/preview`);
    for (const group of ['Women', 'Rural households']) await expect(member.getByRole('listitem').filter({ hasText: group })).toBeVisible();
    await expect(member.getByText('Only the lead of the team can submit.')).toBeVisible();
    await lead.goto(`${proposal}/preview`);
    await lead.getByRole('checkbox', { name: /We have read the whole proposal/ }).check();
    await lead.getByRole('button', { name: 'Submit the proposal' }).click();
    await expect(lead.getByText('Not all members have agreed to this text yet.').first()).toBeVisible();
    await agree(member, proposal);
    received = await submit(lead, proposal, 'Submit the proposal');
    await mailedLink(lead, address('member'), /Received: proposal 1, Stoves/);
  });

  await test.step('they amend it and get another receipt', async () => {
    await section(lead, proposal, 'The idea');
    await lead.getByLabel('Summary').fill('Clay stoves with a chimney for 240 households, built by masons of the village.');
    await lead.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(lead.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();
    await lead.goto(proposal);
    await expect(lead.getByText('You have changed the text since.')).toBeVisible();
    await member.goto(`${proposal}/preview`);
    await expect(member.getByRole('listitem').filter({ hasText: 'Patrick Habimana' }).getByText('Agreed to an earlier text')).toBeVisible();
    await agree(member, proposal);
    const amended = await submit(lead, proposal, 'Submit the changes');
    expect(amended).not.toBe(received);
  });

  await test.step('a second team submits', async () => {
    const own = await foundTeam(rival, slug, 'Umuriro', 'professor');
    await writeProposal(rival, own, { title: biogas, summary: 'Kitchen waste cooks lunch for 600 pupils.', people: ['Solange Mukamana', 'Two students'] });
    await writeFuture(rival, own);
    await submit(rival, own, 'Submit the proposal');
    expect(Date.now(), 'written before the deadline').toBeLessThan(closes);
  });

  await test.step('after the deadline the organiser finds both eligible', async () => {
    await reach(organiser, `/organise/${slug}/proposals/1`, organiser.getByRole('button', { name: 'Decide and tell the team' }), writing + 2 * minute);
    await organiser.getByRole('radio', { name: 'Eligible', exact: true }).check();
    await organiser.getByRole('button', { name: 'Decide and tell the team' }).click();
    await expect(organiser.getByText('Not every point of the checklist is met or looked at').first()).toBeVisible();
    await allMet(organiser);
    await organiser.getByRole('button', { name: 'Decide and tell the team' }).click();
    await organiser.goto(`/organise/${slug}/proposals`);
    await organiser.getByRole('checkbox', { name: 'Choose proposal 2' }).check();
    await organiser.getByRole('button', { name: 'Eligible…' }).click();
    await allMet(organiser);
    await organiser.getByRole('button', { name: 'Make 1 proposal eligible' }).click();
    await organiser.goto(`/organise/${slug}/proposals`);
    await expect(organiser.getByRole('cell', { name: 'Eligible', exact: true })).toHaveCount(2);
    // Their teams hear of it in ten minutes, unless it is taken back.
    await expect(organiser.getByRole('button', { name: 'Take back' })).toHaveCount(2);
  });

  await test.step('jurors declare conflicts before they read', async () => {
    for (const [who, juror] of Object.entries(jurors)) {
      await juror.goto(`/jury/${slug}`);
      await juror.getByRole('link', { name: 'Declare conflicts' }).click();
      if (who === 'chantal') {
        const row = juror.getByRole('listitem').filter({ hasText: biogas });
        await row.getByRole('checkbox').check();
        await row.getByLabel('Reason, if you have a conflict').fill('I taught at this school.');
      }
      await juror.getByRole('button', { name: 'Declare and continue' }).click();
      await expect(juror.getByRole('heading', { level: 1, name: 'Proposals to score' })).toBeVisible();
    }
  });

  await test.step('proposals are given to jurors, none with a conflict', async () => {
    await organiser.goto(`/organise/${slug}/assignment`);
    await organiser.getByLabel('Seed').fill('7');
    await organiser.getByRole('button', { name: 'Preview' }).click();
    const pairs = organiser.getByRole('region', { name: 'What would change, and why' }).getByRole('listitem').filter({ hasText: biogas });
    await expect(pairs).not.toContainText('Chantal Iriza');
    await organiser.getByRole('button', { name: /^Give out/ }).click();
    await expect(organiser.getByText('All 2 eligible proposals have their jurors.')).toBeVisible();
  });

  await test.step('the jury scores', async () => {
    await reach(jurors.amina, `/jury/${slug}`, jurors.amina.getByText('Scoring ends:'), 3 * minute);
    await organiser.goto(`/organise/${slug}/progress`);
    await expect(organiser.getByRole('main')).toContainText('0 of 4');
    await score(jurors.amina, slug, biogas, '2');
    await score(jurors.bosco, slug, biogas, '3');
    for (const juror of Object.values(jurors)) {
      await juror.goto(`/jury/${slug}`);
      if (await juror.getByRole('link', { name: stoves }).count()) await score(juror, slug, stoves, '5');
    }
    await jurors.amina.goto(`/jury/${slug}`);
    await expect(jurors.amina.getByText('All your reviews have been received.')).toBeVisible();
    await jurors.chantal.goto(`/jury/${slug}`);
    await expect(jurors.chantal.getByRole('link', { name: biogas })).toHaveCount(0);

    // The page follows by itself.
    await expect(organiser.getByRole('main')).toContainText('4 of 4', { timeout: 30_000 });
    await organiser.goto(`/organise/${slug}`);
    await expect(organiser.getByText('4 of 4').first()).toBeVisible();
  });

  await test.step('nobody sees a result before it is public', async () => {
    await lead.goto(`${proposal}/result`);
    await expect(lead.getByText('Selected', { exact: true })).toHaveCount(0);
    await investor.goto(`/c/${slug}/shortlist`);
    await expect(investor.getByText(stoves)).toHaveCount(0);
  });

  await test.step('the selection is computed, frozen and published', async () => {
    await reach(organiser, `/organise/${slug}/selection`, organiser.getByRole('button', { name: 'Freeze the selection' }), scoring + 4 * minute);
    const ranking = organiser.getByRole('table', { name: 'Ranking' });
    await expect(ranking.getByRole('row').filter({ hasText: stoves })).toContainText('Selected');
    await organiser.getByRole('checkbox', { name: /I have looked at the ranking/ }).check();
    await organiser.getByRole('button', { name: 'Freeze the selection' }).click();
    await expect(organiser.getByText('Later changes of scores, rules or proposals do not touch this result.')).toBeVisible();
    await organiser.getByRole('checkbox', { name: 'The result is to be public now.' }).check();
    await organiser.getByRole('button', { name: 'Publish the result' }).click();
    await expect(organiser.getByText('The result is public. Every team can read its own.')).toBeVisible();
  });

  await test.step('each team reads its result', async () => {
    await lead.goto(await mailedLink(lead, address('lead'), new RegExp(`The result of ${name}`)));
    await expect(lead.getByText('Your project is one of the 1 selected. Congratulations!')).toBeVisible();
    await expect(lead.getByText('Level 5 throughout.').first()).toBeVisible();
    await rival.goto(await mailedLink(rival, address('rival'), new RegExp(`The result of ${name}`)));
    await expect(rival.getByText('Your project is not among the 1 selected, out of 2 that were compared.')).toBeVisible();
    await expect(rival.getByText('Amina Keza')).toHaveCount(0);
  });

  await test.step('everybody sees the project', async () => {
    const visitor = await person(handheld);
    await visitor.goto(`/c/${slug}/shortlist`);
    await visitor.getByRole('link', { name: stoves }).click();
    await expect(visitor.getByRole('heading', { level: 1, name: stoves })).toBeVisible();
    await expect(visitor.getByText(address('lead'))).toHaveCount(0);
  });

  await test.step('an investor is verified and states interest', async () => {
    await investor.goto(`/c/${slug}/invest`);
    await investor.getByLabel('Organisation').fill('Warme Haard');
    await investor.getByLabel('Country').fill('Belgium');
    await investor.getByLabel('About you').fill('We finance clean cooking in East Africa.');
    await investor.getByRole('button', { name: 'Register as an investor' }).click();
    await expect(investor.getByText('The organisers are checking your registration.')).toBeVisible();
    await organiser.goto(`/organise/${slug}/investors`);
    await organiser.getByRole('button', { name: 'Verify' }).click();
    await expect(organiser.getByText('Verified').first()).toBeVisible();

    await investor.goto(`/c/${slug}/shortlist`);
    await investor.getByRole('link', { name: stoves }).click();
    await investor.getByRole('link', { name: 'State interest' }).first().click();
    await investor.getByRole('radio', { name: /A grant/ }).check();
    await investor.getByLabel('Amount').fill('2500');
    await investor.getByLabel('Currency').selectOption('EUR');
    await investor.getByLabel('Message to the team').fill('We would like to pay for the first fifty stoves.');
    await investor.getByRole('button', { name: 'Send to the team' }).click();
    await expect(investor.getByText('The team has it.')).toBeVisible();
    await expect(investor.getByText(address('lead'))).toHaveCount(0);
  });

  await test.step('contacts are exchanged only when the team accepts', async () => {
    await lead.goto(await mailedLink(lead, address('lead'), /Warme Haard is interested/));
    await expect(lead.getByText('We would like to pay for the first fifty stoves.')).toBeVisible();
    await expect(lead.getByText(address('investor'))).toHaveCount(0);
    await lead.getByRole('button', { name: 'Accept and exchange contacts' }).click();
    await expect(lead.getByRole('link', { name: address('investor') })).toBeVisible();
    await investor.goto(`/c/${slug}/invest`);
    await expect(investor.getByRole('link', { name: address('lead') })).toBeVisible();
    await organiser.goto(`/organise/${slug}/investors`);
    await expect(organiser.getByText('We would like to pay for the first fifty stoves.')).toHaveCount(0);
    await expect(organiser.getByRole('row').filter({ hasText: stoves })).toContainText('2,500 EUR');
  });
});
