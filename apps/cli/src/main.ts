import { join, resolve } from 'node:path';
import { takeEnvironment } from '@atelier/lifecycle/session/env.ts';
import { describeFailure } from '@atelier/lifecycle/terminal/failure-line.ts';
import { areas } from './areas.ts';
import { exitCodes } from './kernel/command.ts';
import { runCommandLine } from './kernel/run-command-line.ts';

/** The same from `src` and from the bundle in `dist`. */
const checkoutRoot = resolve(import.meta.dirname, '../../..');

// What is half done is rolled back, or found by the next command; the embedded server is ended by a hook
// on the exit, which a bare signal would get past.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}

// Whoever reads has read enough, such as `head`. A command that changes data goes on to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await takeEnvironment(checkoutRoot).then(
  (environment) =>
    runCommandLine({
      words: process.argv.slice(2),
      areas,
      environment,
      checkoutRoot,
      migrationsFolder: join(checkoutRoot, 'packages/db/migrations'),
      seedsFolder: join(checkoutRoot, 'packages/db/seeds'),
    }),
  (error: unknown) => {
    console.error(`✗ ${describeFailure(error, 'atelier')}`);
    return exitCodes.failed;
  },
);
