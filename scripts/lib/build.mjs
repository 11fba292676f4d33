import { join } from 'node:path';
import { runQuietly } from './child-process.mjs';
import { stage } from './stage.mjs';

/**
 * Builds the apps; what did not change comes from turbo's cache.
 *
 * @param {string} root the checkout
 * @param {{only?: string, out?: NodeJS.WriteStream}} [options] the name of one app, else all are built;
 * where the stage shows
 */
export async function build(root, { only, out } = {}) {
  const args = ['run', 'build', ...(only === undefined ? [] : [`--filter=${only}`])];
  await stage(
    'Building',
    () =>
      runQuietly(join(root, 'node_modules/turbo/bin/turbo'), args, {
        cwd: root,
        env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      }),
    out,
  );
}
