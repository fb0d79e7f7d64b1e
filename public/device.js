// Loaded by every page behind sign-in; all of them work without it. It sends what was typed without a connection and
// never left this device, says what still waits, lets a worker keep pages to be read offline, and looks who else is there.
//
// A copy is a form: { title, to, fields } under `icumi/<account>/<path of its page>` (app/src/forms/device.rs writes
// it). The page itself takes care of its own copy, also in another tab: it holds the lock of that name.

const own = document.querySelector('script[data-account]').dataset;
const prefix = `icumi/${own.account}/`;
const here = `icumi/${own.account}${location.pathname}`;
/** Whether browser code brings the page to life. */
const live = Boolean(document.querySelector('script[nonce]'));
const LONGEST = 60_000;
let pause = 5_000;

const waiting = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix) && key !== here);
const copy = (key) => JSON.parse(localStorage.getItem(key));

/** Sends one copy; says whether it is worth trying again by itself. A conflict, or a closed call, is for its page. */
async function send(key) {
  const text = localStorage.getItem(key);
  if (!text) return false;
  const { to, fields } = JSON.parse(text);
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
  for (const key of waiting()) {
    again = (await navigator.locks.request(key, { ifAvailable: true }, (lock) => lock && send(key))) || again;
  }
  show();
  if (!again) return;
  setTimeout(sendAll, pause);
  pause = Math.min(2 * pause, LONGEST);
}

/** A notice with a link to each page whose text is only here. */
function show() {
  const links = waiting().map((key) => {
    const link = document.createElement('a');
    link.href = key.slice(prefix.length - 1);
    link.rel = 'external';
    link.textContent = copy(key).title;
    const item = document.createElement('li');
    item.append(link);
    return item;
  });
  document.getElementById('waiting')?.remove();
  if (!links.length) return;
  const notice = document.createElement('div');
  notice.id = 'waiting';
  notice.className = 'notice warning';
  notice.setAttribute('role', 'status');
  const text = document.createElement('p');
  text.textContent = own.waiting;
  const list = document.createElement('ul');
  list.append(...links);
  notice.append(text, list);
  document.querySelector('main')?.prepend(notice);
}

/** Once browser code, if there is any, has found the page as the server made it. */
function settled() {
  const root = document.documentElement;
  if (!live || 'live' in root.dataset) return Promise.resolve();
  return new Promise((resolve) => new MutationObserver(resolve).observe(root, { attributeFilter: ['data-live'] }));
}

/** Asks again who else is here (app/src/proposals/presence.rs): less often than the server forgets. */
function attend(place) {
  const { ask, with: body } = place.dataset;
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(ask, { method: 'POST', headers, body }).catch(() => undefined);
    if (answer?.ok) place.textContent = await answer.json();
  };
  setInterval(look, 20_000);
}

async function keepPage() {
  await navigator.serviceWorker.register('/worker.js');
  if (navigator.serviceWorker.controller) return;
  const worker = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType('resource').map(({ name }) => name);
  worker.active.postMessage({ page: location.href, parts });
}

document.querySelectorAll('[data-ask]').forEach(attend);
// What follows needs a safe connection (or this machine's own address).
if (navigator.serviceWorker) keepPage().catch(() => {});
if (navigator.locks) {
  if (live) navigator.locks.request(here, () => new Promise(() => {}));
  settled().then(sendAll);
  addEventListener('online', sendAll);
}
