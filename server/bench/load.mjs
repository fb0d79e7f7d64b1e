// Requests over connections that are kept, what their answers hold, and how long they take.

import { Agent, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const DECOMPRESSED = { br: brotliDecompressSync, gzip: gunzipSync };

/** A browser's side of things: a cookie and as many connections as it may have. */
export class Client {
  constructor(base, cookie = '', connections = 1) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.server = { host: '127.0.0.1', port: new URL(base).port, agent: this.agent };
    this.headers = { accept: 'text/html', 'accept-encoding': 'gzip, br', 'accept-language': 'en' };
    if (cookie) this.headers.cookie = cookie;
  }

  /** One request. The answer has its body as it was sent; a connection that breaks is an answer of status 0. */
  send(path, { method = 'GET', headers, body } = {}) {
    return new Promise((resolve) => {
      const began = performance.now();
      const parts = [];
      const done = (status, answer) =>
        resolve({ status, headers: answer?.headers ?? {}, body: Buffer.concat(parts), ms: performance.now() - began });
      request({ ...this.server, path, method, headers: { ...this.headers, ...headers } }, (answer) => {
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => done(answer.statusCode, answer));
        answer.on('error', () => done(0));
      })
        .on('error', () => done(0))
        .end(body);
    });
  }

  /** A form, as a browser without scripts posts it unless `headers` say that JSON is wanted. */
  post(path, fields, headers) {
    const body = new URLSearchParams(fields).toString();
    const own = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'sec-fetch-site': 'same-origin',
    };
    return this.send(path, { method: 'POST', body, headers: { ...own, ...headers } });
  }

  /** The text of a page that must be there. */
  async page(path) {
    const answer = await this.send(path);
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
    return text(answer);
  }

  close() {
    this.agent.destroy();
  }
}

/** The body of an answer as text. */
export function text({ headers, body }) {
  const decompressed = DECOMPRESSED[headers['content-encoding']];
  return (decompressed ? decompressed(body) : body).toString();
}

/** The value of a form's input. */
export function value(html, name) {
  const input = html.match(new RegExp(`<input[^>]* name="${name}"[^>]*>`))?.[0];
  const found = input?.match(/ value="([^"]*)"/)?.[1];
  if (found === undefined) throw new Error(`a form has no value of ${name}`);
  return found;
}

/** Of numbers in ascending order, the one that such a share of them lies below. */
export const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Calls `step` so many times, on each connection one after the other; `step(n)` sends the next request of the n-th. */
export async function repeat(connections, count, step) {
  let left = count;
  const answers = [];
  const work = async (_, n) => {
    while (left-- > 0) answers.push(await step(n));
  };
  await Promise.all(Array.from({ length: connections }, work));
  return answers;
}

/** `repeat`, measured; `fault(answer)` says what is wrong with one, and is asked afterwards, when no clock runs. */
export async function measure(server, { connections, count, step, fault }) {
  const [cpu, began] = [server.cpu(), performance.now()];
  const answers = await repeat(connections, count, step);
  const [cpuAfter, ended] = [server.cpu(), performance.now()];
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const faults = answers.map(fault).filter(Boolean);
  return {
    requests: answers.length,
    per_second: answers.length / ((ended - began) / 1000),
    p50_ms: quantile(times, 0.5),
    p99_ms: quantile(times, 0.99),
    cpu_ms: (cpuAfter - cpu) / answers.length,
    bytes: answers[0].body.length,
    failed: faults.length,
    first_fault: faults[0],
    status_5xx: answers.filter(({ status }) => status >= 500).length,
  };
}
