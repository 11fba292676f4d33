import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Three projects, told apart by what they need: nothing, a real PostgreSQL, or a DOM.
// The browser tests are Playwright's (apps/web/playwright.config.ts).
export default defineConfig({
  test: {
    // One more than cores: much of the time a test waits for PostgreSQL or for a process that it started.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['**/tests/**'],
          environment: 'node',
          // Pure functions leave nothing behind, so the files can share a process.
          isolate: false,
          // On a busy machine a property's hundred runs take more than the five seconds that are usual.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          include: [
            'packages/*/tests/**/*.test.ts',
            'apps/{server,cli}/tests/**/*.test.ts',
            'scripts/*/tests/**/*.test.ts',
          ],
          environment: 'node',
          // What a file needs of its own is its database. Loading the sources again for each would take
          // longer than most of them run.
          isolate: false,
          globalSetup: [
            'packages/testkit/src/global-setup.ts',
            'packages/testkit/src/compile-programs.ts',
            'packages/testkit/src/proof-seed.ts',
          ],
          // Only what hangs is to end by its time, not what a busy machine makes slow.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'component',
          include: ['apps/web/src/**/*.test.tsx'],
          environment: 'jsdom',
          // Making the DOM and loading React and Mantine again for each file would take longer than its tests.
          isolate: false,
          setupFiles: ['apps/web/component-setup.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
