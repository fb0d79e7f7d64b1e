// Makes target/site, which the server reads at its start: the compiled browser side, the style and the public
// files, with hashed names, compressed once so that no request pays for it. `make site` calls it.
//
// Each of the three parts is kept in target/site-parts under a key of its inputs and made again only when they change.
// It must not fetch or compile anything: cargo and npm have run before.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const tools = createRequire(at('end2end/package.json'));

const NAME = 'icumi';
const COMPILED = 'target/wasm32-unknown-unknown/wasm-release/app.wasm';
const BINDGEN = 'target/bindgen/debug/bindgen';
const ALREADY_COMPRESSED = new Set(['.jpg', '.pdf', '.png', '.webp', '.woff2']);

const say = (text) => console.log(`\x1b[1m==>\x1b[0m ${text}`);
const fail = (text) => {
  console.error(`\nStopped: ${text}`);
  process.exit(1);
};
const hash = (...contents) => {
  const sum = createHash('sha256');
  for (const content of contents) sum.update(content).update('\0');
  return sum.digest('hex').slice(0, 16);
};

/** All files below a folder, as paths relative to it, sorted; nothing for a folder that is not there. */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

/** The version of a crate in a Cargo.lock. */
function lockedVersion(lock, crate) {
  return readFileSync(at(lock), 'utf8').match(new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`))?.[1];
}

/** Writes a file with its brotli and gzip siblings, each only where it is smaller. */
function writeCompressed(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if (ALREADY_COMPRESSED.has(extname(path))) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const brotli = brotliCompressSync(content, { params });
  const gzip = gzipSync(content, { level: 9 });
  if (brotli.length < content.length) writeFileSync(`${path}.br`, brotli);
  if (gzip.length < content.length) writeFileSync(`${path}.gz`, gzip);
}

/** Makes a part in target/site-parts/NAME unless it is there for the same key; says whether it did. */
function part(name, key, make) {
  const folder = at('target/site-parts', name);
  const stamp = at('target/site-parts', `${name}.key`);
  if (existsSync(stamp) && existsSync(folder) && readFileSync(stamp, 'utf8') === key) return false;
  rmSync(folder, { recursive: true, force: true });
  rmSync(stamp, { force: true });
  mkdirSync(folder, { recursive: true });
  make(folder);
  writeFileSync(stamp, key);
  return true;
}

/** The browser side: wasm-bindgen, then wasm-opt and terser; the page passes the module's hashed address to the JavaScript. */
function makeBrowserSide(folder) {
  say('Preparing the browser side: wasm-bindgen, wasm-opt, compression ...');
  const work = at('target/site-parts/work');
  rmSync(work, { recursive: true, force: true });
  execFileSync(at(BINDGEN), [at(COMPILED), work, NAME], { stdio: 'inherit' });
  execFileSync(process.execPath, [
    join(dirname(tools.resolve('binaryen/package.json')), 'bin/wasm-opt'),
    ...['-Oz', '--gufa-optimizing', '-Oz', '--strip-target-features'],
    '--enable-bulk-memory',
    '--enable-nontrapping-float-to-int',
    '--enable-sign-ext',
    '--enable-mutable-globals',
    '--enable-reference-types',
    '--enable-multivalue',
    join(work, `${NAME}_bg.wasm`),
    '-o',
    join(work, `${NAME}.wasm`),
  ], { stdio: 'inherit' });

  const wasm = readFileSync(join(work, `${NAME}.wasm`));
  writeCompressed(join(folder, 'pkg', hashed(`${NAME}.wasm`, wasm)), wasm);

  // Snippets are JavaScript that dependencies bring along; their folder gets a hash of all they hold.
  const snippets = filesIn(join(work, 'snippets')).map((name) => [name, readFileSync(join(work, 'snippets', name))]);
  const snippetFolder = `snippets.${hash(...snippets.flat())}`;
  for (const [name, content] of snippets) writeCompressed(join(folder, 'pkg', snippetFolder, name), content);

  const glue = readFileSync(join(work, `${NAME}.js`), 'utf8').replaceAll('./snippets/', `./${snippetFolder}/`);
  const js = shortened(glue);
  writeCompressed(join(folder, 'pkg', hashed(`${NAME}.js`, js)), js);
  rmSync(work, { recursive: true });
}

/** JavaScript without comments and long names. */
function shortened(code) {
  return Buffer.from(tools('terser').minify_sync(code, { module: true, ecma: 2020, compress: { passes: 3 } }).code);
}

/** The style: one file, for browsers of the last three years and older phones that still get updates. */
function makeStyle(folder) {
  say('Bundling the style ...');
  const { bundle } = tools('lightningcss');
  const { code, warnings } = bundle({
    filename: at('style/main.css'),
    minify: true,
    targets: { chrome: 109 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8) },
  });
  for (const { message, loc } of warnings) {
    console.warn(`style: ${message} (${relative(root, loc?.filename ?? '')}:${loc?.line ?? 0})`);
  }
  writeCompressed(join(folder, 'pkg', hashed(`${NAME}.css`, code)), Buffer.from(code));
}

function publicFile(name) {
  const content = readFileSync(at('public', name));
  return extname(name) === '.js' ? shortened(content.toString()) : content;
}

/** The public files: under their own names, which the world may know, and in pkg/ under hashed ones for pages to use. */
function makePublic(folder) {
  for (const name of filesIn(at('public'))) {
    const content = publicFile(name);
    writeCompressed(join(folder, name), content);
    writeCompressed(join(folder, 'pkg', hashed(name, content)), content);
  }
}

/** A name with a hash of the content before its ending. */
function hashed(name, content) {
  const end = extname(name);
  return `${name.slice(0, name.length - end.length)}.${hash(content)}${end}`;
}

/** What the server has to know: the addresses of the page's parts, and of public files by their own names. */
function addresses(folder) {
  const built = readdirSync(join(folder, 'pkg'));
  const find = (end) => `/pkg/${built.find((name) => name.startsWith(`${NAME}.`) && name.endsWith(end))}`;
  const files = {};
  for (const name of filesIn(at('public'))) files[`/${name}`] = `/pkg/${hashed(name, publicFile(name))}`;
  return { js: find('.js'), wasm: find('.wasm'), css: find('.css'), files };
}

const wanted = lockedVersion('Cargo.lock', 'wasm-bindgen');
const driver = lockedVersion('app/bindgen/Cargo.lock', 'wasm-bindgen-cli-support');
if (wanted !== driver) {
  fail(`the crates use wasm-bindgen ${wanted}, app/bindgen has ${driver}. They must be equal: change the version in
app/bindgen/Cargo.toml (or \`cargo update -p wasm-bindgen --precise ${driver}\`).`);
}
if (!existsSync(at(COMPILED))) fail(`${COMPILED} is missing: run \`make site\`, which compiles it first`);

const read = (path) => readFileSync(at(path));
const recipe = [read('app/site.mjs'), read('end2end/package-lock.json')];
const contents = (folder) => filesIn(at(folder)).flatMap((name) => [name, readFileSync(at(folder, name))]);

const changed = [
  part('browser', hash(read(COMPILED), read('app/bindgen/src/main.rs'), read('app/bindgen/Cargo.lock'), ...recipe), makeBrowserSide),
  part('style', hash(...contents('style'), ...recipe), makeStyle),
  part('public', hash(...contents('public'), ...recipe), makePublic),
].some(Boolean);

if (changed || !existsSync(at('target/site/assets.json'))) {
  // A server that is just starting never sees half a site.
  const next = at('target/site.next');
  rmSync(next, { recursive: true, force: true });
  for (const name of ['public', 'style', 'browser']) cpSync(at('target/site-parts', name), next, { recursive: true });
  writeFileSync(join(next, 'assets.json'), `${JSON.stringify(addresses(next), null, 1)}\n`);
  rmSync(at('target/site'), { recursive: true, force: true });
  renameSync(next, at('target/site'));
  say('The site is ready in target/site.');
}
