import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Knex } from 'knex';

/** Adds `number` types with a million miniatures of each in their boxes; gives the ids. */
export async function addTypes(db: Knex, number: number, prefix: string): Promise<string[]> {
  const ids = Array.from({ length: number }, () => newId());
  await db.raw(
    `INSERT INTO miniatures.miniature_types (id, name)
     SELECT id, :prefix || ' ' || place FROM unnest(:ids::uuid[]) WITH ORDINALITY AS t (id, place)`,
    { ids, prefix },
  );
  await db.raw(
    `INSERT INTO miniatures.stage_counts (type_id, stage_name, count)
     SELECT id, stage, CASE stage WHEN 'IN_BOX' THEN 1000000 ELSE 0 END
     FROM unnest(:ids::uuid[]) AS t (id),
       unnest(ARRAY['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE']) AS stage`,
    { ids },
  );
  return ids;
}

/** Adds `number` moves to a type's history, ten seconds apart, as an import would. */
export async function addHistory(db: Knex, typeId: string, number: number): Promise<void> {
  await db.raw(
    `INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty, created_at, imported)
     SELECT id, :typeId, 'move', 'IN_BOX', CASE WHEN place % 7 = 0 THEN 'DONE' ELSE 'BUILDING' END, 1,
       timestamptz '2026-01-01' + place * interval '100 seconds', true
     FROM unnest(:ids::uuid[]) WITH ORDINALITY AS t (id, place)`,
    { typeId, ids: Array.from({ length: number }, () => newId()) },
  );
}

/** Takes everything away, which the history's own guard forbids to anyone who asks nicely. */
export async function emptyCollection(db: Knex): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw("SET LOCAL session_replication_role = 'replica'");
    await trx.raw(
      'TRUNCATE miniatures.history_logs, miniatures.stage_counts, miniatures.miniature_types',
    );
  });
  await db.raw('VACUUM ANALYZE');
}
