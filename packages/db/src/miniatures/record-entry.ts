import { type Counts, maxQuantity, type Stage } from '@atelier/domain/miniatures/stages.ts';
import type { EntryKind } from '@atelier/domain/miniatures/types.ts';
import { crashPoint } from '../kernel/crash-point.ts';
import type { PreparedStatement, RunStatement } from '../kernel/prepared-query.ts';

/** A change of counts to be written; `from` null comes from outside, `to` null leaves the collection. */
export interface NewEntry {
  readonly id: string;
  readonly typeId: string;
  readonly kind: EntryKind;
  readonly from: Stage | null;
  readonly to: Stage | null;
  readonly quantity: number;
  readonly undoesId: string | null;
}

/** What the statement found: `recorded` false tells that a guard refused, and the rest which one. */
export interface EntryOutcome {
  readonly recorded: boolean;
  readonly number: number;
  readonly name: string;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  /** The counts after the change, or as they are where it was refused. */
  readonly counts: Counts;
}

/**
 * The one way by which counts change outside an import: locks the type's counts, checks the guards, updates
 * both stages, writes the history row and gives the fresh counts back, in one round trip. Locking all five
 * rows, always in the same order, guarantees that the returned counts all belong to the same moment and
 * that moves on one type cannot deadlock. history_logs.created_at is read from the clock after the lock is
 * taken, so that a type's history is in the order in which its counts really changed.
 */
export const recordEntryStatement: PreparedStatement = {
  name: 'miniatures_record_entry',
  parts: `type AS (
      SELECT number, name, created_at, archived_at FROM miniatures.miniature_types WHERE id = $2
    ), locked AS MATERIALIZED (
      SELECT stage_name, count FROM miniatures.stage_counts
      WHERE type_id = $2 ORDER BY stage_name FOR UPDATE
    ), allowed AS MATERIALIZED (
      SELECT 1 FROM type
      WHERE archived_at IS NULL
        AND ($4::text IS NULL OR (SELECT count FROM locked WHERE stage_name = $4) >= $6)
        AND ($5::text IS NULL OR (SELECT count FROM locked WHERE stage_name = $5) <= ${maxQuantity} - $6)
    ), changed AS (
      UPDATE miniatures.stage_counts AS stage
      SET count = stage.count + CASE stage.stage_name WHEN $5 THEN $6 ELSE -$6 END
      FROM allowed
      WHERE stage.type_id = $2 AND stage.stage_name IN ($4, $5)
      RETURNING stage.stage_name, stage.count
    ), logged AS (
      INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty, undoes_id)
      SELECT $1, $2, $3, $4, $5, $6, $7 FROM allowed
      RETURNING id
    )`,
  done: 'logged',
  answer: `SELECT type.*, EXISTS (SELECT FROM logged) AS recorded, fresh.*
    FROM type, (
      SELECT
        max(coalesce(changed.count, locked.count)) FILTER (WHERE stage_name = 'IN_BOX') AS "IN_BOX",
        max(coalesce(changed.count, locked.count)) FILTER (WHERE stage_name = 'BUILDING') AS "BUILDING",
        max(coalesce(changed.count, locked.count)) FILTER (WHERE stage_name = 'PRIMING') AS "PRIMING",
        max(coalesce(changed.count, locked.count)) FILTER (WHERE stage_name = 'PAINTING') AS "PAINTING",
        max(coalesce(changed.count, locked.count)) FILTER (WHERE stage_name = 'DONE') AS "DONE"
      FROM locked LEFT JOIN changed USING (stage_name)
    ) AS fresh`,
  values: 7,
};

/** Without counts where the type was discarded while the statement waited for its lock. */
type OutcomeRow = { readonly [Name in Stage]: number | null } & {
  number: string;
  name: string;
  created_at: Date;
  archived_at: Date | null;
  recorded: boolean;
};

/** Values for {@link recordEntryStatement}, in its order. */
export function recordEntryValues(entry: NewEntry): unknown[] {
  const { id, typeId, kind, from, to, quantity, undoesId } = entry;
  return [id, typeId, kind, from, to, quantity, undoesId];
}

/** Writes an entry, or refuses; undefined where there is no such type. */
export async function recordEntry(
  run: RunStatement,
  entry: NewEntry,
): Promise<EntryOutcome | undefined> {
  crashPoint('entry.before-write');
  const [row] = await run<OutcomeRow>(recordEntryStatement, recordEntryValues(entry));
  crashPoint('entry.after-write');
  if (row === undefined) return undefined;
  const { number, name, created_at, archived_at, recorded, ...counts } = row;
  if (!isCounted(counts)) return undefined;
  const type = { number: Number(number), name, createdAt: created_at, archivedAt: archived_at };
  return { recorded, ...type, counts };
}

function isCounted(counts: { readonly [Name in Stage]: number | null }): counts is Counts {
  return Object.values(counts).every((count) => count !== null);
}
