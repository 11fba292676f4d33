import type { Dependency, Named, View } from './catalog-types.ts';

/** Views by name, but each after the ones that it reads. */
export function inDependencyOrder(
  views: readonly View[],
  dependencies: readonly Dependency[],
): readonly View[] {
  const key = ({ schema, name }: Named): string => JSON.stringify([schema, name]);
  const byKey = new Map(views.map((view) => [key(view), view]));
  const reads = new Map<string, string[]>();
  for (const { from, needs } of dependencies) {
    if (from[0] !== 'view' || needs[0] !== 'view') continue;
    const reader = key({ schema: from[1], name: from[2] });
    const list = reads.get(reader) ?? [];
    list.push(key({ schema: needs[1], name: needs[2] }));
    reads.set(reader, list);
  }
  const ordered = new Set<View>();
  const visiting = new Set<View>();
  const visit = (view: View): void => {
    if (ordered.has(view) || visiting.has(view)) return;
    visiting.add(view);
    for (const needed of (reads.get(key(view)) ?? []).toSorted()) {
      const other = byKey.get(needed);
      if (other !== undefined) visit(other);
    }
    ordered.add(view);
  };
  for (const view of views) visit(view);
  return [...ordered];
}
