export const processViews = ['runs', 'scenarios', 'changes'] as const;
export type ProcessView = (typeof processViews)[number];

/** What the page of a process keeps in its address: the version, what is shown of it, and what it is compared with. */
export interface ProcessSearch {
  readonly version?: number;
  readonly view?: ProcessView;
  readonly with?: number;
}

export function processSearch({
  version,
  view,
  with: other,
}: Record<string, unknown>): ProcessSearch {
  const shown = processViews.find((one) => one === view);
  return {
    ...(isVersion(version) && { version }),
    ...(shown !== undefined && { view: shown }),
    ...(isVersion(other) && { with: other }),
  };
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31;
}

/** Of the list: the table's own part, and whether it is of those that were archived. */
export function processesSearch(
  search: Record<string, unknown>,
): Readonly<Record<string, unknown>> & { readonly archived?: boolean } {
  const { archived, ...table } = search;
  return archived === true ? { ...table, archived } : table;
}
