/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * From the report of Vitest's `json` reporter. A file that could not even be loaded counts as a failed
 * test, and so does a run that failed for another reason than its tests.
 *
 * @param {any} report undefined where Vitest wrote none
 * @param {boolean} ok whether Vitest ended with code 0
 * @returns {Counts}
 */
export function countVitest(report, ok) {
  const files = report?.testResults ?? [];
  const broken = files.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' &&
      !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  ).length;
  return complete(
    {
      passed: report?.numPassedTests ?? 0,
      failed: (report?.numFailedTests ?? 0) + broken,
      skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    },
    ok,
  );
}

/**
 * From the report of Playwright's `json` reporter. A test that passed only when it was repeated failed.
 *
 * @param {any} report undefined where Playwright wrote none
 * @param {boolean} ok whether Playwright ended with code 0
 * @returns {Counts}
 */
export function countPlaywright(report, ok) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return complete({ passed: expected, failed: unexpected + flaky, skipped }, ok);
}

/**
 * Nothing that went wrong may look like success, and neither may a run of no tests at all.
 *
 * @param {Counts} counts
 * @param {boolean} ok
 */
function complete(counts, ok) {
  const silent = counts.failed === 0 && (!ok || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}
