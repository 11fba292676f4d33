import { reasonOf } from './failure-text.ts';
import type { FollowedRun } from './follow-run.ts';

/** A run in the format that build servers read: a test case for each test run. */
export function junitOf({ run, tests }: FollowedRun): string {
  const { FAILED, FAILED_STUCK, SKIPPED, CANCELLED } = run.counts;
  const cases = tests.map(({ name, scenarioKey, status, error, startedAt, finishedAt }) => {
    const seconds =
      startedAt === null || finishedAt === null
        ? 0
        : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
    const head = `    <testcase classname="${text(scenarioKey)}" name="${text(name)}" time="${seconds}"`;
    const why = text(error === null ? status : reasonOf(error).trim());
    switch (status) {
      case 'PASSED':
        return `${head}/>`;
      case 'FAILED':
        return `${head}><failure message="${why}"/></testcase>`;
      case 'SKIPPED':
      case 'CANCELLED':
        return `${head}><skipped message="${why}"/></testcase>`;
      default:
        return `${head}><error message="${why}"/></testcase>`;
    }
  });
  const counts = `tests="${tests.length}" failures="${FAILED}" errors="${FAILED_STUCK}" skipped="${SKIPPED + CANCELLED}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="${text(run.suiteName)}" ${counts} timestamp="${run.startedAt}">
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

/** As an attribute of XML; what XML cannot say is left out. */
function text(value: string): string {
  return value
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
