// Prints what a browser has to load, and fails when it is over the budget. `make sizes` calls it.
// Sizes are what travels: the brotli files that `make site` has written. 1 KB is 1,000 bytes.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = join(dirname(fileURLToPath(import.meta.url)), '../target/site');
const { js, wasm, css } = JSON.parse(readFileSync(join(site, 'assets.json'), 'utf8'));
const code = readdirSync(join(site, 'pkg'), { recursive: true })
  .filter((name) => /\.(js|wasm)$/.test(name))
  .map((name) => `/pkg/${name}`);

const size = (name) => (existsSync(join(site, name)) ? statSync(join(site, name)).size : undefined);
const sum = (names) => ({
  raw: names.reduce((total, name) => total + size(name), 0),
  gzip: names.reduce((total, name) => total + (size(`${name}.gz`) ?? size(name)), 0),
  brotli: names.reduce((total, name) => total + (size(`${name}.br`) ?? size(name)), 0),
});
const rows = [
  { what: 'JavaScript', ...sum([js]) },
  { what: 'WebAssembly', ...sum([wasm]) },
  { what: 'Browser code in all', ...sum(code), budget: 400_000 },
  { what: 'Style (all that public pages load beside their HTML)', ...sum([css]), budget: 16_000 },
];

const kb = (bytes) => (bytes === undefined ? '' : `${(bytes / 1000).toFixed(1)} KB`);
const line = (cells) => console.log(cells[0].padEnd(54) + cells.slice(1).map((cell) => cell.padStart(12)).join(''));
line(['Sizes', 'raw', 'gzip', 'brotli', 'budget']);
for (const { what, raw, gzip, brotli, budget } of rows) line([what, kb(raw), kb(gzip), kb(brotli), kb(budget)]);

const over = rows.filter(({ brotli, budget }) => budget && brotli > budget);
for (const { what, brotli, budget } of over) console.error(`Over budget: ${what}, ${kb(brotli)} of ${kb(budget)}`);
process.exit(over.length > 0 ? 1 : 0);
