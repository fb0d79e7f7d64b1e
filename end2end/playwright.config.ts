// Browser tests against the real server with the demo competition, each run with a database of its own.
// The port and the folder are chosen once and handed to the workers by environment variables.

import { defineConfig, devices } from '@playwright/test';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(String(typeof address === 'object' && address?.port)));
    });
  });
}

process.env.ICUMI_PORT ??= await freePort();
process.env.ICUMI_FOLDER ??= mkdtempSync(join(tmpdir(), 'icumi-'));
const { ICUMI_PORT: port, ICUMI_FOLDER: folder } = process.env;
// A copy elsewhere can be tested while this one is built.
const { ICUMI_BINARY: binary = 'target/debug/icumi', ICUMI_SITE: site = 'target/site' } = process.env;

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  globalTeardown: './teardown.ts',
  fullyParallel: true,
  workers: 4,
  forbidOnly: !!process.env.CI,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'en-GB',
    timezoneId: 'Africa/Kigali',
    actionTimeout: 15_000,
    // Recording every test costs a third of its time: `playwright test --trace retain-on-failure` where a screenshot is not enough.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: existsSync(chromium) ? chromium : undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'] } }],
  webServer: {
    // The server's own words, sign-in links among them, go to a file that tests may read.
    command: [
      `exec '${binary}' demo`,
      `--site '${site}'`,
      `--addr 127.0.0.1:${port}`,
      `--database 'sqlite://${folder}/icumi.db?mode=rwc'`,
      `--mail-folder '${folder}/mail'`,
      `--files '${folder}/files'`,
      `--uploads '${folder}/uploads'`,
      '--sign-in-burst 10000',
      `>'${folder}/server.log' 2>&1`,
    ].join(' '),
    cwd: '..',
    url: `http://127.0.0.1:${port}/`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
