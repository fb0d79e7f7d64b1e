// What every test of a page checks, and how tests sign in.

import axe from 'axe-core';
import { expect, test as base, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { SlowNetwork } from './slow_network';

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };
/** A phone, for a browser of one's own. */
export const handheld = { viewport: phone, hasTouch: true, isMobile: true };

/** Notes errors in the console and exceptions of all pages of a context. */
export function watch(context: BrowserContext, errors: string[]) {
  context.on('weberror', (error) => errors.push(error.error().message));
  context.on('console', (message) => {
    // A refused form answers 4xx, and a test may take the connection away: the browser notes both.
    const expected = /the server responded with a status of 4|net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/;
    if (message.type() === 'error' && !expected.test(message.text())) errors.push(message.text());
  });
}

/** Whether pages may run code in the present test. */
let scripts = true;

type Fixtures = {
  noErrors: string[];
  /** A person with a browser of their own. */
  person: (options?: BrowserContextOptions) => Promise<Page>;
  /** Another way to the server; whoever takes its address as base goes that way. */
  network: SlowNetwork;
};

/** Fails a test whose pages write errors to the console, break the content security policy or throw. */
export const test = base.extend<Fixtures>({
  noErrors: [
    async ({ context, javaScriptEnabled }, use) => {
      scripts = javaScriptEnabled !== false;
      const errors: string[] = [];
      watch(context, errors);
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
  person: async ({ browser, noErrors }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch(context, noErrors);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  network: async ({}, use) => {
    const network = new SlowNetwork(Number(process.env.ICUMI_PORT));
    await network.open();
    await use(network);
    network.cut();
  },
});
export { expect };

/** Signs in as one of the demo's people. */
export async function signIn(page: Page, role: string) {
  await page.goto(`/demo/${role}`);
  await expect(page).toHaveURL(/\/home$/);
}

/** Waits until the page is alive; a page without browser code is so at once. */
export async function alive(page: Page) {
  if (scripts && (await page.locator('script[nonce]').count())) await expect(page.locator('html')).toHaveAttribute('data-live', '');
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations of WCAG 2.2 AA and whatever is wider than the screen, at phone and desktop width. */
export async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe.source);
  for (const size of [phone, desktop]) {
    await page.setViewportSize(size);
    const seen = await page.evaluate(async (values) => {
      const { violations } = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
      return {
        violations: violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html).join(' | ')}`),
        overflow: document.documentElement.scrollWidth - innerWidth,
      };
    }, tags);
    found.push(...seen.violations.map((violation) => `${page.url()} ${size.width}: ${violation}`));
    if (seen.overflow > 0) found.push(`${page.url()} is ${seen.overflow} px wider than ${size.width} px`);
  }
  return found;
}

/** Nothing of the kind. */
export async function sound(page: Page) {
  expect(await faults(page)).toEqual([]);
}
