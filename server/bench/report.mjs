// The table that is printed, and how fast the machine is. Used by run.mjs.

import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const COLUMNS = ['req/s', 'p50 ms', 'p99 ms', 'CPU ms', 'bytes', 'failed'];
const line = (first, cells, last) => {
  console.log((first.padEnd(38) + cells.map((cell) => cell.padStart(9)).join('') + `   ${last}`).trimEnd());
};

export const heading = () => line('', COLUMNS, 'target');

/** A number with so many digits; a dash for what could not be measured. */
export const figure = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

/** A line of the table. */
export function show(row) {
  const { name, missing, per_second, p50_ms, p99_ms, cpu_ms, bytes, failed } = row;
  const figures = [
    figure(per_second),
    figure(p50_ms, 2),
    figure(p99_ms, 2),
    figure(cpu_ms, 3),
    figure(bytes),
    figure(failed),
  ];
  line(name, figures, missing ? `${targets(row)} (${missing})` : targets(row));
  return row;
}

function targets({ target_cpu_ms, target_per_second, target_p99_ms }) {
  return [
    target_cpu_ms && `CPU ≤ ${Number(target_cpu_ms.toFixed(2))}`,
    target_per_second && `≥ ${target_per_second}/s`,
    target_p99_ms && `p99 ≤ ${target_p99_ms}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Milliseconds of one fixed loop, the best of five: CPU figures of two runs compare as far as these do. */
export function loop() {
  const times = Array.from({ length: 5 }, (_, round) => {
    const began = performance.now();
    let sum = round;
    for (let i = 0; i < 20_000_000; i += 1) sum = (sum * 31 + i) | 0;
    // The sum is looked at, so that the loop is not optimised away.
    return sum === 0.5 ? 0 : performance.now() - began;
  });
  return Math.min(...times);
}

/** How often in a second a folder's disk can be made to keep 4 KB: without group commit no more writes are durable. */
export function syncs(folder) {
  const file = openSync(join(folder, 'syncs'), 'w');
  const page = Buffer.alloc(4096);
  const began = performance.now();
  for (let n = 0; n < 200; n += 1) {
    writeSync(file, page);
    fdatasyncSync(file);
  }
  closeSync(file);
  return 200_000 / (performance.now() - began);
}
