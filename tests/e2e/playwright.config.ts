import { defineConfig } from 'playwright/test';

const base = process.env['SITE_BASE'] ?? '/';

/** The built site in a real Chromium, served as a static host would. No retries: a flake is a bug. */
export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  /** Generous: two browsers and two simulators share what may be two busy cores. */
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ...(process.env['E2E_REPORT'] ? [['json', { outputFile: process.env['E2E_REPORT'] }] as [string, object]] : []),
  ],
  use: {
    /** Only the offline tests want one: it fetches the whole site. */
    serviceWorkers: 'block',
    baseURL: `http://127.0.0.1:4387${base}`,
    launchOptions: {
      ...(process.env['CHROMIUM'] ? { executablePath: process.env['CHROMIUM'] } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: 'node ../../scripts/serve.ts --port 4387',
    url: `http://127.0.0.1:4387${base}`,
    reuseExistingServer: false,
  },
});
