import { endOnSignal } from './child-process.mjs';
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { root } from './quick-steps.mjs';
import { select } from './selection.mjs';
import { runSteps } from './step-runner.mjs';
import { findTestFiles } from './test-files.mjs';

/**
 * The body of `npm test` and `npm run check`: installs what is missing, runs what the command line chooses
 * (everything when it says nothing), and sets the exit code. Its last line is `N passed, N failed`.
 *
 * @param {readonly import('./step-runner.mjs').Step[]} steps
 * @param {(line: string) => void} print
 */
export async function runTests(steps, print) {
  endOnSignal();
  let selected;
  try {
    requireNode();
    await install(root);
    selected = await select(steps, process.argv.slice(2), () => findTestFiles(root));
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    print('0 passed, 1 failed');
    process.exitCode = 1;
    return;
  }
  // Colours and questions are for people; the steps' output is kept and shown only after a failure.
  process.env.CI = 'true';
  if (!(await runSteps(selected, print))) process.exitCode = 1;
}
