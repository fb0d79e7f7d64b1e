// The jury's last evening: all jurors score while organisers look how far they are, and the server is killed twice.
//
//   node server/bench/jury.mjs [--jurors N] [--seconds N] [--database URL]     (make bench-jury runs both databases)
//
//   --jurors N     jurors beside those of the demo, 200 by default
//
// The other options, the kills and what makes it fail are those of evening.mjs.
//
// Before it, an organiser imports two proposals and invites a juror, so many times, by two tables. The jurors register,
// confirm, accept by the link that was mailed and declare that they have no conflicts; then the organiser assigns: each
// proposal to four jurors, so about eight to each of them.
//
// Every juror opens a sheet and saves all six criteria and the comment about every three seconds, as the sheet's page does
// by itself, always from the version that was answered last; after two to four drafts most sheets are handed in, some of
// them are changed again, and the next one is opened. In the end every other juror hands in the sheet before them. A save
// that was kept although it was not answered is stale when it is sent again; then what stands there must be that very save.
// Two organisers and an auditor look at the page of progress every two seconds: never may it say less than was
// acknowledged, nor more than was sent.
//
// Afterwards every sheet must say what was acknowledged last, whether it is handed in, the page of progress must have
// every juror's own counts and each proposal's, and the audit log one line for each review that was handed in.

import { isDeepStrictEqual } from 'node:util';
import { Evening, JSON_WANTED, expect, sleep } from './evening.mjs';
import { text, value } from './load.mjs';
import { NOW, filled, importProposals, importTable, sheetOf, signIn } from './pages.mjs';
import { mailed, registered } from './people.mjs';
import { figure } from './report.mjs';

const PAUSE = 3_000;
const LOOK = 2_000;
/** The buttons of a sheet. */
const [KEEP, SUBMIT] = ['keep', 'submit'];

const evening = await Evening.begin('jurors', 200);
const { server, count } = evening;
/** What was handed in: sent, and acknowledged. */
const handedIn = { sent: 0, acknowledged: 0 };
let saves = 0;

const started = performance.now();
const [organiser, ...others] = await Promise.all(['organiser', 'organiser', 'auditor'].map(signedIn));
const jurors = await invited();
const rubric = await assigned();
const before = await progress();
const sheets = jurors.flatMap((juror) => juror.sheets);
console.log(`${count} jurors have ${sheets.length} sheets, after ${figure((performance.now() - started) / 1000)} s`);

await evening.play([...jurors, organiser, ...others], (person) => (person.sheets ? score(person) : look(person)));
const acknowledged = sheets.reduce((sum, { version }) => sum + version, 0);
const what = `${acknowledged} saves (${handedIn.acknowledged} of them hand a review in)`;
evening.end(what, [...(await lostSheets()), ...(await lostCounts())]);

async function signedIn(role) {
  return { cookie: await signIn(server.base, role) };
}

/** The jurors, invited by mail and ready to read. */
async function invited() {
  const people = Array.from({ length: count }, (_, n) => ({ n, name: `Juror ${n}`, email: `juror${n}@jury.example` }));
  await importProposals(server.base, organiser.cookie, 2 * count);
  const rows = people.map(({ name, email }) => `${name},${email},juror,en,energy,10`);
  const table = ['name,email,kind,languages,sectors,capacity', ...rows];
  await importTable(server.base, organiser.cookie, { kind: 'people', entering: 'draft', write: 'true' }, table);
  await registered(evening, people);
  const tokens = await mailed(evening, people, /jury\/invitation\?token=([0-9a-f]+)/);
  await evening.each(people, async (juror) => {
    const own = evening.client(juror);
    const token = tokens.get(juror.email);
    expect(await own.post('/api/jury/accept', { token, agreed: 'true' }), 303, 'accepting');
    expect(await own.post('/api/jury/declare', { slug: NOW }), 303, 'declaring conflicts');
  });
  return people;
}

/** Gives the jurors their sheets, as the queue lists them, and returns the rubric. */
async function assigned() {
  const own = evening.client(organiser);
  const preview = await own.page(`/organise/${NOW}/assignment/preview`);
  const fields = { slug: NOW, seed: value(preview, 'seed'), basis: value(preview, 'basis') };
  expect(await own.post('/api/jury/apply', fields), 303, 'assigning');
  await evening.each(jurors, async (juror) => {
    const queue = await evening.client(juror).page(`/jury/${NOW}`);
    const rows = queue.matchAll(/class="num">(\d+)<\/td><th scope="row"><a href="\/reviews\/([0-9a-f-]{36})"/g);
    juror.sheets = [...rows].map(([, number, assignment]) => ({ number, assignment, version: 0, handedIn: false }));
  });
  return (await stored(jurors[0], jurors[0].sheets[0])).rubric;
}

/** What a sheet's page is made of. */
async function stored(juror, { assignment }) {
  const answer = await evening.client(juror).post('/api/reviews/sheet', { assignment }, JSON_WANTED);
  return JSON.parse(text(expect(answer, 200, 'a sheet')));
}

/** A stored content as the inputs of the sheet. */
function inputs({ scores, reasons = {}, comment, note }) {
  const points = ({ id, units_per_point }) => (scores[id] === null ? 'cannot' : `${scores[id] / units_per_point}`);
  const given = rubric.filter(({ id }) => id in scores).map((own) => [`scores[${own.code}]`, points(own)]);
  const why = rubric.filter(({ id }) => id in reasons).map((own) => [`reasons[${own.code}]`, reasons[own.id]]);
  return { ...Object.fromEntries([...given, ...why]), comment, note };
}

/** One juror's evening. */
async function score(juror) {
  await sleep(Math.random() * PAUSE);
  for (const sheet of juror.sheets) {
    const page = await evening.asked('sheets', () => evening.client(juror).send(`/reviews/${sheet.assignment}`));
    if (page.status !== 200) return failed(juror, sheet, 'its page', page);
    Object.assign(sheet, sheetOf(text(page)));
    const drafts = 2 + Math.floor(Math.random() * 3);
    const end = [[], [SUBMIT], [SUBMIT, SUBMIT]][Math.floor(Math.random() * 3)];
    for (const intent of [...Array(drafts).fill(KEEP), ...end]) {
      await sleep(PAUSE * (0.5 + Math.random()));
      if (evening.over) return void (juror.n % 2 && (await save(juror, sheet, SUBMIT)));
      await save(juror, sheet, intent);
    }
    if (evening.over) return;
  }
}

/** Saves a sheet until it is acknowledged. */
async function save(juror, sheet, intent) {
  const content = filled(sheet, (saves += 1));
  const fields = { ...sheet.hidden, version: sheet.version, ...content, intent };
  const first = intent === SUBMIT && !sheet.handedIn;
  if (first) handedIn.sent += 1;
  const answer = await evening.asked('saves', () => evening.client(juror).post(sheet.action, fields, JSON_WANTED));
  const said = [200, 409].includes(answer.status) && JSON.parse(text(answer));
  const stands = said.Conflict?.current && inputs(JSON.parse(said.Conflict.current));
  const kept = answer.sent > 1 && isDeepStrictEqual(stands, content);
  if (answer.status !== 200 && !kept) return failed(juror, sheet, 'a save', answer);
  sheet.version = kept ? said.Conflict.version : said.version;
  sheet.acknowledged = content;
  if (first) handedIn.acknowledged += 1;
  sheet.handedIn ||= first;
}

function failed(juror, { number }, what, answer) {
  evening.failed.push(`${juror.name}, proposal ${number}: ${what} was answered with ${answer.status}: ${text(answer)}`);
}

/** How far the jury is, as its page says: of all, and by juror's name and proposal's number. */
async function progress() {
  const own = evening.client(organiser);
  const [jury, proposals] = [new Map(), new Map()];
  let [page, path] = ['', `/organise/${NOW}/progress`];
  while (path) {
    page = await own.page(path);
    for (const row of page.split('<tr>')) {
      const [, name] = row.match(/<th scope="row"[^>]*>([^<]+?) *</) ?? [];
      const [, number] = row.match(/\?proposal=(\d+)/) ?? [];
      const received = Number(row.match(/>(\d+) of \d+</)?.[1]);
      if (number) proposals.set(number, received);
      else if (name) jury.set(name, received);
    }
    path = page.match(/rel="next" href="([^"]+)"/)?.[1].replaceAll('&amp;', '&');
  }
  return { received: received(page), jury, proposals };
}

function received(page) {
  return Number(page.match(/<progress id="received" value="(\d+)"/)?.[1]);
}

/** One organiser's evening. */
async function look(person) {
  while (!evening.over) {
    const least = before.received + handedIn.acknowledged;
    const page = await evening.asked('progress', () => evening.client(person).send(`/organise/${NOW}/progress`));
    const [said, most] = [received(text(page)), before.received + handedIn.sent];
    if (!(said >= least && said <= most)) evening.failed.push(`progress says ${said}, which is not from ${least} to ${most}`);
    await sleep(LOOK);
  }
}

/** Sheets that do not say what was acknowledged last. */
async function lostSheets() {
  const wrong = [];
  await evening.each(jurors, async (juror) => {
    for (const sheet of juror.sheets.filter(({ version }) => version > 0)) {
      const { review } = await stored(juror, sheet);
      const expected = { state: sheet.handedIn ? 'submitted' : 'draft', version: sheet.version, ...sheet.acknowledged };
      const found = review && { state: review.state, version: review.version, ...inputs(review.content) };
      if (!isDeepStrictEqual(found, expected)) {
        wrong.push(`${juror.name}, proposal ${sheet.number}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
      }
    }
  });
  return wrong;
}

/** Counts of the page of progress and of the audit log that are not those of the jurors. */
async function lostCounts() {
  const counted = ({ handedIn }) => handedIn;
  const now = await progress();
  const log = await evening.client(organiser).page(`/organise/${NOW}/export/audit.csv`);
  const noted = log.match(/,Juror \d+,review\.submitted,/g)?.length ?? 0;
  const counts = [
    ['all reviews', now.received, before.received + sheets.filter(counted).length],
    ['the audit log', noted, sheets.filter(counted).length],
    ...jurors.map((juror) => [juror.name, now.jury.get(juror.name), juror.sheets.filter(counted).length]),
    ...[...before.proposals].map(([number, had]) => {
      const own = sheets.filter((sheet) => sheet.number === number && sheet.handedIn);
      return [`proposal ${number}`, now.proposals.get(number), had + own.length];
    }),
  ];
  return counts.filter(([, is, should]) => is !== should).map(([what, is, should]) => `${what}: ${is} instead of ${should}`);
}
