// What is asked of the server: the pages and the reviews of the demo's people, and imports.

import { Client, measure, repeat, text } from './load.mjs';

/** The demo's competition whose result is published, and the one whose jury is at work. */
const LAST = 'pilot-2025';
export const NOW = 'pilot-2026';
/** The page that grows with the number of proposals. */
export const LIST = "organiser's list";
/** Connections of a page. */
const CONNECTIONS = 4;

/** The cookies of a browser that is signed in as one of the demo's people, in English. */
export async function signIn(base, role) {
  const answer = await new Client(base).send(`/demo/${role}`);
  const cookie = answer.headers['set-cookie']?.[0].split(';')[0];
  if (answer.status !== 303 || !cookie) throw new Error(`signing in as ${role} was answered with ${answer.status}`);
  return `${cookie}; icumi_language=en`;
}

function found(html, pattern) {
  const match = html.match(pattern);
  if (!match) throw new Error(`a page does not have ${pattern}`);
  return match[0];
}

/** The pages, each with a text that proves that it is itself, and the CPU milliseconds that it should cost at most. */
export async function pagesOf(base, cookies) {
  const [visitor, juror, lead] = ['', cookies.juror, cookies.lead].map((cookie) => new Client(base, cookie));
  const gallery = `/c/${LAST}/shortlist`;
  const list = `/organise/${NOW}/proposals`;
  const project = found(await visitor.page(gallery), new RegExp(`/c/${LAST}/projects/\\d+`));
  const sheet = found(await juror.page(`/jury/${NOW}`), /\/reviews\/[0-9a-f-]{36}/);
  const proposal = found(await lead.page('/home'), /\/proposals\/[0-9a-f-]{36}/);
  return [
    { name: 'sign-in', path: '/sign-in', expected: 'action="/api/accounts/sign-in"', target: 0.1 },
    { name: 'gallery', path: gallery, expected: `href="${project}"`, target: 0.5, unchanged: 0.05 },
    { name: 'gallery, made anew', path: gallery, anew: true, expected: `href="${project}"`, target: 0.5 },
    { name: 'project', path: project, expected: `href="${project}/print"` },
    { name: LIST, path: list, cookie: cookies.organiser, expected: `href="${list}/1"`, target: 1.1 },
    { name: "juror's queue", path: `/jury/${NOW}`, cookie: cookies.juror, expected: `href="${sheet}"`, target: 0.7 },
    { name: 'score sheet', path: sheet, cookie: cookies.juror, expected: 'action="/api/reviews/save"', target: 0.7 },
    { name: 'section', path: `${proposal}/idea`, cookie: cookies.lead, expected: 'action="/api/proposals/save"' },
  ];
}

/** Asks for a page so many times, after a warm-up that nobody measures; `anew` by an address that is new each time. */
export async function measurePage(server, page, count, headers) {
  const client = new Client(server.base, page.cookie, CONNECTIONS);
  let number = 0;
  const step = () => client.send(page.anew ? `${page.path}?bench=${(number += 1)}` : page.path, { headers });
  const warm = await repeat(CONNECTIONS, Math.max(20, count / 10), step);
  const fault = (answer) => {
    if (answer.status !== (headers ? 304 : 200)) return `status ${answer.status}`;
    if (!headers && !text(answer).includes(page.expected)) return `no ${page.expected}`;
    return undefined;
  };
  const figures = await measure(server, { connections: CONNECTIONS, count, step, fault });
  client.close();
  return { name: page.name, target_cpu_ms: page.target, ...figures, etag: warm.at(-1).headers.etag };
}

/** As `measurePage`, for a browser that has the page already; nothing when the server does not offer that. */
export async function measureUnchanged(server, page, count, etag) {
  const name = `${page.name}, unchanged`;
  if (!etag) return { name, target_cpu_ms: page.unchanged, missing: 'no ETag' };
  const own = { ...page, name, target: page.unchanged };
  return measurePage(server, own, count, { 'if-none-match': etag });
}

/** All pages at once while the memory is looked at: the most that it was, in MB, and how many answers were wrong. */
export async function measureMemory(server, pages, count) {
  let most = server.memory();
  const look = setInterval(() => (most = Math.max(most, server.memory())), 50);
  const rows = await Promise.all(pages.map((page) => measurePage(server, page, count)));
  clearInterval(look);
  return { mb: most, failed: rows.reduce((sum, { failed }) => sum + failed, 0) };
}

/** The score sheets of a juror who has not begun: conflicts are declared (none), then all sheets are opened. */
export async function sheetsOf(base, cookie) {
  const client = new Client(base, cookie);
  const declared = await client.post('/api/jury/declare', { slug: NOW });
  if (declared.status !== 303) throw new Error(`declaring conflicts was answered with ${declared.status}`);
  const queue = await client.page(`/jury/${NOW}`);
  const sheets = [];
  for (const path of new Set(queue.match(/\/reviews\/[0-9a-f-]{36}/g))) sheets.push(sheetOf(await client.page(path)));
  client.close();
  return sheets;
}

/** What the form of a score sheet's page would post: its address, its hidden inputs, and the scores that can be chosen. */
export function sheetOf(html) {
  const form = html.split('<form').find((part) => part.includes('name="version"')).split('</form>')[0];
  const part = (tag, name) => tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1];
  const sheet = { action: part(form, 'action'), hidden: {}, choices: {}, version: 0 };
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const [name, value] = [part(input, 'name'), part(input, 'value')];
    if (part(input, 'type') === 'hidden') sheet.hidden[name] = value;
    else if (part(input, 'type') === 'radio') (sheet.choices[name] ??= []).push(value);
  }
  sheet.version = Number(sheet.hidden.version);
  return sheet;
}

/** The inputs of a score sheet with something in all of them, and something else for each `number`. */
export function filled(sheet, number) {
  // "Cannot judge" is among the choices, and is never the answer to all.
  const scores = Object.entries(sheet.choices).map(([key, values], at) => [key, values[(number + at) % values.length]]);
  const reasons = scores
    .filter(([, value]) => value === 'cannot')
    .map(([key]) => [key.replace('scores', 'reasons'), 'Outside my field.']);
  const comment = `What I think of this proposal, for the ${number}th time: the plan is clear, the budget less so.`;
  return { ...Object.fromEntries([...scores, ...reasons]), comment, note: '' };
}

/**
 * Saves reviews: each connection has a sheet of its own, changes every score and the comment, and goes on from the
 * version that the last answer named. `intent` is that of the form's buttons.
 */
export async function measureSaves(server, sheets, { name, cookie, connections, count, intent, targets }) {
  const client = new Client(server.base, cookie, connections);
  let number = 0;
  const step = async (n) => {
    const sheet = sheets[n];
    number += 1;
    const fields = { ...sheet.hidden, version: sheet.version, ...filled(sheet, number), intent };
    const answer = await client.post(sheet.action, fields, { accept: 'application/json' });
    if (answer.status === 200) sheet.version = JSON.parse(text(answer)).version;
    return answer;
  };
  await repeat(connections, Math.max(20, count / 10), step);
  const fault = ({ status }) => (status >= 200 && status < 400 ? undefined : `status ${status}`);
  const figures = await measure(server, { connections, count, step, fault });
  client.close();
  return { name, ...targets, ...figures };
}

/** Adds so many proposals to those that the jury reads, by the organiser's import. */
export function importProposals(base, cookie, number) {
  const row = (_, n) => `Imported project ${n + 1},energy,huye,A summary in a sentence.,1500000,en`;
  const table = ['title,sector,college,summary,amount,language', ...Array.from({ length: number }, row)];
  return importTable(base, cookie, { kind: 'proposals', entering: 'eligible', create: 'true' }, table);
}

/** Sends a table of so many lines as the organiser's import does, and carries it out; `inputs` are the form's others. */
export async function importTable(base, cookie, inputs, lines) {
  const form = new FormData();
  for (const [name, value] of Object.entries(inputs)) form.set(name, value);
  form.set('file', new Blob([lines.join('\n')]), `${inputs.kind}.csv`);
  const headers = { cookie, accept: 'text/html' };
  const address = `${base}/api/transfers/upload/${NOW}`;
  const kept = await fetch(address, { method: 'POST', body: form, headers, redirect: 'manual' });
  const id = kept.headers.get('location')?.split('/').pop();
  const done = id && (await new Client(base, cookie).post('/api/transfers/carry-out', { slug: NOW, id }));
  if (done?.status !== 303) throw new Error(`the import was answered with ${kept.status} and ${done?.status}`);
}
