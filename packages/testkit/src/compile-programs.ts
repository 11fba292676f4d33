import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';

const checkoutRoot = resolve(import.meta.dirname, '../../..');
const cache = join(checkoutRoot, '.cache/test-programs');

/** What tests start as processes of their own, dozens of times. */
const sources = [
  'apps/server/src/main.ts',
  'apps/server/src/worker.ts',
  'apps/cli/src/main.ts',
  'apps/cli/tests/killed-cli.ts',
  'apps/server/tests/kernel/live/publishing-process.ts',
  'apps/server/tests/miniatures/reliability/crash-server.ts',
  'packages/api/tests/orchestra/tls-calls.ts',
  'packages/api/tests/orchestra/worker-process.ts',
  'packages/engine/tests/worker-process.ts',
  'packages/lifecycle/tests/convert/killed-conversion.ts',
  'packages/lifecycle/tests/adopt/fixtures/adopt-or-release.ts',
  'packages/lifecycle/tests/migrate/fixtures/run-migrations.ts',
];

/**
 * Packages with programs of the machine or of WebAssembly, which they look for beside themselves. All others are
 * compiled into the programs: finding their hundreds of files is half of what a start costs.
 */
const staysOutside = [
  '@node-rs/argon2',
  '@node-rs/bcrypt',
  'libpg-query',
  'pgsql-deparser',
  'pgsql-parser',
];

/** What Knex and the driver would load for other databases, or if it were installed. */
const neverLoaded = [
  'better-sqlite3',
  'mariadb/callback',
  'mysql',
  'mysql2',
  'oracledb',
  'pg-native',
  'pg-query-stream',
  'sqlite3',
  'tedious',
];

/**
 * Vitest's global setup: compiles the programs from their sources as they are now, for
 * `programArguments`. tsx would need two seconds to start each, and that hundreds of times.
 */
export async function setup(project: TestProject): Promise<() => void> {
  removeThoseOfDeadRuns();
  const outDir = join(cache, String(process.pid));
  const input = Object.fromEntries(sources.map((path) => [path.replace(/\.ts$/, ''), path]));
  await build({
    configFile: false,
    root: checkoutRoot,
    logLevel: 'error',
    plugins: [placesOfSources],
    build: {
      ...{ ssr: true, target: 'node20', outDir },
      rolldownOptions: { input, external: neverLoaded },
    },
    ssr: { noExternal: true, external: staysOutside },
  });
  project.provide(
    'programs',
    Object.fromEntries(
      Object.entries(input).map(([name, path]) => [
        join(checkoutRoot, path),
        join(outDir, `${name}.js`),
      ]),
    ),
  );
  return () => rmSync(outDir, { recursive: true, force: true });
}

/** A module finds the files beside its source, wherever its code comes to lie. */
const placesOfSources: Plugin = {
  name: 'places-of-sources',
  transform: (code, id) =>
    code.includes('import.meta.dirname')
      ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      : undefined,
};

function removeThoseOfDeadRuns(): void {
  for (const pid of namesIn(cache)) {
    if (!isAlive(Number(pid))) rmSync(join(cache, pid), { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
