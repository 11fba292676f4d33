/** The chain that an entry of the audit log belongs to: its project's, else its area's. */
export function chainOf(projectId: string | null, area: string): string {
  return projectId === null ? area : `project:${projectId}`;
}

/** A transaction that wrote its entry is committed by then, unless its client was stopped in between. */
const longestCommitMicros = 60_000_000;

/**
 * Whether a row was put in among older ones after those had been sealed. A row of the house itself that is
 * sealed later than one with a higher id was written while that one was sealed, or shortly before.
 * All instants in microseconds since the same one.
 */
export function isBackdated(
  row: { readonly id: number; readonly createdAt: number },
  before: { readonly highestId: number; readonly sealedAt: number },
): boolean {
  return row.id < before.highestId && before.sealedAt - row.createdAt > longestCommitMicros;
}

/** After so long a row that has no seal was forgotten, while somebody seals. */
export const sealedWithinMs = 60_000;
