import type { BackupManifest } from '@atelier/lifecycle/backup/rules/manifest.ts';

/** A manifest without its long lists, as `--json` prints it. */
export function summaryOf({
  files,
  folders: _folders,
  applied: _applied,
  tables,
  ...rest
}: BackupManifest) {
  return {
    ...rest,
    files: files.length,
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  };
}
