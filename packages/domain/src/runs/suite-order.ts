/** As much of a suite as its place is told by. */
export interface PlacedSuite {
  readonly id: string;
  readonly parentId: string | null;
}

/** Whether a suite would come to stand below itself. */
export function wouldLoop(
  suites: readonly PlacedSuite[],
  suiteId: string,
  parentId: string | null,
): boolean {
  const parents = new Map(suites.map((suite) => [suite.id, suite.parentId]));
  const seen = new Set<string>();
  for (
    let above = parentId;
    above !== null && !seen.has(above);
    above = parents.get(above) ?? null
  ) {
    if (above === suiteId) return true;
    seen.add(above);
  }
  return false;
}

/** The ids in their new order, with one put before another; at the end where that is null or not among them. */
export function orderAmong(
  things: readonly { readonly id: string }[],
  id: string,
  before: string | null,
): readonly string[] {
  const others = things.map((thing) => thing.id).filter((other) => other !== id);
  const place = before === null ? -1 : others.indexOf(before);
  return others.toSpliced(place === -1 ? others.length : place, 0, id);
}
