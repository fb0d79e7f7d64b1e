// What every program here begins with: its arguments, a server of its own, and how it stops.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Server } from './server.mjs';

const target = join(dirname(fileURLToPath(import.meta.url)), '../../target');
const { ICUMI_BINARY: binary = join(target, 'release/icumi'), ICUMI_SITE: site = join(target, 'site') } = process.env;

/** The options by their usual values; those whose usual value is a number have to be whole numbers above 0. */
export function parse(usual) {
  const options = Object.fromEntries(Object.keys(usual).map((name) => [name, { type: 'string' }]));
  const values = { ...usual };
  try {
    Object.assign(values, parseArgs({ options }).values);
  } catch (error) {
    stop(error.message);
  }
  for (const name of Object.keys(usual).filter((name) => typeof usual[name] === 'number')) {
    values[name] = Number(values[name]);
    if (!Number.isInteger(values[name]) || values[name] < 1) stop(`--${name} wants a whole number above 0`);
  }
  return values;
}

/** A server that is not started yet, with a folder of its own in target/ (a real disk); both go when the program ends. */
export function ownServer(name, options) {
  if (!existsSync(binary)) stop(`${binary} is missing; \`make release\` builds it`);
  mkdirSync(target, { recursive: true });
  const folder = mkdtempSync(join(target, `${name}-`));
  const server = new Server(binary, site, folder, options);
  process.on('exit', () => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  return server;
}

export function stop(why) {
  console.error(`Stopped: ${why}`);
  process.exit(2);
}
