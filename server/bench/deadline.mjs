// The evening of the deadline: many teams write and submit at once while the server is killed twice.
//
//   node server/bench/deadline.mjs [--teams N] [--seconds N] [--database URL]     (make bench-deadline runs both databases)
//
//   --teams N      teams of one person each, 300 by default; they register, confirm by mail and write a whole proposal first
//
// The other options, the kills and what makes it fail are those of evening.mjs.
//
// Every team changes a section and saves it about every three seconds, as the section's page does by itself, always from
// the version that was answered last. At a moment of its own it submits, twice at once as an impatient finger does, until
// it is told so. Afterwards every section must say what was acknowledged last, and every team must have exactly one
// revision.

import { Evening, JSON_WANTED, expect, sleep } from './evening.mjs';
import { text, value } from './load.mjs';
import { registered } from './people.mjs';
import { figure } from './report.mjs';

const CALL = 'pilot-2027';
const PAUSE = 3_000;

const evening = await Evening.begin('teams', 300);
const { count, seconds } = evening;
const started = performance.now();
const teams = await gathered();
console.log(`${count} teams have written a proposal each, in ${figure((performance.now() - started) / 1000)} s`);
await evening.play(teams, write);
const saves = teams.reduce((sum, { saves }) => sum + saves, 0);
evening.end(`${saves} saves and ${count} submissions`, await lost());

/** Registers, confirms, founds and writes, all teams. */
async function gathered() {
  const people = Array.from({ length: count }, (_, n) => {
    return { n, name: `Person ${n}`, email: `team${n}@deadline.example`, saves: 0 };
  });
  await registered(evening, people);
  await evening.each(people, async (team) => {
    const own = evening.client(team);
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
  });
  return people;
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
  const last = Math.random() * seconds * 900;
  const began = performance.now();
  const post = (...form) => evening.asked('answers', () => evening.client(team).post(...form));
  await sleep(Math.random() * PAUSE);
  while (performance.now() - began < last && !evening.over) {
    const answers = { title: `Stoves ${team.n}`, summary: summary(team.n, team.version), sector: 'energy' };
    const saved = await post('/api/proposals/save', form(team, 'idea', team.version, answers), JSON_WANTED);
    if (saved.status !== 200) return void evening.failed.push(`team ${team.n}: a save was answered with ${saved.status}`);
    team.version = JSON.parse(text(saved)).version;
    team.acknowledged = answers.summary;
    team.saves += 1;
    await sleep(PAUSE * (0.5 + Math.random()));
  }
  const submit = () => post('/api/proposals/submit', { id: team.proposal, sure: 'true' });
  for (const { status } of await Promise.all([submit(), submit()])) {
    if (status !== 303) evening.failed.push(`team ${team.n}: submitting was answered with ${status}`);
  }
}

/** What is not as it was acknowledged. */
async function lost() {
  const wrong = [];
  await evening.each(teams, async (team) => {
    const answer = await evening.client(team).post('/api/proposals/receipt', { id: team.proposal }, JSON_WANTED);
    const receipt = JSON.parse(text(answer));
    if (receipt?.stamp.number !== 1 || receipt?.earlier.length > 0) wrong.push(`team ${team.n}: not exactly one revision`);
    const [last, revision] = [team.acknowledged ?? '', receipt?.text ?? ''];
    if (!revision.includes(last)) wrong.push(`team ${team.n}: its last text is not in it`);
  });
  return wrong;
}
