// Loaded by every page behind sign-in; all of them work without it. It sends what was typed without a connection and
// never left this device, says what still waits and what was sent, lets a worker keep pages to be read offline, looks who
// else is there and what has changed, and prints.
//
// A copy is a form: { title, state, to, fields } under `icumi/<account>/<path of its page>` (app/src/forms/device.rs writes
// it). Without a state nothing of it waits; without an address its page alone may send it. The page itself takes care of its
// own copy, also in another tab: it holds the lock of that name.

const own = document.querySelector('script[data-account]').dataset;
const prefix = `icumi/${own.account}/`;
const here = `icumi/${own.account}${location.pathname}`;
/** Whether browser code brings the page to life. */
const live = Boolean(document.querySelector('script[nonce]'));
const [SHORTEST, LONGEST] = [5_000, 60_000];
let pause = SHORTEST;
let timer;
/** Where it is said what waits and what was sent: one place, so that what changes there is read out. */
const news = document.createElement('div');
news.className = 'waiting';
news.setAttribute('role', 'status');
/** Titles of all copies that were seen waiting, by key; those that are gone, which only happens once they were sent. */
const seen = new Map();
let sent = [];
let sentAt = '';

const copies = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
const copy = (key) => JSON.parse(localStorage.getItem(key));
const waiting = () => copies().filter((key) => key !== here && copy(key).state);
const path = (key) => key.slice(prefix.length - 1);

/** Sends one copy; says whether it is worth trying again by itself. A conflict, or a closed call, is for its page. */
async function send(key) {
  const text = localStorage.getItem(key);
  if (!text) return false;
  const { to, fields } = JSON.parse(text);
  if (!to) return false;
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(to, { method: 'POST', headers: { accept: 'application/json' }, body });
    if (answer.ok && localStorage.getItem(key) === text) localStorage.removeItem(key);
    return answer.status === 429 || answer.status >= 500;
  } catch {
    return true;
  }
}

async function sendAll() {
  let again = false;
  for (const key of note()) {
    again = (await navigator.locks.request(key, { ifAvailable: true }, (lock) => !lock || send(key))) || again;
  }
  show();
  if (!again) return;
  clearTimeout(timer);
  timer = setTimeout(sendAll, pause);
  pause = Math.min(2 * pause, LONGEST);
}

/** What waits now, and is remembered to have waited. */
function note() {
  const keys = waiting();
  for (const key of keys) seen.set(key, copy(key).title);
  if (keys.length && !news.isConnected) document.querySelector('main')?.prepend(news);
  return keys;
}

/** Says what waits and what was sent, whether by this page or by another. */
function show() {
  const keys = note();
  const gone = [...seen.keys()].filter((key) => !keys.includes(key));
  if (gone.some((key) => !sent.includes(key))) sentAt = clock();
  sent = gone;
  const notices = document.createElement('div');
  if (keys.length) notices.append(notice('warning', own.waiting, keys));
  if (sent.length) notices.append(notice('success', own.sent.replace('{time}', sentAt), sent));
  // What is said already is not said again.
  if (notices.innerHTML !== news.innerHTML) news.replaceChildren(...notices.childNodes);
  mark(keys);
}

/** A text with a link to each page that it is about. */
function notice(tone, words, keys) {
  const box = element('div', `notice ${tone}`);
  const list = element('ul');
  for (const key of keys) {
    const link = element('a', '', seen.get(key));
    link.href = path(key);
    link.rel = 'external';
    const item = element('li');
    item.append(link);
    list.append(item);
  }
  box.append(element('p', '', words), list);
  return box;
}

/** In a list of sections, or of proposals to score, beside each: how much of it waits here. */
function mark(keys) {
  document.querySelectorAll('.list .save-state, table .save-state').forEach((old) => old.remove());
  for (const key of keys) {
    const link = document.querySelector(`:is(.list, table) a[href="${path(key)}"]`);
    const state = element('span', 'save-state', copy(key).state);
    state.dataset.state = 'waiting';
    link?.parentElement.append(state);
  }
}

function element(name, className = '', words = '') {
  return Object.assign(document.createElement(name), { className, textContent: words });
}

/** The present time, as pages show it. */
function clock() {
  const options = { timeZone: own.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Date().toLocaleTimeString(document.documentElement.lang, options);
}

/** Once browser code, if there is any, has found the page as the server made it. */
function settled() {
  const root = document.documentElement;
  if (!live || 'live' in root.dataset) return Promise.resolve();
  return new Promise((resolve) => new MutationObserver(resolve).observe(root, { attributeFilter: ['data-live'] }));
}

/** Browser code that came after the first words hears of them; on a slow connection that is a whole sentence. */
function catchUp() {
  for (const field of document.querySelectorAll('main form :is(input:not([type=hidden]), textarea, select)')) {
    if (typed(field)) field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Whether a field says something else than in the page that arrived. */
function typed(field) {
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  return /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

/**
 * Follows who else is here (app/src/proposals/presence.rs), while the page is seen. A stream that says nothing, as
 * behind a proxy that holds it back, is not waited for: the page asks, less often than the server forgets.
 */
function attend(place) {
  const { follow, ask, with: body } = place.dataset;
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  let heard = 0;
  let stream;
  const open = () => {
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource(follow);
    stream.onmessage = ({ data }) => {
      heard = Date.now();
      place.textContent = JSON.parse(data);
    };
  };
  const look = async () => {
    if (document.hidden || Date.now() - heard < 25_000) return;
    const answer = await fetch(ask, { method: 'POST', headers, body }).catch(() => undefined);
    if (answer?.ok) place.textContent = await answer.json();
  };
  open();
  document.addEventListener('visibilitychange', open);
  setInterval(look, 20_000);
}

/** Looks again what stands in the parts of a page that follow by themselves; what has the focus is left alone. */
async function freshen() {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-fresh]')) {
    const now = page.getElementById(part.id);
    if (now && now.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.innerHTML = now.innerHTML;
  }
}

async function keepPage() {
  await navigator.serviceWorker.register('/worker.js');
  if (navigator.serviceWorker.controller) return;
  const worker = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType('resource').map(({ name }) => name);
  worker.active.postMessage({ page: location.href, parts });
}

/** Who leaves takes along what the server has: the device may be somebody else's. What waits stays. */
function tidy() {
  for (const key of copies()) if (!copy(key).state) localStorage.removeItem(key);
}

document.querySelectorAll('form[action$="/sign-out"]').forEach((form) => form.addEventListener('submit', tidy));
// Until then the page's own code has to find what the server sent.
settled().then(() => document.querySelectorAll('[data-ask]').forEach(attend));
if (document.querySelector('[data-fresh]')) setInterval(freshen, 20_000);
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
// After it has taken up what this device kept.
if (live) settled().then(() => setTimeout(catchUp));
// What follows needs a safe connection (or this machine's own address).
if (navigator.serviceWorker) keepPage().catch(() => {});
if (navigator.locks) {
  if (live) navigator.locks.request(here, () => new Promise(() => {}));
  settled().then(() => {
    sendAll();
    addEventListener('online', () => {
      pause = SHORTEST;
      sendAll();
    });
    // Another page has sent something.
    addEventListener('storage', ({ newValue }) => newValue === null && show());
  });
}
