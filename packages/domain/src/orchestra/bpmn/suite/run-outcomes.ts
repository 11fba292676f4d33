import type { StepStatus, TestRunStatus } from '../../statuses.ts';

/** A scenario as far as it says what it goes through. */
export interface PathScenario {
  readonly key: string;
  /** Elements and sequence flows, in order. */
  readonly path: readonly string[];
  readonly steps: readonly {
    readonly key: string;
    readonly elementId: string | null;
    readonly isCleanup: boolean;
  }[];
}

/** Test runs of one scenario that went the same way: what became of each step last. */
export interface ScenarioOutcome {
  readonly scenarioKey: string;
  readonly status: TestRunStatus;
  readonly steps: Readonly<Record<string, StepStatus>>;
  /** How many went so. */
  readonly tests: number;
}

/** Of an element of the diagram: how many scenarios go through it, and how test runs came through. */
export interface ElementOutcome {
  readonly id: string;
  readonly scenarios: number;
  /** Test runs that came past it, and that failed at it. */
  readonly passed: number;
  readonly failed: number;
}

export const elementStates = ['failed', 'passed', 'not_run', 'uncovered'] as const;
export type ElementState = (typeof elementStates)[number];

/** In one word; where some test runs failed it is that, however many passed. */
export function stateOf(outcome: ElementOutcome | undefined): ElementState {
  if (outcome === undefined) return 'uncovered';
  if (outcome.failed > 0) return 'failed';
  if (outcome.passed > 0) return 'passed';
  return outcome.scenarios > 0 ? 'not_run' : 'uncovered';
}

/** What one suite covers, and what its last run did. */
export interface SuiteOutcome {
  /** As the suite is now. */
  readonly scenarios: readonly PathScenario[];
  /** As they were pinned when it ran; empty where it did not. */
  readonly ran: readonly PathScenario[];
  readonly outcomes: readonly ScenarioOutcome[];
}

/** The outcomes of all elements that a scenario of these suites goes through, or that a run came to. */
export function elementOutcomes(suites: readonly SuiteOutcome[]): ElementOutcome[] {
  const all = new Map<string, { id: string; scenarios: number; passed: number; failed: number }>();
  const of = (id: string) => {
    const known = all.get(id) ?? { id, scenarios: 0, passed: 0, failed: 0 };
    all.set(id, known);
    return known;
  };
  for (const { scenarios, ran, outcomes } of suites) {
    for (const scenario of scenarios) for (const id of elementsOf(scenario)) of(id).scenarios += 1;
    const byKey = new Map(ran.map((scenario) => [scenario.key, scenario]));
    for (const outcome of outcomes) {
      const scenario = byKey.get(outcome.scenarioKey);
      if (scenario === undefined) continue;
      for (const [id, how] of wayOf(scenario, outcome)) of(id)[how] += outcome.tests;
    }
  }
  return [...all.values()];
}

/** Every element that a scenario goes through: by its path, and by its steps where it was written by hand. */
function elementsOf({ path, steps }: PathScenario): Set<string> {
  return new Set([...path, ...steps.flatMap(({ elementId }) => elementId ?? [])]);
}

/** What of the process such a test run came past, and where it failed. */
function wayOf(
  scenario: PathScenario,
  { steps: outcomes, status }: ScenarioOutcome,
): Map<string, 'passed' | 'failed'> {
  const way = new Map<string, 'passed' | 'failed'>();
  const acting = scenario.steps.filter(({ isCleanup }) => !isCleanup);
  const stepped = new Set(acting.flatMap(({ elementId }) => elementId ?? []));
  for (const { key, elementId } of acting) {
    const outcome = outcomes[key];
    if (elementId === null || outcome === undefined) continue;
    if (outcome === 'FAILED') way.set(elementId, 'failed');
    if (outcome === 'PASSED' && !way.has(elementId)) way.set(elementId, 'passed');
  }
  const last = acting.findLastIndex(({ key }) => outcomes[key] !== undefined);
  const isThrough = ['PASSED', 'SKIPPED'].includes(outcomes[acting[last]?.key ?? ''] ?? '');
  for (const [id, before] of withoutSteps(scenario.path, acting, stepped)) {
    const isPast = before < last || (before === last && isThrough);
    // What comes before the first step was passed by whatever began.
    if (status === 'PASSED' || isPast || (before < 0 && last >= 0)) way.set(id, 'passed');
  }
  return way;
}

/** Of each element of a path that has no step – gateways, flows –: the number of the step before it, -1 for none. */
function withoutSteps(
  path: readonly string[],
  steps: PathScenario['steps'],
  stepped: ReadonlySet<string>,
): (readonly [id: string, before: number])[] {
  let at = 0;
  return path.flatMap((id, place) => {
    if (!stepped.has(id)) return [[id, at - 1] as const];
    const next = steps.findIndex((step, from) => from >= at && step.elementId === id);
    if (next < 0) return [];
    at = next + 1;
    // What somebody put behind it is still of it, but not what another round of a loop is.
    const rounds = path.slice(place + 1).filter((later) => later === id).length;
    let spare = steps.slice(at).filter(({ elementId }) => elementId === id).length - rounds;
    for (; at < steps.length; at += 1) {
      const { elementId } = steps[at] ?? { elementId: '' };
      if (elementId !== null && (elementId !== id || spare <= 0)) break;
      if (elementId === id) spare -= 1;
    }
    return [];
  });
}
