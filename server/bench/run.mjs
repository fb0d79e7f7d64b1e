// Measures the server as people use it. `make bench` builds the release binary and calls it:
//
//   node server/bench/run.mjs [--requests N] [--json FILE]
//
//   --requests N   requests of each line of the table, 2000 by default; all pages at once get a tenth of it each
//   --json FILE    writes all figures to a file as well
//   ICUMI_BINARY   another binary than target/release/icumi; ICUMI_SITE another site than target/site
//
// Everything takes place on 127.0.0.1, with a database of its own in target/ (a real disk: a commit waits for it), which
// is removed at the end. `icumi demo` loads the demo competition and signs its people in; what is measured is `icumi
// serve` on that database, as an installation runs it. No limit of the server is in the way: only what guesses
// passwords or sends mail is limited by address, and nothing here does.
//
//   cold start     from starting the process to the first whole page, on a database that is there; median of 5
//   req/s, p50...  over 4 connections that are kept, after a warm-up. The one who asks runs on the same machine, so
//                  these move with its neighbours
//   CPU ms         of the server, for one request: user and system time from /proc (Linux), to 10 ms in all, so to
//                  0.005 ms with 2000 requests. It moves least
//   bytes          of one answer's body as sent (brotli; gzip behind sign-in)
//   failed         answers without the status or a text that the page must have
//   unchanged      asked by a browser that has the page (If-None-Match): the answer has no body
//   made anew      by an address that is new each time, so that nothing kept in memory helps
//   loop, syncs/s  how fast the cores and the disk were just before: two runs compare as far as these do
//   review save    the score sheet's form as its own code posts it, each connection with its own sheet, every save from
//                  the version that the last one answered
//   940 more       the organiser's list again, when an import has added 940 proposals to the 60; its target is 1.3 times
//                  the cost before
//   memory         Pss of the process, the most that was seen while all pages are asked for at once, after all else
//
// A cold start over 150 ms, more than 60 MB, or a single failed answer (of any status) make the exit status 1. Other
// figures are only shown beside their targets: they depend on the machine.

import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { ownServer, parse } from './command.mjs';
import { Client } from './load.mjs';
import {
  LIST,
  importProposals,
  measureMemory,
  measurePage,
  measureSaves,
  measureUnchanged,
  pagesOf,
  sheetsOf,
  signIn,
} from './pages.mjs';
import { figure, heading, loop, show, syncs } from './report.mjs';

/** Milliseconds. */
const COLD_START = 150;
/** MB of 1,000,000 bytes. */
const MEMORY = 60;
/** Proposals that the import adds; then a page of the list may cost so much more. */
const MORE = 940;
const GROWTH = 1.3;
const SAVE = { target_cpu_ms: 1, target_per_second: 1000, target_p99_ms: 15 };
const SAVES = [
  ['draft', 'keep', 4],
  ['draft', 'keep', 16],
  ['handed in', 'submit', 16],
];
const ROLES = ['organiser', 'juror', 'silent-juror', 'lead'];

const options = parse({ requests: 2000, json: undefined });
const count = options.requests;
const server = ownServer('bench');

await server.start('demo');
const signedIn = ROLES.map(async (role) => [role, await signIn(server.base, role)]);
const cookies = Object.fromEntries(await Promise.all(signedIn));
await server.stop();

const starts = [];
for (let n = 0; n < 5; n += 1) {
  if (n > 0) await server.stop();
  starts.push(await coldStart());
}
const start = starts.toSorted((a, b) => a - b)[2];

const cpu = cpus()[0]?.model;
const [cores, load, loop_ms, syncs_per_second] = [availableParallelism(), loadavg()[0], loop(), syncs(server.folder)];
const speed = `load ${figure(load, 1)}, loop ${figure(loop_ms)} ms, ${figure(syncs_per_second)} syncs/s`;
console.log(`${cpu}, ${cores} cores, ${speed}\n`);
heading();
const pages = await pagesOf(server.base, cookies);
const rows = [];
for (const page of pages) {
  rows.push(show(await measurePage(server, page, count)));
  if (page.unchanged) rows.push(show(await measureUnchanged(server, page, count, rows.at(-1).etag)));
}
const cookie = cookies['silent-juror'];
const sheets = await sheetsOf(server.base, cookie);
for (const [what, intent, connections] of SAVES) {
  const name = `review save, ${what}, ${connections} at a time`;
  rows.push(show(await measureSaves(server, sheets, { name, cookie, connections, count, intent, targets: SAVE })));
}
await importProposals(server.base, cookies.organiser, MORE);
const list = pages.find(({ name }) => name === LIST);
const before = rows.find(({ name }) => name === LIST);
const longer = { ...list, name: `${LIST}, ${MORE} more`, target: before.cpu_ms * GROWTH };
rows.push(show(await measurePage(server, longer, count)));
const memory = await measureMemory(server, pages, Math.ceil(count / 10));
await server.stop();

console.log(`\nCold start ${figure(start)} ms (budget ${COLD_START}), of ${starts.map((ms) => figure(ms)).join(', ')}`);
console.log(`Memory ${figure(memory.mb, 1)} MB (budget ${MEMORY})`);
if (options.json) {
  const machine = { cpu, cores, load, loop_ms, syncs_per_second };
  const figures = { at: new Date().toISOString(), machine, cold_start_ms: start, cold_starts_ms: starts, memory, rows };
  const rounded = (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value);
  writeFileSync(options.json, `${JSON.stringify(figures, rounded, 1)}\n`);
}

const failed = rows.filter((row) => row.failed > 0);
const told = (row) => `${row.name}: ${row.failed} failed (${row.status_5xx} of 5xx), the first: ${row.first_fault}`;
const wrong = failed.map(told);
if (memory.failed > 0) wrong.push(`all pages at once: ${memory.failed} failed`);
if (start > COLD_START) wrong.push(`over budget: cold start, ${figure(start)} of ${COLD_START} ms`);
if (memory.mb > MEMORY) wrong.push(`over budget: memory, ${figure(memory.mb, 1)} of ${MEMORY} MB`);
for (const what of wrong) console.error(what);
process.exit(wrong.length > 0 ? 1 : 0);

/** Milliseconds from starting the server to its first page, in which everything has been read once. */
async function coldStart() {
  const began = performance.now();
  await server.start('serve');
  const client = new Client(server.base);
  await client.page('/');
  const ms = performance.now() - began;
  client.close();
  return ms;
}
