import type { TestRunStatus } from './statuses.ts';

/** How a test run came out in one of two runs; null where it is not in it. */
export type ComparedOutcome = {
  readonly testRunId: string;
  readonly status: TestRunStatus;
  /** From its first step to its last, waiting included; null where it has not begun or is not over. */
  readonly ms: number | null;
} | null;

/** A scenario with a row of its data, in two runs of a suite. */
export interface ComparedTest {
  readonly scenarioKey: string;
  readonly rowKey: string | null;
  readonly name: string;
  readonly before: ComparedOutcome;
  readonly after: ComparedOutcome;
}

export const comparedKinds = [
  'new_failure',
  'still_failing',
  'fixed',
  'not_run',
  'slower',
  'faster',
  'added',
  'removed',
  'same',
] as const;
export type ComparedKind = (typeof comparedKinds)[number];

/** Slower or faster is what takes half as long again, or two thirds, and that by more than chance alone makes of it. */
const ratio = 1.5;
const leastMs = 250;

const hasFailed = (status: TestRunStatus): boolean =>
  status === 'FAILED' || status === 'FAILED_STUCK';

/** What became of a test between two runs. */
export function comparedKind({ before, after }: ComparedTest): ComparedKind {
  if (after === null) return 'removed';
  if (before === null) return hasFailed(after.status) ? 'new_failure' : 'added';
  if (hasFailed(after.status)) return hasFailed(before.status) ? 'still_failing' : 'new_failure';
  if (after.status !== 'PASSED') {
    const wasRun = before.status === 'PASSED' || hasFailed(before.status);
    return wasRun ? 'not_run' : 'same';
  }
  if (hasFailed(before.status)) return 'fixed';
  return before.status === 'PASSED' ? pace(before.ms, after.ms) : 'same';
}

function pace(before: number | null, after: number | null): ComparedKind {
  if (before === null || after === null || Math.abs(after - before) < leastMs) return 'same';
  if (after >= before * ratio) return 'slower';
  return before >= after * ratio ? 'faster' : 'same';
}

/** Two runs of a suite beside each other. */
export interface RunComparison {
  /** How many tests are of each kind. */
  readonly counts: Readonly<Record<ComparedKind, number>>;
  /** Those that are not the same, in the order of the kinds and of the suite; not more than `maxCompared`. */
  readonly tests: readonly (ComparedTest & { readonly kind: ComparedKind })[];
  readonly isCut: boolean;
}

export const maxCompared = 1000;

export function compareRuns(tests: readonly ComparedTest[]): RunComparison {
  const told = tests.map((test) => ({ ...test, kind: comparedKind(test) }));
  const of = (kind: ComparedKind) => told.filter((test) => test.kind === kind);
  const different = comparedKinds.filter((kind) => kind !== 'same').flatMap(of);
  return {
    counts: Object.fromEntries(
      comparedKinds.map((kind) => [kind, of(kind).length]),
    ) as RunComparison['counts'],
    tests: different.slice(0, maxCompared),
    isCut: different.length > maxCompared,
  };
}
