// The evening of the deadline: many teams write and submit at once while the server is killed twice.
//
//   node server/bench/deadline.mjs [--teams N] [--seconds N] [--database URL]     (make bench-deadline runs both databases)
//
//   --teams N      teams of one person each, 300 by default; they register, confirm by mail and write a whole proposal first
//   --seconds N    how long the evening lasts, 60 by default
//   --database     an empty PostgreSQL database instead of a SQLite file of its own
//   ICUMI_BINARY   another binary than target/release/icumi; ICUMI_SITE another site than target/site
//
// Every team changes a section and saves it about every three seconds, as the section's page does by itself, always from
// the version that was answered last; a save that is not answered is sent again. At a moment of its own it submits,
// twice at once as an impatient finger does, until it is told so. The server gets SIGKILL after a third and two thirds
// of the time and starts again.
//
// Afterwards every section must say what was acknowledged last, every team must have exactly one revision, and
// `icumi check` must find nothing. That, a 5xx, or a p99 of over 250 ms make the exit status 1. Latencies are those
// of answers; what a dead server did not answer is counted apart.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, repeat, text } from './load.mjs';
import { figure } from './report.mjs';
import { Server } from './server.mjs';

const CALL = 'pilot-2027';
const PASSWORD = 'three quiet herons fishing';
/** People do not register at the same second; so many do things at once before the evening begins. */
const CALM = 8;
const PAUSE = 3_000;
const P99 = 250;
const JSON_WANTED = { accept: 'application/json' };

const { values } = parseArgs({
  options: {
    teams: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '60' },
    database: { type: 'string' },
  },
});
const [count, seconds] = [Number(values.teams), Number(values.seconds)];
const target = join(dirname(fileURLToPath(import.meta.url)), '../../target');
const { ICUMI_BINARY: binary = join(target, 'release/icumi'), ICUMI_SITE: site = join(target, 'site') } = process.env;
mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(target, 'deadline-'));
const server = new Server(binary, site, folder, { database: values.database, options: ['--sign-in-burst', '1000000'] });
process.on('exit', () => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});
if (!existsSync(binary)) stop(`${binary} is missing; \`make release\` builds it`);

await server.start('demo');
const started = performance.now();
const teams = await gathered();
console.log(`${count} teams have written a proposal each, in ${figure((performance.now() - started) / 1000)} s`);

const evening = { ms: [], answered: 0, unanswered: 0, failed: [] };
let over = false;
const end = setTimeout(() => (over = true), seconds * 1000);
const kills = [1, 2].map((third) => sleep((third * seconds * 1000) / 3).then(() => server.restart('serve')));
await Promise.all(teams.map(write));
clearTimeout(end);
await Promise.all(kills);

const wrong = [...evening.failed, ...(await looked())];
const { status, stdout, stderr } = spawnSync(binary, ['check', ...server.databaseOption], { encoding: 'utf8' });
if (status !== 0) wrong.push(`icumi check: ${stdout}${stderr}`);
const times = evening.ms.toSorted((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const saves = teams.reduce((sum, { saves }) => sum + saves, 0);
console.log(
  `${values.database ? 'PostgreSQL' : 'SQLite'}: ${saves} saves and ${count} submissions acknowledged in ${seconds} s, ` +
    `${evening.unanswered} requests unanswered by two kills; p50 ${figure(at(0.5), 1)}, p99 ${figure(at(0.99), 1)} ` +
    `(at most ${P99}), longest ${figure(at(1), 1)} ms; nothing lost: ${wrong.length === 0 ? 'yes' : 'NO'}`,
);
if (at(0.99) > P99) wrong.push(`over budget: p99, ${figure(at(0.99))} of ${P99} ms`);
for (const what of wrong.slice(0, 20)) console.error(what);
process.exit(wrong.length > 0 ? 1 : 0);

function stop(why) {
  console.error(`Stopped: ${why}`);
  process.exit(2);
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Registers, confirms, founds and writes, all teams. */
async function gathered() {
  const people = Array.from({ length: count }, (_, n) => ({ n, email: `team${n}@deadline.example`, saves: 0 }));
  const visitor = new Client(server.base, '', CALM);
  const each = (step) => {
    const left = [...people];
    return repeat(CALM, count, () => step(left.pop()));
  };
  await each(async ({ n, email }) => {
    const fields = { name: `Person ${n}`, email, password: PASSWORD, language: 'en', zone: 'Africa/Kigali' };
    expect(await visitor.post('/api/accounts/register', fields), 303, 'registering');
  });
  const links = await mailed();
  await each(async (team) => {
    const entered = expect(await visitor.post('/api/accounts/confirm', { token: links.get(team.email) }), 303, 'confirming');
    team.cookie = entered.headers['set-cookie'][0].split(';')[0];
    const own = new Client(server.base, team.cookie);
    const competition = value(await own.page(`/c/${CALL}/join`), 'competition');
    const fields = { competition, name: `Team ${team.n}`, kind: 'trainer', language: 'en' };
    const founded = expect(await own.post('/api/teams/found', fields), 303, 'founding');
    team.proposal = (await own.page(founded.headers.location)).match(/\/proposals\/([0-9a-f-]{36})/)[1];
    const page = await own.page(`/proposals/${team.proposal}/need`);
    for (const [section, answers] of Object.entries(proposal(team, options(page)))) {
      const saved = await own.post('/api/proposals/save', form(team, section, 0, answers), JSON_WANTED);
      expect(saved, 200, `saving ${section}`);
    }
    team.version = 1;
    own.close();
  });
  visitor.close();
  return people;
}

/** The links that were mailed, by address. */
async function mailed() {
  const [links, inbox] = [new Map(), join(folder, 'mail')];
  while (links.size < count) {
    await sleep(200);
    const mails = existsSync(inbox) ? readdirSync(inbox).filter((name) => name.endsWith('.eml')) : [];
    for (const name of mails) {
      const mail = readFileSync(join(inbox, name), 'utf8').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
      const [to, token] = [mail.match(/^To: (.*)$/m)?.[1].trim(), mail.match(/confirm\?token=([0-9a-f]+)/)?.[1]];
      if (token && to.endsWith('@deadline.example')) links.set(to, token);
    }
  }
  return links;
}

/** The hidden input of a form. */
function value(html, name) {
  return html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? html.match(new RegExp(`value="([^"]*)" name="${name}"`))[1];
}

/** The first need and the first college that can be chosen. */
function options(html) {
  const of = (name) => html.split(`name="${name}"`)[1].split('</select>')[0].match(/<option[^>]* value="([^"]+)"/)[1];
  return { need: of('need'), college: of('college') };
}

/** A whole proposal by its sections. */
function proposal({ n }, { need, college }) {
  return {
    idea: { title: `Stoves ${n}`, summary: summary(n, 0), sector: 'energy' },
    need: { need, situation: 'Smoke in every kitchen.', college, 'target_groups.women': 'women' },
    solution: { solution: 'We build stoves of local clay.', skills: 'Masonry.' },
    plan: {
      'milestones.0.what': 'Ten stoves', 'milestones.0.date': '2028-02-15',
      'milestones.1.what': 'Masons work alone', 'milestones.1.date': '2028-04-15',
      'milestones.2.what': 'Two hundred stoves', 'milestones.2.date': '2028-06-15', jobs: '6',
    },
    team: { 'roles.0.name': `Person ${n}`, 'roles.0.role': 'Leads', 'roles.1.name': 'Aline', 'roles.1.role': 'Builds' },
    budget: { 'budget.currency': 'RWF', 'budget.0.label': 'Clay', 'budget.0.quantity': '200', 'budget.0.amount': '15000' },
    future: { sustainability: 'Households pay in instalments.' },
  };
}

function summary(n, version) {
  return `Team ${n} has written this for the ${version}th time.`;
}

function form({ proposal }, section, version, answers) {
  return { '.proposal': proposal, '.section': section, '.version': version, ...answers };
}

/** One team's evening: it writes until it submits. */
async function write(team) {
  const client = () => new Client(server.base, team.cookie, 2);
  const last = Math.random() * seconds * 900;
  const began = performance.now();
  await sleep(Math.random() * PAUSE);
  while (performance.now() - began < last && !over) {
    const answers = { title: `Stoves ${team.n}`, summary: summary(team.n, team.version), sector: 'energy' };
    const saved = await asked(() => client().post('/api/proposals/save', form(team, 'idea', team.version, answers), JSON_WANTED));
    if (saved.status !== 200) return void evening.failed.push(`team ${team.n}: a save was answered with ${saved.status}`);
    team.version = JSON.parse(text(saved)).version;
    team.acknowledged = answers.summary;
    team.saves += 1;
    await sleep(PAUSE * (0.5 + Math.random()));
  }
  const submit = () => asked(() => client().post('/api/proposals/submit', { id: team.proposal, sure: 'true' }));
  for (const { status } of await Promise.all([submit(), submit()])) {
    if (status !== 303) evening.failed.push(`team ${team.n}: submitting was answered with ${status}`);
  }
}

/** Sends until there is an answer. */
async function asked(send) {
  for (;;) {
    const answer = await send();
    if (answer.status >= 500) evening.failed.push(`status ${answer.status}`);
    if (answer.status !== 0) {
      evening.ms.push(answer.ms);
      return answer;
    }
    evening.unanswered += 1;
    await sleep(500);
  }
}

/** What is not as it was acknowledged. */
async function looked() {
  const wrong = [];
  const left = [...teams];
  await repeat(CALM, count, async () => {
    const team = left.pop();
    const own = new Client(server.base, team.cookie);
    const [receipt] = JSON.parse(text(await own.post('/api/proposals/receipt', { id: team.proposal }, JSON_WANTED)));
    if (receipt?.stamp.number !== 1 || receipt?.earlier.length > 0) wrong.push(`team ${team.n}: not exactly one revision`);
    if (team.acknowledged && !receipt?.text.includes(team.acknowledged)) wrong.push(`team ${team.n}: its last text is not in it`);
    own.close();
  });
  return wrong;
}

function expect(answer, status, what) {
  if (answer.status !== status) stop(`${what} was answered with ${answer.status}: ${text(answer).slice(0, 300)}`);
  return answer;
}
