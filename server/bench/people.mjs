// People who come in by the application's own doors: they register, and confirm by the link that was mailed.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, sleep } from './evening.mjs';
import { Client } from './load.mjs';

const PASSWORD = 'three quiet herons fishing';

/** People with a name and an address, registered and signed in: `cookie` is their browser's. */
export async function registered(evening, people) {
  const visitor = new Client(evening.server.base, '', people.length);
  await evening.each(people, async ({ name, email }) => {
    const fields = { name, email, password: PASSWORD, language: 'en', zone: 'Africa/Kigali' };
    expect(await visitor.post('/api/accounts/register', fields), 303, 'registering');
  });
  const tokens = await mailed(evening, people, /confirm\?token=([0-9a-f]+)/);
  await evening.each(people, async (person) => {
    const token = tokens.get(person.email);
    const entered = expect(await visitor.post('/api/accounts/confirm', { token }), 303, 'confirming');
    person.cookie = entered.headers['set-cookie'][0].split(';')[0];
  });
  visitor.close();
}

/** The tokens of links that were mailed to people, by address; waits until everybody has one. */
export async function mailed({ server }, people, link) {
  const tokens = new Map(people.map(({ email }) => [email, undefined]));
  const read = new Set();
  while ([...tokens.values()].includes(undefined)) {
    await sleep(200);
    const mails = existsSync(server.mail) ? readdirSync(server.mail).filter((name) => name.endsWith('.eml')) : [];
    for (const name of mails.filter((name) => !read.has(name))) {
      read.add(name);
      const mail = readFileSync(join(server.mail, name), 'utf8').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
      const [to, token] = [mail.match(/^To: (.*)$/m)?.[1].trim(), mail.match(link)?.[1]];
      if (token && tokens.has(to)) tokens.set(to, token);
    }
  }
  return tokens;
}
