// Pages of one's own work that were read before can be read again, and written on, without a connection. The network
// always comes first; what a page is made of (hashed names) never changes and comes from the device.

const PAGES = 'pages';
const PARTS = 'parts';
const MOST = 40;
/** Instead of any other page; its header names who is signed in. */
const OFFLINE = '/offline';

const own = (path) => /^\/(home$|proposals\/|teams\/|reviews\/|jury(\/|$))/.test(path);
const part = (path) => /^\/(pkg|texts)\//.test(path);

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

/** A page that was loaded without this worker says what it is made of. */
addEventListener('message', (event) => {
  const { page, parts } = event.data;
  const kept = [fetch(OFFLINE).then((answer) => keep(OFFLINE, OFFLINE, answer))];
  if (own(new URL(page).pathname)) kept.push(fetch(page).then((answer) => keep(PAGES, page, answer)));
  for (const { href, origin, pathname } of parts.map((name) => new URL(name))) {
    if (origin === location.origin && part(pathname)) kept.push(fromDevice(href));
  }
  event.waitUntil(Promise.allSettled(kept));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === 'POST') {
    // Somebody comes, goes, or speaks another language from now on.
    if (pathname.startsWith('/api/accounts/')) event.waitUntil(forget());
    if (request.mode === 'navigate') event.respondWith(fetch(request).catch(offline));
  } else if (request.method === 'GET') {
    if (part(pathname)) event.respondWith(fromDevice(request));
    else if (request.mode === 'navigate') event.respondWith(fromNetwork(request, own(pathname)));
  }
});

async function fromDevice(request) {
  const there = await caches.match(request);
  if (there) return there;
  const answer = await fetch(request);
  await keep(PARTS, request, answer.clone());
  return answer;
}

async function fromNetwork(request, worthKeeping) {
  try {
    const answer = await fetch(request);
    if (worthKeeping) await keep(PAGES, request, answer.clone());
    return answer;
  } catch {
    return (worthKeeping && (await caches.match(request))) || offline();
  }
}

async function offline() {
  return (await caches.match(OFFLINE)) || Response.error();
}

async function forget() {
  await Promise.all([caches.delete(PAGES), caches.delete(OFFLINE)]);
}

/** Keeps a whole answer (a redirect is none); the oldest goes when there are many. */
async function keep(name, request, answer) {
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(name);
  await cache.delete(request);
  await cache.put(request, answer);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map((old) => cache.delete(old)));
}
