/**
 * A step of `npm test` as a proof: its rounds are tests.
 *
 * @param {import('../lib/step-runner.mjs').Step} step
 * @param {readonly string[]} [files] these of it
 * @returns {Promise<import('./provables.mjs').Outcome>}
 */
export async function runStep(step, files) {
  const { passed, failed, output = '' } = await step.run(files);
  const rounds = { done: passed, of: passed + failed };
  return failed === 0 ? { ok: true, rounds } : { ok: false, rounds, output };
}
