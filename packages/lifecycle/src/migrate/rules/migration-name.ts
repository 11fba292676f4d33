/** What a migration's name says: `20261121040000_runs_baseline_v1`. */
export interface MigrationName {
  readonly area: string;
  /** What it does, in words: `baseline v1`. */
  readonly what: string;
}

/** Reads a name; one that follows no pattern of ours has no area and says itself. */
export function readMigrationName(name: string): MigrationName {
  const [, area = '', what = ''] = /^\d{14}_([a-z]+)_(.+)$/.exec(name) ?? [];
  return area === '' ? { area, what: name } : { area, what: what.replaceAll('_', ' ') };
}
