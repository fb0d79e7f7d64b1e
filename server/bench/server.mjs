// The server that is measured: started on a database of its own, with what it costs read from /proc (Linux only;
// elsewhere these figures are `undefined`).

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Milliseconds of one clock tick in /proc: Linux shows 100 a second on every common machine. */
const TICK = 10;
const READY = 'Icumi is ready at ';

const OTHER = /^(ICUMI_|LEPTOS_|DATABASE_URL$)/;

/** What the caller's shell says about another installation must not reach this one. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OTHER.test(name))),
  ICUMI_LOG: 'warn',
};

export class Server {
  /** Not started yet; `folder` will hold its mail, and its database unless another one is named. */
  constructor(binary, site, folder, { database = `sqlite://${folder}/icumi.db?mode=rwc`, options = [] } = {}) {
    this.binary = binary;
    this.folder = folder;
    this.mail = `${folder}/mail`;
    this.databaseOption = ['--database', database];
    this.rest = [
      ...['--addr', '127.0.0.1:0'],
      ...this.databaseOption,
      ...['--mail-folder', this.mail],
      ...['--files', `${folder}/files`, '--uploads', `${folder}/uploads`],
      ...['--site', site],
      ...options,
    ];
  }

  /** Starts `icumi demo` or `icumi serve` on a free port and waits until it says that it is ready. */
  async start(command) {
    const options = { env: environment, stdio: ['ignore', 'pipe', 'inherit'] };
    this.process = spawn(this.binary, [command, ...this.rest], options);
    this.base = await new Promise((resolve, reject) => {
      this.process.once('error', reject);
      this.process.once('exit', (code) => reject(new Error(`${this.binary} ${command} ended with ${code}`)));
      // Reads on after that line, so that the server never waits for a full pipe.
      createInterface(this.process.stdout).on('line', (line) => {
        if (line.startsWith(READY)) resolve(line.slice(READY.length));
      });
    });
  }

  async stop() {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }

  /** Killed as by a power cut, then started again; its address is another one afterwards. */
  async restart(command) {
    const ended = once(this.process, 'exit');
    this.kill();
    await ended;
    await this.start(command);
  }

  /** At once, when the benchmark itself ends. */
  kill() {
    this.process?.kill('SIGKILL');
  }

  /** What `icumi check` finds wrong in the database; empty when nothing is. */
  check() {
    const { status, stdout, stderr } = spawnSync(this.binary, ['check', ...this.databaseOption], { encoding: 'utf8' });
    return status === 0 ? '' : `icumi check: ${stdout}${stderr}`;
  }

  /** CPU milliseconds so far (user and system), with a resolution of one tick. */
  cpu() {
    const stat = this.#proc('stat');
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields && (Number(fields[11]) + Number(fields[12])) * TICK;
  }

  /** Memory in MB of 1,000,000 bytes: what is its own and its share of the rest (Pss), else all it has (VmRSS). */
  memory() {
    const [pss, rss] = [this.#proc('smaps_rollup'), this.#proc('status')];
    const kilobytes = pss?.match(/^Pss:\s+(\d+)/m) ?? rss?.match(/^VmRSS:\s+(\d+)/m);
    return kilobytes && (Number(kilobytes[1]) * 1024) / 1e6;
  }

  #proc(file) {
    try {
      return readFileSync(`/proc/${this.process.pid}/${file}`, 'utf8');
    } catch {
      return undefined;
    }
  }
}
