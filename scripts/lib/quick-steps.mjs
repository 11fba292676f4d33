import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runNode } from './child-process.mjs';
import { countVitest } from './test-counts.mjs';

/** @typedef {import('./step-runner.mjs').Step} Step */
/** @typedef {import('./step-runner.mjs').StepResult} StepResult */

export const root = resolve(import.meta.dirname, '../..');

/** Biome: formatting, lint rules and the order of imports, in one pass. */
export const lint = commandStep('lint', [
  'node_modules/@biomejs/biome/bin/biome',
  'check',
  '--error-on-warnings',
  '--colors=off',
  '.',
]);

/** @type {Step} */
export const types = {
  name: 'types',
  async run() {
    const projects = typescriptProjects();
    const queue = [...projects];
    /** @type {string[]} */
    const problems = [];
    const checkNext = async () => {
      for (let project = queue.shift(); project; project = queue.shift()) {
        const { ok, output } = await runNode(
          // As many run beside each other as there are cores. More threads in each check the same types twice.
          [
            'node_modules/typescript/bin/tsc',
            '-p',
            project,
            '--pretty',
            'false',
            '--checkers',
            '1',
          ],
          // It lives for seconds: collecting its garbage as often as usual takes a third of its time.
          { cwd: root, timeout: 180, env: { GOGC: '400' } },
        );
        if (!ok) problems.push(output);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, checkNext));
    return oneTest(problems.length === 0, problems.join(''), `${projects.length} projects`);
  },
};

/** Who imports whom, purity of the domain, names and sizes of files. */
export const structure = commandStep('structure', [
  'node_modules/tsx/dist/cli.mjs',
  'scripts/check-structure.ts',
]);

/**
 * One project of vitest.config.ts.
 *
 * @param {string} project
 * @param {number} timeout
 * @param {Pick<import('./child-process.mjs').CommandOptions, 'env' | 'onOutput'> & {workers?: number}} [options]
 * with how many processes, where they are not to be as many as vitest.config.ts says
 */
export function vitestStep(project, timeout, { env, workers, ...options } = {}) {
  /** @type {Step} */
  const step = {
    name: project,
    takesFiles: true,
    async run(files = []) {
      const report = temporaryFile('vitest.json');
      const { ok, output } = await runNode(
        [
          'node_modules/vitest/vitest.mjs',
          'run',
          `--project=${project}`,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report.path}`,
          ...(workers === undefined ? [] : [`--maxWorkers=${workers}`]),
          ...files,
        ],
        { cwd: root, timeout, env: { NO_COLOR: '1', ...env }, ...options },
      );
      return counted(countVitest(report.take(), ok), output);
    },
  };
  return step;
}

/** Every folder with a TypeScript project: the root, the packages and the apps. */
function typescriptProjects() {
  const inside = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name)),
  );
  return ['.', ...inside].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
}

/**
 * A step that is one program, and counts as one test.
 *
 * @param {string} name
 * @param {readonly string[]} args of Node, from the root
 * @param {Partial<Step> & {timeout?: number, env?: NodeJS.ProcessEnv}} [more]
 * @returns {Step}
 */
export function commandStep(name, args, { timeout = 180, env, ...more } = {}) {
  return {
    name,
    async run() {
      const { ok, output } = await runNode(args, {
        cwd: root,
        timeout,
        env: { NO_COLOR: '1', ...env },
      });
      return oneTest(ok, output);
    },
    ...more,
  };
}

/** @returns {StepResult} */
function oneTest(
  /** @type {boolean} */ ok,
  /** @type {string} */ output,
  /** @type {string | undefined} */ note = undefined,
) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output, ...(note ? { note } : {}) };
}

/** @returns {StepResult} */
export function counted(
  /** @type {import('./test-counts.mjs').Counts} */ { passed, failed, skipped },
  /** @type {string} */ output,
) {
  const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`;
  return { passed, failed, output, note: skipped > 0 ? `${counts}, ${skipped} skipped` : counts };
}

/** Where a test runner is to write its report, which `take` reads and removes. */
export function temporaryFile(/** @type {string} */ name) {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-report-'));
  const path = join(folder, name);
  return {
    path,
    take() {
      const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
      rmSync(folder, { recursive: true });
      return report;
    },
  };
}
