import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly } from './child-process.mjs';
import { StageError, stage } from './stage.mjs';

/**
 * Installs the dependencies with `npm ci`, but only when the lockfile is another one than at the last
 * installation, or the platform is.
 *
 * @param {string} root the checkout
 * @param {NodeJS.WriteStream} [out] where the stage shows
 */
export async function install(root, out) {
  const stampFile = join(root, 'node_modules', '.atelier-install');
  const stamp = stampOf(root);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === stamp) return;
  await stage(
    'Installing',
    () =>
      runQuietly(
        npmScript(),
        ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
        {
          cwd: root,
          // Development dependencies build the app, whatever NODE_ENV says.
          env: { NODE_ENV: 'development' },
        },
      ),
    out,
  );
  // Last, and npm ci begins by removing node_modules: an interrupted installation leaves no stamp.
  writeFileSync(stampFile, `${stamp}\n`);
}

/** Some packages bring programs, so the same lockfile means something else on another platform. */
function stampOf(/** @type {string} */ root) {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8').replaceAll('\r\n', '\n');
  const hash = createHash('sha256').update(lockfile).digest('hex');
  return `${hash} ${process.platform} ${process.arch}`;
}

/** The npm that runs us, else the one that came with Node. */
export function npmScript() {
  const beside = dirname(process.execPath);
  const found = [
    process.env.npm_execpath ?? '',
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
  ].find((path) => /npm-cli\.c?js$/.test(path) && existsSync(path));
  if (found) return found;
  throw new StageError('✗ npm was not found. Run `npm ci`, then this again with npm.');
}
