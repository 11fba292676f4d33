import type { CriterionInput } from '../cover/criterion.ts';
import type { ProcessModel } from '../model/process-model.ts';
import { generateScenarios } from '../suite/generate-scenarios.ts';
import type { Scenario } from '../suite/scenario.ts';
import { type Break, carryPath } from './carry-path.ts';
import { versionGraph } from './version-graph.ts';

/** A scenario as it is kept: its key, and the elements and sequence flows that it goes through. */
export interface KeptScenario {
  readonly key: string;
  readonly path: readonly string[];
}

export interface VersionComparison {
  /** Keys of those that can stay as they are. */
  readonly valid: readonly string[];
  /** With their new paths: steps of elements that stayed stay with them. */
  readonly migrated: readonly {
    readonly key: string;
    readonly path: readonly string[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
  }[];
  readonly broken: readonly { readonly key: string; readonly breaks: readonly Break[] }[];
  /** New scenarios for what the criterion asks for and none of the valid and migrated ones covers. */
  readonly missing: readonly Scenario[];
}

/**
 * What becomes of the scenarios of a suite in a new version of its process. Scenarios without a path were written by
 * hand, and are valid.
 * @throws what `generateScenarios` throws
 */
export function compareVersions(
  old: ProcessModel,
  scenarios: readonly KeptScenario[],
  now: ProcessModel,
  criterion: CriterionInput = {},
): VersionComparison {
  const [before, after] = [versionGraph(old), versionGraph(now)];
  const valid: string[] = [];
  const migrated: VersionComparison['migrated'][number][] = [];
  const broken: VersionComparison['broken'][number][] = [];
  const covered = new Set<string>();
  for (const { key, path } of scenarios) {
    const carried =
      path.length === 0 ? { status: 'valid' as const } : carryPath(path, before, after);
    if (carried.status === 'broken') {
      broken.push({ key, breaks: carried.breaks });
      continue;
    }
    if (carried.status === 'valid') valid.push(key);
    else {
      const { path: newPath, added, removed } = carried;
      migrated.push({ key, path: newPath, added, removed });
    }
    for (const id of carried.status === 'valid' ? path : carried.path) covered.add(id);
  }
  const kept = new Set([...valid, ...migrated.map(({ key }) => key)]);
  const missing: Scenario[] = [];
  for (const scenario of generateScenarios(now, criterion).scenarios) {
    if (kept.has(scenario.key)) continue;
    const ids = scenario.path.flatMap((item) => {
      if (item.kind === 'element') return [item.id];
      return item.kind === 'way' && item.isFlow ? [item.key] : [];
    });
    if (ids.every((id) => covered.has(id))) continue;
    missing.push(scenario);
    for (const id of ids) covered.add(id);
  }
  return { valid, migrated, broken, missing };
}
