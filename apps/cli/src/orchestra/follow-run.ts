import { setTimeout as sleep } from 'node:timers/promises';
import type { OrchestraCaller } from '@atelier/api/orchestra/caller.ts';
import type { SuiteRun, TestRun } from '@atelier/domain/orchestra/types.ts';
import type { Session } from '../kernel/session.ts';

/** A run as it was left: over, or with nothing to do but for a person. */
export interface FollowedRun {
  readonly run: SuiteRun;
  readonly tests: readonly TestRun[];
  /** Test runs that only a person takes further. */
  readonly waiting: readonly TestRun[];
}

const lookMs = 200;

/** Waits until a run is over; with `waitsForPeople` also while it waits for somebody. */
export async function followRun(
  orchestra: OrchestraCaller,
  suiteRunId: string,
  {
    progress,
    waitsForPeople,
  }: { readonly progress: Session['progress']; readonly waitsForPeople: boolean },
): Promise<FollowedRun> {
  let told = '';
  for (;;) {
    const run = await orchestra.runs.get({ suiteRunId });
    const { PASSED, FAILED, SKIPPED, CANCELLED } = run.counts;
    const all = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
    const line = `Run ${run.number}: ${PASSED + FAILED + SKIPPED + CANCELLED} of ${all} over, ${FAILED} failed`;
    if (line !== told) progress.begin(line);
    told = line;
    const isIdle = run.counts.QUEUED + run.counts.IN_PROGRESS === 0 && run.waitingForPerson > 0;
    if (run.status !== 'IN_PROGRESS' || (isIdle && !waitsForPeople)) {
      const tests = await allTests(orchestra, suiteRunId);
      const waiting = tests.filter(isForPerson);
      const restsOnTime = tests.some(({ waitsFor }) => waitsFor?.kind === 'time');
      if (run.status !== 'IN_PROGRESS' || !restsOnTime) {
        progress.finish();
        return { run, tests, waiting };
      }
    }
    await sleep(lookMs);
  }
}

async function allTests(orchestra: OrchestraCaller, suiteRunId: string) {
  const tests: TestRun[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<OrchestraCaller['runs']['tests']>> = await orchestra.runs.tests({
      ...{ suiteRunId, limit: 500, cursor },
    });
    tests.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return tests;
}

function isForPerson({ status, waitsFor }: TestRun): boolean {
  return status === 'FAILED_STUCK' || waitsFor?.kind === 'person' || waitsFor?.kind === 'hold';
}
