import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBrokers, missingBrokers } from './brokers.mjs';
import { runNode } from './child-process.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureExternalPostgres } from './external-postgres.mjs';
import { memoryFolder } from './memory-folder.mjs';
import { ensurePgBouncer } from './pgbouncer.mjs';
import {
  commandStep,
  counted,
  lint,
  root,
  structure,
  temporaryFile,
  types,
  vitestStep,
} from './quick-steps.mjs';
import { countPlaywright } from './test-counts.mjs';

/** @typedef {import('./step-runner.mjs').Step} Step */

/** For steps with databases: their files in memory, unless a place for them was named. */
export const inMemory = () => {
  const folder = process.env.TMPDIR ? undefined : memoryFolder();
  return folder === undefined ? {} : { TMPDIR: folder };
};

/** The generated reference in docs/reference, held against what it is generated from. */
const reference = commandStep('reference', [
  'node_modules/tsx/dist/cli.mjs',
  'scripts/reference/generate.ts',
  '--check',
]);

const build = commandStep('build', ['node_modules/turbo/bin/turbo', 'run', 'build'], {
  timeout: 240,
  env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
});

/**
 * Everything. What takes longest begins first, and the rest runs beside it; the browser is quick to give up
 * on a machine that does something else.
 *
 * @param {(line: string) => void} print
 * @returns {readonly Step[]}
 */
export function allSteps(print) {
  return [
    databaseStepWithTools(print),
    lint,
    types,
    structure,
    vitestStep('unit', 180),
    reference,
    // Beside the databases there is no processor to spare, and each process would load Mantine for itself.
    vitestStep('component', 300, { workers: 1 }),
    build,
    browserStep(print),
  ];
}

/** @typedef {Pick<import('./child-process.mjs').CommandOptions, 'env' | 'onOutput'>} TestOptions */

/** What tests leave to chance hangs on this; given, or drawn for this run. */
const seed = process.env.PROOF_SEED || `${randomInt(2 ** 31)}`;

/**
 * The tests with a database.
 *
 * @param {TestOptions} [options]
 * @returns {Step}
 */
export function databaseStep({ env, ...options } = {}) {
  return vitestStep('database', 2400, {
    env: { ...inMemory(), PROOF_SEED: seed, ...env },
    ...options,
  });
}

/**
 * With a PostgreSQL of the machine's own packages beside the embedded one, a pooler, and brokers of messages. What
 * could not be tried without them stands in the step's line.
 *
 * @returns {Step}
 */
function databaseStepWithTools(/** @type {(line: string) => void} */ print) {
  const step = databaseStep();
  /** @type {Promise<readonly [number | undefined, boolean, readonly string[]]> | undefined} */
  let fetched;
  const fetchTools = () => {
    const fetching = (/** @type {string} */ what) => () => print(`  fetching ${what} from Debian`);
    fetched ??= Promise.all([
      ensureExternalPostgres({ onFetch: fetching('PostgreSQL with its client tools') }).catch(
        () => undefined,
      ),
      ensurePgBouncer({ onFetch: fetching('PgBouncer') }).catch(() => false),
      ensureBrokers({ onFetch: fetching('brokers of messages') }).catch(missingBrokers),
    ]);
    return fetched;
  };
  return {
    ...step,
    prepare: () => void fetchTools(),
    async run(files) {
      const [major, hasPooler, missing] = await fetchTools();
      const result = await step.run(files);
      const covered = [
        major === undefined
          ? 'NOT COVERED: backups with pg_dump, there are no client tools of PostgreSQL here'
          : `backups with pg_dump ${major} included`,
        hasPooler
          ? 'a pooler included'
          : 'NOT COVERED: a pooler before the database, there is no PgBouncer here',
        missing.length === 0
          ? 'brokers of messages included'
          : `NOT COVERED: messages over ${missing.join(' and ')}, not installed here`,
      ];
      const note = [result.note, ...covered, `seed ${seed}`].filter(Boolean).join('; ');
      return { ...result, note };
    },
  };
}

/**
 * The tests in a browser.
 *
 * @param {(line: string) => void} print
 * @param {TestOptions} [options]
 * @returns {Step}
 */
export function browserStep(print, { env, ...options } = {}) {
  /** @type {Promise<string> | undefined} */
  let chromium;
  const fetchChromium = () => {
    chromium ??= ensureChromium({ onFetch: (from) => print(`  fetching Chromium from ${from}`) });
    return chromium;
  };
  return {
    name: 'browser',
    needs: ['build'],
    takesFiles: true,
    alone: true,
    prepare: () => void fetchChromium().catch(() => undefined),
    async run(files = []) {
      const cli = createRequire(join(root, 'apps/web/package.json')).resolve(
        '@playwright/test/cli',
      );
      const report = temporaryFile('playwright.json');
      const { ok, output } = await runNode(
        [
          ...[cli, 'test', '--config=apps/web/playwright.config.ts', '--reporter=list,json'],
          ...files.map(asPattern),
        ],
        {
          cwd: root,
          timeout: 1200,
          env: {
            NO_COLOR: '1',
            ...inMemory(),
            PROOF_SEED: seed,
            CHROMIUM_PATH: await fetchChromium(),
            PLAYWRIGHT_JSON_OUTPUT_FILE: report.path,
            ...env,
          },
          ...options,
        },
      );
      const result = counted(countPlaywright(report.take(), ok), output);
      return { ...result, note: `${result.note}; seed ${seed}` };
    },
  };
}

/** Playwright takes files as regular expressions. */
const asPattern = (/** @type {string} */ path) => path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
