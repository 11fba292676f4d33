// `npm run worker`: installs and builds what changed, then becomes a worker that carries test runs out. Nothing but
// Node's own modules is imported before the install, for in a fresh clone there is nothing else.
import { resolve } from 'node:path';
import { build } from './lib/build.mjs';
import { endOnSignal } from './lib/child-process.mjs';
import { followParent } from './lib/follow-parent.mjs';
import { install } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { StageError } from './lib/stage.mjs';

const root = resolve(import.meta.dirname ?? '.', '..');

try {
  requireNode();
  const stopListening = endOnSignal();
  followParent();
  await install(root);
  await build(root, { only: '@atelier/server' });
  stopListening();
} catch (error) {
  if (!(error instanceof StageError)) throw error;
  console.error(error.message);
  process.exit(1);
}
// Not a literal path: it is made by the build, and no source for the type-check.
await import(new URL('../apps/server/dist/worker.js', import.meta.url).href);
