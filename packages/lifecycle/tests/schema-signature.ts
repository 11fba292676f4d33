import type { TestDatabase } from '@atelier/testkit/test-database.ts';

/** Everything that migrations can have made, each as one line; equal schemas have equal lists. */
export async function schemaSignature(db: TestDatabase['db']): Promise<readonly string[]> {
  const { rows } = await db.raw(`
    WITH ours AS (
      SELECT oid, nspname FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', 'lifecycle')
    )
    SELECT 'schema ' || nspname AS line FROM ours
    UNION ALL
    SELECT format('column %s.%s.%s %s %s %s', nspname, c.relname, a.attname,
      format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN ours ON ours.oid = c.relnamespace
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r'
    UNION ALL
    SELECT format('table %s.%s %s', nspname, relname, reloptions)
    FROM pg_class JOIN ours ON ours.oid = relnamespace WHERE relkind IN ('r', 'v', 'S')
    UNION ALL
    SELECT format('constraint %s %s', conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint AS c JOIN ours ON ours.oid = connamespace
    UNION ALL
    SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
    JOIN ours ON ours.oid = c.relnamespace
    UNION ALL
    SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
    JOIN ours ON ours.oid = c.relnamespace WHERE NOT tgisinternal
    UNION ALL
    SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p JOIN ours ON ours.oid = pronamespace
    UNION ALL
    SELECT format('collation %s.%s', nspname, collname)
    FROM pg_collation JOIN ours ON ours.oid = collnamespace
    ORDER BY 1`);
  return rows.map((row: { line: string }) => row.line);
}
