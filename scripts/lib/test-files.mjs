import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runNode } from './child-process.mjs';
import { StageError } from './stage.mjs';

/**
 * A file with tests, and the step of `npm test` that runs it.
 *
 * @typedef {object} TestFile
 * @property {string} step
 * @property {string} path from the root, with `/`
 */

/**
 * Every file with tests: Vitest tells its own by project, Playwright's are the specs in one folder.
 *
 * @param {string} root the checkout, with its dependencies installed
 * @returns {Promise<readonly TestFile[]>}
 */
export async function findTestFiles(root) {
  const { ok, output } = await runNode(
    ['node_modules/vitest/vitest.mjs', 'list', '--filesOnly', '--json'],
    { cwd: root, env: { NO_COLOR: '1' }, timeout: 60 },
  );
  if (!ok) throw new StageError(output.trimEnd());
  /** @type {{file: string, projectName: string}[]} */
  const listed = JSON.parse(output.slice(output.indexOf('[')));
  const path = (/** @type {string} */ file) => relative(root, file).split(sep).join('/');
  return [
    ...listed.map(({ file, projectName }) => ({ step: projectName, path: path(file) })),
    ...filesBelow(join(root, 'apps/web/e2e'))
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => ({ step: 'browser', path: path(file) })),
  ];
}

/**
 * @param {string} folder
 * @returns {string[]} the paths of all files in it, at any depth
 */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
    return [path];
  });
}
