// `npm run atelier -- …`: becomes the command line, built anew where its sources changed. Nothing but
// Node's own modules is imported before the install, for in a fresh clone there is nothing else.
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from './lib/build.mjs';
import { endOnSignal } from './lib/child-process.mjs';
import { install } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { StageError } from './lib/stage.mjs';

const root = resolve(import.meta.dirname ?? '.', '..');
const program = join(root, 'apps/cli/dist/main.js');

try {
  requireNode();
  const stopListening = endOnSignal();
  await install(root, process.stderr);
  if (isOutdated()) {
    await build(root, { only: '@atelier/cli', out: process.stderr });
    // What comes from turbo's cache may bear the time at which it was first built.
    utimesSync(program, new Date(), new Date());
  }
  stopListening();
} catch (error) {
  if (!(error instanceof StageError)) throw error;
  console.error(error.message);
  process.exit(1);
}
// Not a literal path: it is made by the build, and no source for the type-check.
await import(new URL('../apps/cli/dist/main.js', import.meta.url).href);

/** Whether a source that the program is built from was changed, added or removed since. */
function isOutdated() {
  const builtAt = timeOf(program);
  return (
    builtAt === undefined ||
    ['packages/domain/src', 'packages/db/src', 'packages/lifecycle/src', 'apps/cli/src'].some(
      (folder) => isNewer(join(root, folder), builtAt),
    )
  );
}

/**
 * A file, or the list of a folder anywhere below.
 *
 * @returns {boolean}
 */
function isNewer(/** @type {string} */ folder, /** @type {number} */ builtAt) {
  if ((timeOf(folder) ?? 0) > builtAt) return true;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? isNewer(path, builtAt) : (timeOf(path) ?? 0) > builtAt;
  });
}

/** @returns {number | undefined} */
function timeOf(/** @type {string} */ path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
