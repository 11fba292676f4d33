import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from '../lib/build.mjs';
import { browserStep } from '../lib/full-steps.mjs';
import { filesBelow } from '../lib/test-files.mjs';
import { runStep } from './run-step.mjs';

const specs = 'apps/web/e2e';

/**
 * Runs the browser tests that go through appearances in all of them.
 *
 * @param {Omit<import('./provables.mjs').RunOptions, 'onProgress'> & {onProgress: (done: number) => void}} options
 * @returns {Promise<import('./provables.mjs').Outcome>} its rounds are tests
 */
export async function proveAppearances({ root, seed, onProgress }) {
  await build(root);
  const files = filesBelow(join(root, specs))
    .filter((file) => file.endsWith('.spec.ts'))
    .filter((file) => readFileSync(file, 'utf8').includes('appearances.ts'))
    .map((file) => relative(root, file).split(sep).join('/'));
  let done = 0;
  const step = browserStep(() => {}, {
    env: { PROOF_ROUNDS: 'long', PROOF_SEED: `${seed}` },
    onOutput(text) {
      done += text.match(/^ +[✓✘ok] +\d+ /gm)?.length ?? 0;
      onProgress(done);
    },
  });
  return runStep(step, files);
}
