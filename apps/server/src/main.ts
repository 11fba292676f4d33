import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings, takeEnvironment } from '@atelier/lifecycle/session/env.ts';
import { describeFailure } from '@atelier/lifecycle/terminal/failure-line.ts';
import { createProgress } from '@atelier/lifecycle/terminal/progress.ts';
import { endOnSignals } from './end-on-signals.ts';
import { startApp } from './start-app.ts';

// The same from `src` and from the bundle in `dist`: both lie one folder below the app's.
const checkoutRoot = resolve(import.meta.dirname, '../../..');
const builtWebApp = join(checkoutRoot, 'apps/web/dist');
const folders = {
  migrationsFolder: join(checkoutRoot, 'packages/db/migrations'),
  program: existsSync(join(checkoutRoot, 'scripts/start.mjs')) ? 'npm run atelier --' : 'atelier',
  // In development Vite serves it.
  webRoot: existsSync(builtWebApp) ? builtWebApp : undefined,
};

/** How long a start may go on after it was asked to stop. */
const patienceMs = 2_000;

const progress = createProgress(process.stdout, process.stderr);
const starting = takeEnvironment(checkoutRoot).then((environment) =>
  startApp(readSettings(environment, checkoutRoot), folders, progress),
);

endOnSignals(
  async () => {
    // A start that is nearly done is finished first, to be ended in order. One that hangs is not: the
    // embedded server is told to end by a hook on the exit.
    const app = await Promise.race([starting, sleep(patienceMs)]).catch(endBadly);
    if (app === undefined) process.exit(130);
    progress.begin('Stopping');
    await app.close().catch(endBadly);
    progress.finish();
    process.exit();
  },
  () => process.exit(130),
);

process.on('uncaughtException', endBadly);
process.on('unhandledRejection', endBadly);

function endBadly(error: unknown): never {
  progress.fail(describeFailure(error, folders.program));
  process.exit(1);
}

starting.then(({ url, firstAdminLink }) => {
  console.log(`\nAtelier is ready: ${url}\n`);
  if (firstAdminLink === undefined) return;
  console.log(
    `There is no administrator yet. Whoever opens this becomes one; it works once, for a day:\n  ${firstAdminLink}\n`,
  );
}, endBadly);
