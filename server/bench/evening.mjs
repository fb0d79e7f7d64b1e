// An evening on which many people save at once while the server is killed twice. deadline.mjs and jury.mjs say who these
// people are, what they do, and how it must stand in the end. The options of both:
//
//   --seconds N    how long the evening lasts, 60 by default
//   --p99 N        the longest that 99 of 100 answers may take, in milliseconds, 250 by default
//   --database     an empty PostgreSQL database instead of a SQLite file of its own
//   ICUMI_BINARY   another binary than target/release/icumi; ICUMI_SITE another site than target/site
//
// The server gets SIGKILL after a third and two thirds of the time and starts again. A request that is not answered is
// sent again. Latencies are those of answers; what a dead server did not answer is counted apart.
//
// Something that is not as it was acknowledged, something that `icumi check` finds, a 5xx, or a p99 that is too long make
// the exit status 1. A short evening of few people, of any duration of answers, is one of the tests.

import { ownServer, parse, stop } from './command.mjs';
import { Client, quantile, repeat, text } from './load.mjs';
import { figure } from './report.mjs';

/** People do not arrive at the same second; so many do things at once before and after the evening. */
const CALM = 8;
/** A request that was not answered is sent again so much later, and at most so often. */
const AGAIN = 500;
const MOST = 120;
export const JSON_WANTED = { accept: 'application/json' };

export class Evening {
  over = false;
  unanswered = 0;
  failed = [];
  #ms = new Map();

  /** With `icumi demo` on an empty database. `crowd` names the people, and the option that says how many. */
  static async begin(crowd, usual) {
    const { [crowd]: count, seconds, p99, database } = parse({ [crowd]: usual, seconds: 60, p99: 250, database: undefined });
    const server = ownServer(crowd, { database, options: ['--sign-in-burst', '1000000'] });
    await server.start('demo');
    const evening = new Evening();
    return Object.assign(evening, { server, count, seconds, p99, on: database ? 'PostgreSQL' : 'SQLite' });
  }

  /** The browser of somebody with a cookie; another one when the server has moved. */
  client(person) {
    if (person.browser?.base !== this.server.base) {
      person.browser?.client.close();
      person.browser = { base: this.server.base, client: new Client(this.server.base, person.cookie, 2) };
    }
    return person.browser.client;
  }

  /** A calm moment: everybody does something, some at once. */
  each(people, step) {
    const left = [...people];
    return repeat(CALM, people.length, () => step(left.shift()));
  }

  /** Everybody does their part, `part(person)`, which ends soon after the evening is over. */
  async play(people, part) {
    const third = (this.seconds * 1000) / 3;
    const kills = [1, 2].map((times) => sleep(times * third).then(() => this.server.restart('serve')));
    setTimeout(() => (this.over = true), 3 * third);
    await Promise.all([...people.map(part), ...kills]);
  }

  /** What `send` gets, which sends until there is an answer; `kind` is what its latency counts for. */
  async asked(kind, send) {
    for (let n = 0; n < MOST; n += 1) {
      const answer = await send();
      if (answer.status >= 500) this.failed.push(`${kind}: an answer of status ${answer.status}`);
      if (answer.status !== 0) {
        if (!this.#ms.has(kind)) this.#ms.set(kind, []);
        this.#ms.get(kind).push(answer.ms);
        return { ...answer, sent: n + 1 };
      }
      this.unanswered += 1;
      await sleep(AGAIN);
    }
    return stop(`the server has not answered for ${(MOST * AGAIN) / 1000} s`);
  }

  /** Says how it went in one line, and what is wrong, and ends the program. */
  end(acknowledged, lost) {
    const wrong = [...this.failed, ...lost, this.server.check()].filter(Boolean);
    const nothing = wrong.length === 0 ? 'yes' : 'NO';
    const latencies = [...this.#ms].map(([kind, ms]) => {
      const sorted = ms.toSorted((a, b) => a - b);
      const [p50, p99, longest] = [0.5, 0.99, 1].map((share) => quantile(sorted, share));
      if (p99 > this.p99) wrong.push(`over budget: p99 of ${kind}, ${figure(p99)} of ${this.p99} ms`);
      return `${kind} p50 ${figure(p50, 1)}, p99 ${figure(p99, 1)}, longest ${figure(longest, 1)} ms`;
    });
    console.log(
      `${this.on}: ${acknowledged} acknowledged in ${this.seconds} s, ${this.unanswered} requests unanswered by two kills; ` +
        `${latencies.join('; ')} (p99 at most ${this.p99}); nothing lost: ${nothing}`,
    );
    for (const what of wrong.slice(0, 20)) console.error(what);
    if (wrong.length > 20) console.error(`and ${wrong.length - 20} more`);
    process.exit(wrong.length > 0 ? 1 : 0);
  }
}

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** An answer that has to have this status: without it there is no evening. */
export function expect(answer, status, what) {
  if (answer.status !== status) stop(`${what} was answered with ${answer.status}: ${text(answer).slice(0, 300)}`);
  return answer;
}
