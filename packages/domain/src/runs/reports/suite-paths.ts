interface SuiteNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/**
 * Suites in the order of their tree, each with the names that lead to it. One whose parent is not there, or that is
 * below itself, stands at the root.
 */
export function suitePaths<Suite extends SuiteNode>(
  suites: readonly Suite[],
): readonly { readonly suite: Suite; readonly path: readonly string[] }[] {
  const known = new Set(suites.map(({ id }) => id));
  const below = new Map<string | null, Suite[]>();
  for (const suite of suites) {
    const { parentId } = suite;
    const above = parentId !== null && known.has(parentId) ? parentId : null;
    const beside = below.get(above);
    if (beside) beside.push(suite);
    else below.set(above, [suite]);
  }
  const seen = new Set<string>();
  const walk = (
    level: readonly Suite[],
    path: readonly string[],
  ): readonly { readonly suite: Suite; readonly path: readonly string[] }[] =>
    level.flatMap((suite) => {
      if (seen.has(suite.id)) return [];
      seen.add(suite.id);
      const here = [...path, suite.name];
      return [{ suite, path: here }, ...walk(below.get(suite.id) ?? [], here)];
    });
  const reached = walk(below.get(null) ?? [], []);
  return [...reached, ...walk(suites, [])];
}
