// Runs an example that was compiled to WebAssembly: `node run.mjs FILE QUESTION [TIMES]` prints its answer as JSON with the
// best time of so many runs in seconds and the memory in bytes. Without a question it asks 0, 1, 2 ... until an answer is empty, and
// prints a table. The mailbox is described in mod.rs.
import { readFileSync } from 'node:fs';

const MARK = [0x6d61696c, 0x3c9b07e5, 0xd15a4f82, 0x626f7821];
const [file, question, times = '1'] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));

function ask(question) {
  const { memory, main } = new WebAssembly.Instance(module).exports;
  const words = new Uint32Array(memory.buffer);
  const at = words.findIndex((_, i) => MARK.every((mark, k) => words[i + k] === mark));
  if (at < 0) throw new Error(`no mailbox in ${file}`);
  words[at + 4] = question;
  const [start, busy] = [performance.now(), process.cpuUsage()];
  main(0, 0);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(busy);
  // Growing replaces the buffer.
  const length = new Uint32Array(memory.buffer)[at + 5];
  const answer = new TextDecoder().decode(new Uint8Array(memory.buffer, 4 * at + 24, length));
  return { answer, seconds, processor: (user + system) / 1e6, bytes: memory.buffer.byteLength };
}

if (question !== undefined) {
  const runs = Array.from({ length: Number(times) }, () => ask(Number(question)));
  const seconds = Math.min(...runs.map((run) => run.seconds));
  console.log(JSON.stringify({ ...runs[0], seconds }));
} else {
  console.log('     wall  processor   memory  (WebAssembly, the best of five)');
  for (let step = 0; ; step += 1) {
    const runs = Array.from({ length: 5 }, () => ask(step));
    const { answer, bytes } = runs[0];
    if (answer === '') break;
    const best = (what) => Math.min(...runs.map((run) => run[what])).toFixed(3);
    const megabytes = (bytes / 2 ** 20).toFixed(0);
    console.log(`${best('seconds').padStart(7)} s ${best('processor').padStart(8)} s ${megabytes.padStart(5)} MB  ${answer}`);
  }
}
