// Sends the file of the upload form piece by piece (tus 1.0), so that it survives a lost connection and a reload: the
// same file chosen again goes on where it stopped. The form works without this; all that is said stands in it.

const form = document.querySelector('form[data-uploads]');
const said = form.dataset;
const [input, error, box, bar, value, status, submit] = [
  '[type=file]', '.error', '#sending', 'progress', '.value', '[role=status]', '[type=submit]',
].map((part) => form.querySelector(part));
const [pause, stop] = box.querySelectorAll('button');
const PIECE = 512 * 1024;

let key, url, state, request;
let wake = () => {};

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const say = (text) => {
  if (status.textContent !== text) status.textContent = text;
};
const forget = () => {
  localStorage.removeItem(key);
  url = null;
};

function show(sending) {
  box.hidden = !sending;
  submit.disabled = input.disabled = sending;
  error.hidden = true;
  input.removeAttribute('aria-invalid');
}

function refuse(text) {
  show(false);
  say('');
  error.textContent = text || said.failed;
  error.hidden = false;
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}

async function ask(method, address, headers, body) {
  request = new AbortController();
  const answer = await fetch(address, {
    method, body, signal: request.signal, headers: { 'Tus-Resumable': '1.0.0', ...headers },
  });
  if (answer.ok) return answer.headers;
  throw answer;
}

async function transfer(file) {
  let offset = 0;
  if (url) {
    offset = Number((await ask('HEAD', url)).get('Upload-Offset'));
  } else {
    const names = `proposal ${base64(said.proposal)},filename ${base64(file.name)}${
      form.question?.value ? `,question ${base64(form.question.value)}` : ''}`;
    const begun = await ask('POST', said.uploads, { 'Upload-Length': file.size, 'Upload-Metadata': names });
    localStorage.setItem(key, (url = begun.get('Location')));
  }
  do {
    bar.value = (100 * offset) / file.size;
    value.textContent = `${Math.floor(bar.value)} %`;
    say(offset + PIECE < file.size ? said.sending : said.checking);
    const headers = { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' };
    offset = Number((await ask('PATCH', url, headers, file.slice(offset, offset + PIECE))).get('Upload-Offset'));
    bar.tries = 0;
  } while (offset < file.size);
}

/** What to do after a failure: true tries again. */
async function recover(cause) {
  if (state === 'stopped') return false;
  const status = cause.status;
  if (status === 404 && url) {
    forget();
  } else if (status < 500 && ![408, 409, 423, 429].includes(status)) {
    if (status > 404) forget();
    refuse(await cause.text());
    return false;
  }
  do {
    const pausing = state === 'paused';
    if (pausing) say(said.paused);
    else if (!(status < 429)) say(said.waiting);
    await new Promise((go) => {
      wake = go;
      if (!pausing) setTimeout(go, Math.min(30000, 500 * 2 ** bar.tries++));
    });
  } while (state === 'paused');
  return state !== 'stopped';
}

async function send(file) {
  key = `upload ${said.proposal} ${form.question?.value ?? ''} ${file.name} ${file.size} ${file.lastModified}`;
  url = localStorage.getItem(key);
  bar.tries = 0;
  show(true);
  turn('sending');
  do {
    try {
      await transfer(file);
      forget();
      say(said.done);
      return location.assign(`/proposals/${said.proposal}/files`);
    } catch (cause) {
      if (!(await recover(cause))) return;
    }
  } while (true);
}

function turn(to) {
  state = to;
  pause.textContent = to === 'paused' ? said.continue : said.pause;
}

form.addEventListener('submit', (event) => {
  const file = input.files[0];
  if (!file) return;
  event.preventDefault();
  if (file.size > said.limit) refuse(said.large);
  else send(file);
});
pause.addEventListener('click', () => {
  if (state === 'paused') {
    turn('sending');
    wake();
  } else {
    turn('paused');
    request.abort();
    wake();
  }
});
stop.addEventListener('click', () => {
  turn('stopped');
  request.abort();
  wake();
  if (url) ask('DELETE', url).catch(() => {});
  forget();
  show(false);
  say(said.stopped);
});
addEventListener('online', () => wake());
document.documentElement.dataset.live = '';
