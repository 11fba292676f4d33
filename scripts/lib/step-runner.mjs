/**
 * @typedef {object} StepResult
 * @property {number} passed
 * @property {number} failed
 * @property {string} [note] shown beside the result
 * @property {string} [output] shown when something failed
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} [needs] steps that must have passed before; they are run as well
 * @property {boolean} [takesFiles] it can run some of its files alone
 * @property {boolean} [alone] nothing else runs meanwhile
 * @property {() => void} [prepare] begins something slow that it will need, while others run
 * @property {(files?: readonly string[]) => Promise<StepResult>} run all, or these files from the root
 */

/** Steps at the same time: each is half idle, waiting for files, processes or a database. */
const lanes = 2;

/**
 * Runs the steps in their order, two at a time where they may, each with a line when it is over; after a
 * failure it prints that step's output and goes on. The last line is the sum over all of them.
 *
 * @param {readonly Step[]} steps
 * @param {(line: string) => void} print
 * @returns {Promise<boolean>} whether something passed and nothing failed
 */
export async function runSteps(steps, print) {
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const failedSteps = [];
  for (const step of steps) step.prepare?.();

  /** @param {Step} step */
  const run = async (step) => {
    const startedAt = performance.now();
    const blocker = step.needs?.find((name) => failedSteps.includes(name));
    const result = blocker ? notRun(blocker) : await step.run().catch(broken);
    total.passed += result.passed;
    total.failed += result.failed;
    print(resultLine(step.name, result, (performance.now() - startedAt) / 1000));
    if (result.failed > 0) {
      failedSteps.push(step.name);
      if (result.output) print(framed(step.name, result.output));
    }
  };
  const waiting = [...steps];
  /** @type {Map<Step, Promise<void>>} */
  const running = new Map();
  while (waiting.length + running.size > 0) {
    const next = waiting.findIndex((step) => mayStart(step, waiting, [...running.keys()]));
    if (next < 0) {
      await Promise.race(running.values());
      continue;
    }
    for (const step of waiting.splice(next, 1)) {
      running.set(
        step,
        run(step).finally(() => running.delete(step)),
      );
    }
  }
  if (failedSteps.length > 0) print(`Failed: ${failedSteps.join(', ')}`);
  print(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0;
}

function mayStart(
  /** @type {Step} */ step,
  /** @type {readonly Step[]} */ waiting,
  /** @type {readonly Step[]} */ running,
) {
  if (running.length >= (step.alone ? 1 : lanes) || running.some(({ alone }) => alone))
    return false;
  return ![...waiting, ...running].some(({ name }) => step.needs?.includes(name));
}

/** @returns {StepResult} */
function notRun(/** @type {string} */ blocker) {
  return { passed: 0, failed: 1, note: `not run, because ${blocker} failed` };
}

/** @returns {StepResult} */
function broken(/** @type {unknown} */ error) {
  return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
}

function resultLine(
  /** @type {string} */ name,
  /** @type {StepResult} */ { failed, note },
  /** @type {number} */ seconds,
) {
  const mark = failed > 0 ? '✗' : '✓';
  return `${mark} ${name}${note ? `: ${note}` : ''} (${seconds.toFixed(1)} s)`;
}

export function framed(/** @type {string} */ name, /** @type {string} */ output) {
  const line = '─'.repeat(20);
  return `${line} ${name} ${line}\n${output.trim()}\n${line} end of ${name} ${line}`;
}
