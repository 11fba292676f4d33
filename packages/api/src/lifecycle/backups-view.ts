import { listBackups } from '@atelier/lifecycle/backup/backup-folder.ts';
import type { ManagedDatabase } from './context.ts';

export interface BackupsView {
  /** Where they lie; null where the server was told of no folder. */
  readonly folder: string | null;
  /** The newest first. */
  readonly backups: readonly BackupView[];
  /** Whose manifest cannot be read, with the code that says why. */
  readonly damaged: readonly { readonly name: string; readonly problem: string }[];
}

export interface BackupView {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly reason: string;
  /** Bytes. */
  readonly size: number;
  readonly revision: string | null;
  readonly tables: number;
  readonly rows: number;
  /** ISO 8601, UTC; null for one that was never restored on trial. */
  readonly verifiedAt: string | null;
  /** The code of what a verification found. */
  readonly damage: string | null;
  /** A cold copy is restored while the app is stopped. */
  readonly kind: 'dump' | 'cold-copy';
  /** Whether it was made by the kind of server that the app uses now; no other can be restored. */
  readonly fits: boolean;
}

/** The backups in the folder, without their long lists. */
export async function readBackups(managed: ManagedDatabase | undefined): Promise<BackupsView> {
  if (managed === undefined) return { folder: null, backups: [], damaged: [] };
  const { backups, damaged } = await listBackups(managed.backupDir);
  return {
    folder: managed.backupDir,
    backups: backups.map(({ name, manifest }) => ({
      name,
      createdAt: manifest.createdAt,
      reason: manifest.reason,
      size: manifest.size,
      revision: manifest.revision,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      verifiedAt: manifest.verifiedAt,
      damage: manifest.damage,
      kind: manifest.kind,
      fits: (manifest.kind === 'cold-copy') === managed.embedded,
    })),
    damaged,
  };
}
