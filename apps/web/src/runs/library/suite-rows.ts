import type { Suite } from '@atelier/domain/runs/types.ts';

/** A suite as a line of the tree. */
export interface SuiteRow {
  readonly suite: Suite;
  /** 1 for those at the top. */
  readonly level: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Cases in it and below. */
  readonly cases: number;
}

/** Where a suite is to stand. */
export interface SuitePlace {
  readonly parentId: string | null;
  /** In front of which; null for the end. */
  readonly before: string | null;
}

/** The lines of the tree from the top to the bottom, without what is below a closed one. */
export function suiteRows(
  suites: readonly Suite[],
  closed: ReadonlySet<string>,
): readonly SuiteRow[] {
  const ids = new Set(suites.map(({ id }) => id));
  // What stands below a suite that is not shown would be lost: it stands at the top.
  const parentOf = ({ parentId }: Suite) =>
    parentId !== null && ids.has(parentId) ? parentId : null;
  const below = new Map<string | null, Suite[]>();
  for (const suite of suites) {
    below.set(parentOf(suite), [...(below.get(parentOf(suite)) ?? []), suite]);
  }
  const rowsBelow = (parentId: string | null, level: number): SuiteRow[] =>
    (below.get(parentId) ?? []).flatMap((suite) => {
      const inside = rowsBelow(suite.id, level + 1);
      const direct = inside.filter((row) => row.level === level + 1);
      const isOpen = !closed.has(suite.id);
      const row = {
        ...{ suite, level, isOpen, hasChildren: inside.length > 0 },
        cases: direct.reduce((sum, { cases }) => sum + cases, suite.cases),
      };
      return [row, ...(isOpen ? inside : [])];
    });
  return rowsBelow(null, 1);
}

/** The suites right below one, or at the top, in their order. */
function beside(suites: readonly Suite[], parentId: string | null): readonly Suite[] {
  return suites.filter((suite) => suite.parentId === parentId);
}

/** Where a suite stands now. */
export function placeOf(suites: readonly Suite[], id: string): SuitePlace {
  const parentId = suites.find((suite) => suite.id === id)?.parentId ?? null;
  const others = beside(suites, parentId);
  const here = others.findIndex((suite) => suite.id === id);
  return { parentId, before: others[here + 1]?.id ?? null };
}

export type SuiteStep = 'up' | 'down' | 'inwards' | 'outwards';

/** Where a suite comes to stand by one step; null where there is no such step. */
export function placeAfter(
  suites: readonly Suite[],
  id: string,
  step: SuiteStep,
): SuitePlace | null {
  const parentId = suites.find((suite) => suite.id === id)?.parentId ?? null;
  const others = beside(suites, parentId);
  const here = others.findIndex((suite) => suite.id === id);
  const [above, below] = [others[here - 1], others[here + 1]];
  switch (step) {
    case 'up':
      return above ? { parentId, before: above.id } : null;
    case 'down':
      return below ? { parentId, before: others[here + 2]?.id ?? null } : null;
    case 'inwards':
      return above ? { parentId: above.id, before: null } : null;
    case 'outwards':
      return parentId === null ? null : placeOf(suites, parentId);
  }
}
