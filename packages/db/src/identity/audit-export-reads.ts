import type { AuditFilter } from '@atelier/domain/identity/audit-schemas.ts';
import type { Knex } from 'knex';
import { singleConnection } from '../kernel/single-connection.ts';
import { actorNames, type EntryRow, matching } from './audit-reads.ts';

/** An entry as it is exported; its states are JSON already. */
export interface ExportedEntry extends EntryRow {
  readonly actorName: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** So many entries are held at a time. */
const pageSize = 2_000;

/** The entries that fit a filter as they are at one moment, the newest first, a page at a time. */
export async function* exportedEntries(
  pool: Knex,
  filter: AuditFilter,
): AsyncGenerator<readonly ExportedEntry[]> {
  const db = singleConnection(pool);
  try {
    await db.raw('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    for (let below: string | undefined; ; ) {
      const rows: Omit<ExportedEntry, 'actorName'>[] = await matching(
        db,
        filter,
        below,
        pageSize,
      ).select(db.raw('l.before_json::text AS before, l.after_json::text AS after'));
      const names = await actorNames(
        db,
        rows.map(({ actorId }) => actorId),
      );
      yield rows.map((row) => ({ ...row, actorName: names.get(row.actorId) ?? null }));
      below = rows.at(-1)?.id;
      if (rows.length < pageSize) return;
    }
  } finally {
    await db.destroy();
  }
}
