import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest } from './test-counts.mjs';

describe("Vitest's report", () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  });

  test('tests are counted', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      numPendingTests: 1,
      testResults: [file('failed', 'passed', 'passed', 'failed')],
    };
    expect(countVitest(report, false)).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  test('a file that does not load is a failure', () => {
    const report = { numPassedTests: 1, testResults: [file('passed', 'passed'), file('failed')] };
    expect(countVitest(report, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('an error outside all tests is a failure', () => {
    const report = { numPassedTests: 1, testResults: [file('passed', 'passed')] };
    expect(countVitest(report, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('no tests, or no report, is a failure', () => {
    expect(countVitest({ testResults: [] }, true).failed).toBe(1);
    expect(countVitest(undefined, true).failed).toBe(1);
  });
});

describe("Playwright's report", () => {
  test('a test that had to be repeated has failed', () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } };
    expect(countPlaywright(report, false)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  test('no report is a failure, and so is an error outside all tests', () => {
    expect(countPlaywright(undefined, false).failed).toBe(1);
    expect(countPlaywright({ stats: { expected: 3 } }, false).failed).toBe(1);
  });
});
