import { endOnSignal } from './child-process.mjs';
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { root } from './quick-steps.mjs';
import { runSteps, selectSteps } from './step-runner.mjs';

/**
 * The body of `npm test` and `npm run check`: installs what is missing, runs the steps that the command
 * line names (all when it names none), and sets the exit code. Its last line is `N passed, N failed`.
 *
 * @param {readonly import('./step-runner.mjs').Step[]} steps
 * @param {(line: string) => void} print
 */
export async function runTests(steps, print) {
  endOnSignal();
  let selected;
  try {
    requireNode();
    selected = selectSteps(steps, process.argv.slice(2));
    await install(root);
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
