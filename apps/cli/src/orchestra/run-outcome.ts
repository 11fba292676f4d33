import { writeFile } from 'node:fs/promises';
import type { Outcome } from '../kernel/command.ts';
import { reasonOf } from './failure-text.ts';
import type { FollowedRun } from './follow-run.ts';
import { junitOf } from './junit.ts';

/** What the shell gets of a run, for CI. */
export const runExitCodes = { passed: 0, failed: 1, waiting: 3 } as const;

/** How a run went, as the command line tells it; with `junit` also as a file of JUnit's format. */
export async function outcomeOf(
  followed: FollowedRun,
  junit: string | undefined,
): Promise<Outcome> {
  const { run, tests, waiting } = followed;
  if (junit !== undefined) await writeFile(junit, junitOf(followed));
  const exitCode =
    run.status === 'PASSED'
      ? runExitCodes.passed
      : run.status === 'IN_PROGRESS'
        ? runExitCodes.waiting
        : runExitCodes.failed;
  return {
    exitCode,
    facts: {
      run: {
        id: run.id,
        number: run.number,
        suite: run.suiteName,
        status: run.status,
        error: run.error,
      },
      counts: run.counts,
      tests: tests.map(({ name, scenarioKey, rowKey, status, error }) => ({
        ...{ name, scenario: scenarioKey, row: rowKey, status, error },
      })),
    },
    lines: [
      ...tests.map(({ name, status, error }) =>
        [`  ${status.padEnd(12)} ${name}`, error === null ? '' : reasonOf(error)].join(''),
      ),
      `${statusWord(run.status, waiting.length)}: run ${run.number} of “${run.suiteName}” on ${run.environmentName}${run.error === null ? '' : reasonOf(run.error)}`,
    ],
  };
}

function statusWord(status: string, waiting: number): string {
  return status === 'IN_PROGRESS' ? `WAITS FOR A PERSON (${waiting})` : status;
}
