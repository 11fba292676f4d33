import { join } from 'node:path';
import { runQuietly } from './child-process.mjs';
import { stage } from './stage.mjs';

/**
 * Builds the apps; what did not change comes from turbo's cache.
 *
 * @param {string} root the checkout
 */
export async function build(root) {
  await stage('Building', () =>
    runQuietly(join(root, 'node_modules/turbo/bin/turbo'), ['run', 'build'], {
      cwd: root,
      env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    }),
  );
}
