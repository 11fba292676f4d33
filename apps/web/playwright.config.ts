import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../../scripts/lib/chromium.mjs';

const executablePath = findChromium();

// The really built app, on a database of its own that goes with it. It takes a free port and prints its address and
// what its data folder was copied from, which Playwright waits for and puts into the environment.
export default defineConfig({
  testDir: join(import.meta.dirname, 'e2e'),
  outputDir: join(import.meta.dirname, 'test-results'),
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Only what hangs is to end by its time, not what a busy machine makes slow.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: process.env.CI ? 'list' : 'line',
  webServer: {
    // In place of the shell, so that it sees when Playwright is gone.
    command: `${process.platform === 'win32' ? '' : 'exec '}node --import tsx e2e/serve.ts`,
    cwd: import.meta.dirname,
    wait: {
      stdout:
        /Atelier is ready: (?<atelier_url>http\S+) over a copy of "(?<atelier_prepared_folder>.*)"/,
    },
    timeout: 90_000,
    // Without this it would be killed outright, and its PostgreSQL live on.
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
  use: {
    ...(process.env.ATELIER_URL ? { baseURL: process.env.ATELIER_URL } : {}),
    // Transitions would be half-way when axe looks at contrasts.
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'UTC',
    // Writing down actions and requests takes a sixth of the processor time, and is thrown away when a test
    // passes. What failed says where, and how the page stood; a trace comes with `--trace on`.
    trace: 'off',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        // Nothing beside the app: on a closed network each of these is a refused connection.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
