import type { Scenario, Step, SuiteDefinition } from '../../suite-file.ts';
import { bpmnError } from '../errors.ts';
import type { ProcessModel } from '../model/process-model.ts';
import { KeyMaker } from '../suite/keys.ts';
import {
  type DraftScenario,
  type DraftStep,
  stepDrafter,
  toSuiteDefinition,
} from '../suite/suite-definition.ts';
import type { VersionComparison } from './compare-versions.ts';

/** What becomes of scenarios that the new version has no way for. */
export type BrokenScenarios = 'keep' | 'leave_out';

/** The same scenario on its new path: what it got, and what it lost. */
export interface MigratedScenario {
  readonly key: string;
  readonly name: string;
  /** Names of steps. */
  readonly stepsAdded: readonly string[];
  readonly stepsRemoved: readonly string[];
}

/** Kept, with drafts among its steps. */
type CarriedScenario = Omit<Scenario, 'steps'> & { readonly steps: readonly (Step | DraftStep)[] };

export interface CarriedSuite {
  /** As a suite file has them: what is new takes defaults. */
  readonly scenarios: readonly (CarriedScenario | DraftScenario)[];
  readonly migrated: readonly MigratedScenario[];
}

const maxScenarios = 5_000;

/**
 * The scenarios of a suite in another version of its process: valid ones as they are, migrated ones with the steps of
 * elements that stayed, drafts for what is new, and broken ones as they are or not at all. Nobody waits for a scenario
 * that was left out any more.
 * @throws ERR_COVERAGE_TOO_LARGE { of: 'scenarios', limit }, and what `toSuiteDefinition` throws
 */
export function carrySuite(
  { scenarios }: Pick<SuiteDefinition, 'scenarios'>,
  compared: VersionComparison,
  now: ProcessModel,
  broken: BrokenScenarios,
): CarriedSuite {
  const paths = new Map(compared.migrated.map((each) => [each.key, each]));
  const isBroken = new Set(compared.broken.map(({ key }) => key));
  const draftOf = stepDrafter(now);
  const migrated: MigratedScenario[] = [];
  const stays = ({ key }: { readonly key: string }) => broken === 'keep' || !isBroken.has(key);
  const left = new Set(scenarios.filter((each) => !stays(each)).map(({ key }) => key));
  const kept = scenarios.filter(stays).map((scenario): CarriedScenario => {
    const dependsOn = scenario.dependsOn.filter((one) => !left.has(one.scenario));
    const change = paths.get(scenario.key);
    if (change === undefined) return { ...scenario, dependsOn };
    const carried = carrySteps(scenario.steps, change, draftOf);
    const { key, name } = scenario;
    migrated.push({ key, name, stepsAdded: carried.added, stepsRemoved: carried.removed });
    return { ...scenario, dependsOn, path: [...change.path], steps: carried.steps };
  });
  const keys = new KeyMaker();
  for (const { key } of kept) keys.next(key);
  const drafts = toSuiteDefinition({ scenarios: compared.missing }, now).scenarios;
  const added = drafts.map((draft) => ({ ...draft, key: keys.next(draft.key) }));
  if (kept.length + added.length > maxScenarios) {
    throw bpmnError('ERR_COVERAGE_TOO_LARGE', { of: 'scenarios', limit: maxScenarios });
  }
  return { scenarios: [...kept, ...added], migrated };
}

/** Steps follow the new path; steps of nobody's element stay behind the one that they stood behind. */
function carrySteps(
  steps: readonly Step[],
  { path, added, removed }: VersionComparison['migrated'][number],
  draftOf: (id: string, before: string | undefined) => DraftStep | undefined,
): {
  readonly steps: readonly (Step | DraftStep)[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
} {
  const [isNew, isGone] = [new Set(added), new Set(removed)];
  const lost = steps.filter(({ meta }) => isGone.has(meta.elementId ?? ''));
  const open = steps.filter((step) => !lost.includes(step));
  const keys = new KeyMaker();
  for (const { key } of open) keys.next(key);
  const carried: (Step | DraftStep)[] = [];
  const names: string[] = [];
  path.forEach((id, at) => {
    if (isNew.has(id)) {
      const draft = draftOf(id, path[at - 1]);
      if (draft === undefined) return;
      names.push(draft.name);
      carried.push({ ...draft, key: keys.next(draft.key) });
      return;
    }
    const place = open.findIndex(({ meta }) => meta.elementId === id);
    if (place < 0) return;
    let end = place + 1;
    while (end < open.length && isBehind(open[end], id)) end += 1;
    carried.push(...open.splice(0, end));
  });
  return { steps: [...carried, ...open], added: names, removed: lost.map(({ name }) => name) };
}

function isBehind(step: Step | undefined, id: string): boolean {
  const { elementId, cleanup } = step?.meta ?? {};
  return elementId === id || (elementId === undefined && cleanup !== true);
}
