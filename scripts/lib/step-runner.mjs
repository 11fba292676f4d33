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
 * @property {() => void} [prepare] begins something slow that it will need, while others run
 * @property {() => Promise<StepResult>} run
 */

/**
 * Runs the steps one after another, each with a line; after a failure it prints that step's output and
 * goes on. The last line is the sum over all of them.
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
  for (const step of steps) {
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
  }
  if (failedSteps.length > 0) print(`Failed: ${failedSteps.join(', ')}`);
  print(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0;
}

/**
 * The steps of those names, with what they need, in the list's order; all when no name is given.
 *
 * @param {readonly Step[]} steps
 * @param {readonly string[]} names
 * @throws {Error} for a name that no step has
 */
export function selectSteps(steps, names) {
  if (names.length === 0) return steps;
  const wanted = new Set(names);
  for (const name of wanted) {
    const step = steps.find((each) => each.name === name);
    if (!step) {
      throw new Error(
        `No step is called ${name}; there are: ${steps.map((each) => each.name).join(', ')}`,
      );
    }
    for (const need of step.needs ?? []) wanted.add(need);
  }
  return steps.filter((step) => wanted.has(step.name));
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

function framed(/** @type {string} */ name, /** @type {string} */ output) {
  const line = '─'.repeat(20);
  return `${line} ${name} ${line}\n${output.trim()}\n${line} end of ${name} ${line}`;
}
