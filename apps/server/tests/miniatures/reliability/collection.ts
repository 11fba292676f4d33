import { stages } from '@atelier/domain/miniatures/stages.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

type Db = TestDatabase['db'];

/** One type's counts, in the order of the stages. */
export async function countsOf(db: Db, typeId: string): Promise<readonly number[]> {
  const { rows } = await db.raw(
    'SELECT stage_name, count FROM miniatures.stage_counts WHERE type_id = ?',
    [typeId],
  );
  const byStage = new Map(rows.map((row: CountRow) => [row.stage_name, row.count]));
  return stages.map((stage) => Number(byStage.get(stage)));
}

/** One row of the history, as the database keeps it. */
export interface HistoryRow {
  readonly id: string;
  readonly kind: string;
  readonly from_stage: string | null;
  readonly to_stage: string | null;
  readonly qty: number;
  readonly imported: boolean;
}

interface CountRow {
  readonly stage_name: string;
  readonly count: number;
}

/** A type's history, oldest first. */
export async function historyOf(db: Db, typeId: string): Promise<readonly HistoryRow[]> {
  const { rows } = await db.raw(
    'SELECT * FROM miniatures.history_logs WHERE type_id = ? ORDER BY created_at, id',
    [typeId],
  );
  return rows;
}

/** What the counts become when a history is applied to them, in the order of the stages. */
export function applied(counts: readonly number[], history: readonly HistoryRow[]): number[] {
  const after = [...counts];
  for (const { from_stage, to_stage, qty, imported } of history) {
    if (imported) continue;
    stages.forEach((stage, index) => {
      if (stage === from_stage) after[index] = (after[index] ?? 0) - qty;
      if (stage === to_stage) after[index] = (after[index] ?? 0) + qty;
    });
  }
  return after;
}

/** Stages whose counts and history do not fit: each must be what all but imported moves led to. */
export async function inconsistentTypes(db: Db): Promise<readonly unknown[]> {
  const { rows } = await db.raw(`
    SELECT c.type_id, c.stage_name, c.count, coalesce(sum(
        CASE c.stage_name WHEN h.to_stage THEN h.qty ELSE 0 END
        - CASE c.stage_name WHEN h.from_stage THEN h.qty ELSE 0 END), 0) AS by_history
    FROM miniatures.stage_counts AS c
    LEFT JOIN miniatures.history_logs AS h ON h.type_id = c.type_id AND NOT h.imported
      AND c.stage_name IN (h.from_stage, h.to_stage)
    GROUP BY c.type_id, c.stage_name, c.count
    HAVING c.count <> coalesce(sum(
        CASE c.stage_name WHEN h.to_stage THEN h.qty ELSE 0 END
        - CASE c.stage_name WHEN h.from_stage THEN h.qty ELSE 0 END), 0) OR c.count < 0`);
  return rows;
}
