import { backupError } from './backup-errors.ts';

/** A folder with pg_dump and pg_restore, and their major version. */
export interface ClientTools {
  readonly folder: string;
  readonly major: number;
}

/** The major version in what `pg_dump --version` prints: `pg_dump (PostgreSQL) 15.18 (Debian …)`. */
export function toolMajor(printed: string): number | undefined {
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(printed) ?? [];
  return major === undefined ? undefined : Number(major);
}

/**
 * The tools for a server: the oldest that can read it, since a dump restores best with the tools of its
 * server; among equals the first.
 *
 * @throws ERR_BACKUP_TOOLS_MISSING, ERR_BACKUP_TOOLS_OLD
 */
export function fittingTools(found: readonly ClientTools[], serverMajor: number): ClientTools {
  const newest = Math.max(...found.map(({ major }) => major));
  if (found.length === 0) throw backupError('ERR_BACKUP_TOOLS_MISSING', { server: serverMajor });
  const [best] = found
    .filter(({ major }) => major >= serverMajor)
    .toSorted((a, b) => a.major - b.major);
  if (best === undefined) {
    throw backupError('ERR_BACKUP_TOOLS_OLD', { server: serverMajor, tools: newest });
  }
  return best;
}
