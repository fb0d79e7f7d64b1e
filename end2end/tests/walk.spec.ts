// Every page that a role can reach by links, breadth first: it answers, has one heading, is sound and silent.

import { alive, desktop, expect, faults, phone, test, watch } from './frame';

const roles = ['visitor', 'organiser', 'juror', 'lead', 'selected-lead', 'rejected-lead', 'investor', 'new-investor', 'auditor'];
const perShape = 2;

// Hundreds of pages: a trace of all of them would cost more than they do.
test.use({ trace: 'off' });
/** The visitor's walk judges these for everybody. */
const publicPages = /^\/(c\/:slug(\/(rules|form|needs|shortlist|projects\/:n(\/print)?))?|check|components|mailbox|demo)?(\?|$)/;
const skipped = /^\/(language|demo|api|pkg)(\/|$)/;
const download = /\.(csv|xlsx|json|txt|pdf|ics)$/;

/** The address with ids, slugs and numbers replaced, and of a query only its names. */
function shapeOf(url: URL): string {
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, ':id')
    .replace(/\/(c|organise|jury)\/(?!new\b|invitation\b)[a-z0-9-]+/, '/$1/:slug')
    .replace(/\/\d+(?=\/|$)/g, '/:n');
  const names = [...new Set(url.searchParams.keys())].sort();
  return names.length ? `${path}?${names.join('&')}` : path;
}

for (const role of roles) {
  test(`all pages that a ${role} reaches are sound`, async ({ browser, baseURL }) => {
    test.setTimeout(600_000);
    const context = await browser.newContext({ viewport: desktop });
    const page = await context.newPage();
    const errors: string[] = [];
    watch(context, errors);

    const queue: { path: string; from: string; first: boolean }[] = [];
    const known = new Set<string>();
    const seen = new Map<string, number>();
    const add = (href: string, from: string) => {
      const url = new URL(href, new URL(from, baseURL));
      if (url.origin !== new URL(baseURL!).origin || skipped.test(url.pathname) || download.test(url.pathname)) return;
      const path = url.pathname + url.search;
      const shape = shapeOf(url);
      const count = seen.get(shape) ?? 0;
      if (known.has(path) || count >= perShape) return;
      known.add(path);
      seen.set(shape, count + 1);
      queue.push({ path, from, first: count === 0 });
    };

    if (role !== 'visitor') await page.goto(`/demo/${role}`);
    add(role === 'visitor' ? '/' : '/home', '/');
    const findings: string[] = [];
    let walked = 0;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { path, from, first } = next;
      walked += 1;
      errors.length = 0;
      const response = await page.goto(path);
      if (!response || response.status() >= 400) {
        findings.push(`${path} (linked from ${from}) answers ${response?.status()}`);
        continue;
      }
      await alive(page).catch(() => findings.push(`${path} never becomes alive`));
      const headings = await page.locator('h1').count();
      if (headings !== 1) findings.push(`${path} has ${headings} h1`);
      const judged = role !== 'visitor' && publicPages.test(shapeOf(new URL(path, baseURL)));
      if (first && !judged) findings.push(...(await faults(page)));
      else {
        await page.setViewportSize(phone);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) findings.push(`${path} is ${overflow} px wider than ${phone.width} px`);
      }
      findings.push(...errors.map((error) => `${path}: ${error}`));
      // Mailed links are used up by whom they were sent to.
      const links = page.locator('a[href]:not([download], .mail *)');
      for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!))) {
        if (!/^(mailto|tel):/.test(href)) add(href, path);
      }
    }
    await context.close();
    test.info().annotations.push({ type: 'pages', description: String(walked) });
    // A walk that ends at the door has seen nothing.
    expect(walked).toBeGreaterThan(5);
    if (findings.length > 0) await test.info().attach('findings', { body: findings.join('\n'), contentType: 'text/plain' });
    expect(findings).toEqual([]);
  });
}
