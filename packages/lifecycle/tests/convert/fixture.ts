import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import { schemaSql } from '@atelier/lifecycle/catalog/schema-sql.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';

type Db = TestDatabase['db'];

/** A database with the fixture in it. */
export async function createFixture(): Promise<TestDatabase> {
  const database = await createTestDatabase({ empty: true });
  await loadConversionFixture(database.db);
  return database;
}

/** Fills an empty database with the fixture. */
export async function loadConversionFixture(db: Db): Promise<void> {
  const sql = await readFile(join(import.meta.dirname, 'fixtures/time.sql'), 'utf8');
  await db.raw(sql.replaceAll('?', '\\?'));
}

/** Rows of every table outside `lifecycle`: names, counts and content hashes. */
export async function contentOf(db: Db) {
  return (await tableFingerprints(db)).filter(({ schema }) => schema !== 'lifecycle');
}

/** Everything outside `lifecycle` that is no row, as text: also grants, comments, owners, states. */
export async function schemaOf(db: Db): Promise<string> {
  const catalog = await readCatalog(db);
  const outside = <Part extends { schema: string }>(parts: readonly Part[]): Part[] =>
    parts.filter(({ schema }) => schema !== 'lifecycle');
  const sql = schemaSql({
    ...catalog,
    schemas: catalog.schemas.filter((name) => name !== 'lifecycle'),
    types: outside(catalog.types),
    sequences: outside(catalog.sequences),
    functions: outside(catalog.functions),
    tables: outside(catalog.tables),
    views: outside(catalog.views),
  });
  return `${sql}\n${(await detailsOf(db)).join('\n')}`;
}

async function detailsOf(db: Db): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { line: string }[] }>(`
    WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_'
      AND nspname NOT IN ('information_schema', 'lifecycle'))
    SELECT format('relation %s %s owner %s acl %s options %s rls %s replica %s', relkind, c.oid::regclass,
      relowner::regrole, relacl, reloptions, relrowsecurity, relreplident) AS line
    FROM pg_class AS c WHERE relnamespace IN (SELECT oid FROM ours)
    UNION ALL SELECT format('column %s.%s acl %s statistics %s', attrelid::regclass, attname, attacl,
      coalesce(attstattarget, -1))
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid
    WHERE relnamespace IN (SELECT oid FROM ours) AND attnum > 0 AND NOT attisdropped
      AND (attacl IS NOT NULL OR coalesce(attstattarget, -1) <> -1)
    UNION ALL SELECT format('function %s owner %s acl %s', p.oid::regprocedure, proowner::regrole, proacl)
    FROM pg_proc AS p WHERE pronamespace IN (SELECT oid FROM ours)
    UNION ALL SELECT format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description)
    FROM pg_description WHERE objoid > 16383 AND pg_describe_object(classoid, objoid, objsubid) !~ 'lifecycle'
    UNION ALL SELECT format('policy %s %s %s %s', polrelid::regclass, polname,
      pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy
    UNION ALL SELECT pg_get_ruledef(r.oid) FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = ev_class
    WHERE relnamespace IN (SELECT oid FROM ours)
    UNION ALL SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
    WHERE relnamespace IN (SELECT oid FROM ours)
    UNION ALL SELECT format('trigger %s %s %s', tgrelid::regclass, tgname, tgenabled)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT format('sequence %s owned by %s %s', s.oid::regclass, d.refobjid::regclass,
      (SELECT attname FROM pg_attribute WHERE attrelid = d.refobjid AND attnum = d.refobjsubid))
    FROM pg_class AS s LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid
      AND d.deptype IN ('a', 'i') WHERE relkind = 'S' AND relnamespace IN (SELECT oid FROM ours)
    UNION ALL SELECT format('view %s holds %s', matviewname, ispopulated) FROM pg_matviews
    ORDER BY 1`);
  return rows.map(({ line }) => line);
}
