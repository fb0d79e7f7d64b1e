// A file on a bad connection: it goes on where it stopped, and is there once and whole.

import { alive, expect, signIn, sound, test } from './frame';
import { writeFileSync } from 'node:fs';

const SIZE = 8 * 1024 * 1024;

test('an upload goes on by itself after the connection was lost, and after a reload', async ({ page }, info) => {
  const plan = info.outputPath('Plan of the kiln.pdf');
  writeFileSync(plan, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(SIZE - 9, 'plan ')]));
  await signIn(page, 'lead');
  const proposal = (await page.locator('a[href^="/proposals/"]').first().getAttribute('href'))!;
  await page.goto(proposal);
  await page.getByRole('link', { name: 'Files' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Files' })).toBeVisible();
  await sound(page);
  await alive(page);

  const sent: number[] = [];
  let lost = 1;
  await page.route('**/files/uploads/*', async (route) => {
    const offset = route.request().headers()['upload-offset'];
    if (offset === undefined) return route.continue();
    // The fourth piece finds no connection, once; the eighth never arrives.
    if (sent.length === 3 && lost-- > 0) return route.abort('internetdisconnected');
    if (sent.length === 7) return;
    sent.push(Number(offset));
    return route.continue();
  });
  const status = page.getByRole('status');
  await page.getByLabel('File', { exact: true }).setInputFiles(plan);
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(status).toHaveText(/^No connection/);
  await expect(status).toHaveText('The file is being uploaded.');
  await expect(page.getByText('43 %')).toBeVisible();
  await sound(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status).toHaveText(/^Paused/);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible();

  await page.reload();
  await alive(page);
  await expect(page.getByText('Not finished yet')).toBeVisible();
  await expect(page.getByText('43 % of 8 MB')).toBeVisible();
  await sound(page);
  await page.unroute('**/files/uploads/*');
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']));
  });
  await page.getByLabel('File', { exact: true }).setInputFiles(plan);
  await page.getByRole('button', { name: 'Upload' }).click();
  const link = page.getByRole('link', { name: 'Plan of the kiln.pdf' });
  await expect(link).toBeVisible();
  await expect(page.getByText('PDF · 8 MB')).toBeVisible();
  // Every piece was sent once.
  expect(sent).toEqual([...Array(16).keys()].map((piece) => piece * 512 * 1024));
  const saved = await page.request.get((await link.getAttribute('href'))!);
  expect((await saved.body()).length).toBe(SIZE);
  await sound(page);
});

test('a file that is not taken is refused beside the field, in words', async ({ page }, info) => {
  const program = info.outputPath('plan.pdf');
  writeFileSync(program, 'MZ this is a program');
  await signIn(page, 'lead');
  const proposal = (await page.locator('a[href^="/proposals/"]').first().getAttribute('href'))!;
  await page.goto(`${proposal}/files`);
  await alive(page);
  const input = page.getByLabel('File', { exact: true });
  await input.setInputFiles(program);
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByText(/^This is no PDF/)).toBeVisible();
  await expect(input).toBeFocused();
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await sound(page);
});
