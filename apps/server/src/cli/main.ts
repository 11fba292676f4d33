import { join, resolve } from 'node:path';
import { readEnvironment } from '../env.ts';
import { runCommandLine } from './run-command-line.ts';

/** The same from `src/cli` and from the bundle in `dist/cli`. */
const checkoutRoot = resolve(import.meta.dirname, '../../../..');

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  environment: readEnvironment(checkoutRoot),
  checkoutRoot,
  migrationsFolder: join(checkoutRoot, 'packages/db/migrations'),
  seedsFolder: join(checkoutRoot, 'packages/db/seeds'),
});
