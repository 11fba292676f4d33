import type { Knex } from 'knex';
import type { Dependent } from '../rules/dependent.ts';
import type { TableName } from '../rules/id-column.ts';
import { rowsOf } from '../sql.ts';
import {
  type Changing,
  commentOf,
  type DependentRow,
  dependsOnSource,
  sourceQueries,
  tableOf,
} from './source.ts';

/** Rewrites a statement that speaks of a table's NEW and OLD row. */
export type RewriteOnRow = (statement: string, table: TableName) => Promise<string>;

async function rewritten(
  kind: 'trigger' | 'rule',
  rows: readonly DependentRow[],
  rewrite: RewriteOnRow,
): Promise<readonly Dependent[]> {
  const found: Dependent[] = [];
  for (const { table, ...row } of rows) {
    found.push({ ...row, kind, after: await rewrite(row.before, table) });
  }
  return found;
}

/** Foreign keys from or to what changes. One that was never validated stays so. */
export async function readForeignKeys(db: Knex, changing: Changing): Promise<readonly Dependent[]> {
  const rows = await rowsOf<DependentRow>(
    db,
    `WITH RECURSIVE ${sourceQueries(changing)}
    SELECT ${tableOf('k.conrelid')} AS "table", format('%s.%I', k.conrelid::regclass, k.conname) AS name,
      format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS drop,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname,
        pg_get_constraintdef(k.oid)) AS before,
      ${commentOf("format('CONSTRAINT %I ON %s', k.conname, k.conrelid::regclass)", 'k.oid', 'pg_constraint')} AS extras
    FROM pg_constraint AS k
    WHERE k.contype = 'f' AND k.conparentid = 0 AND EXISTS (
      SELECT FROM converted AS c
      WHERE (c.relation = k.conrelid AND c.number = ANY (k.conkey))
        OR (c.relation = k.confrelid AND c.number = ANY (k.confkey)))
    ORDER BY 2`,
  );
  return rows.map(({ table: _, ...row }) => ({ ...row, kind: 'foreign key', after: row.before }));
}

/** Triggers that name a changing column (`UPDATE OF`, `WHEN`); the conversion's own are its own matter. */
export async function readTriggers(
  db: Knex,
  changing: Changing,
  rewrite: RewriteOnRow,
): Promise<readonly Dependent[]> {
  const rows = await rowsOf<DependentRow>(
    db,
    `WITH RECURSIVE ${sourceQueries(changing)}
    SELECT DISTINCT ${tableOf('t.tgrelid')} AS "table", format('%s.%I', t.tgrelid::regclass, t.tgname) AS name,
      format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS drop,
      pg_get_triggerdef(t.oid) AS before,
      CASE t.tgenabled WHEN 'O' THEN '[]' ELSE jsonb_build_array(format('ALTER TABLE %s %s TRIGGER %I',
        t.tgrelid::regclass, CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
          ELSE 'ENABLE ALWAYS' END, t.tgname)) END
      || ${commentOf("format('TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)", 't.oid', 'pg_trigger')} AS extras
    FROM pg_trigger AS t JOIN pg_depend AS d ON d.objid = t.oid
    WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${dependsOnSource('pg_trigger')}
      AND NOT EXISTS (SELECT FROM pg_class AS v WHERE v.oid = t.tgrelid AND v.relkind = 'v')
      AND NOT EXISTS (SELECT FROM pg_proc AS f WHERE f.oid = t.tgfoid
        AND f.pronamespace = to_regnamespace('lifecycle'))
    ORDER BY 2`,
  );
  return rewritten('trigger', rows, rewrite);
}

/** Rules of tables; a view's own rule is the view. */
export async function readRules(
  db: Knex,
  changing: Changing,
  rewrite: RewriteOnRow,
): Promise<readonly Dependent[]> {
  const rows = await rowsOf<DependentRow>(
    db,
    `WITH RECURSIVE ${sourceQueries(changing)}
    SELECT DISTINCT ${tableOf('r.ev_class')} AS "table", format('%s.%I', r.ev_class::regclass, r.rulename) AS name,
      format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass) AS drop,
      pg_get_ruledef(r.oid) AS before,
      ${commentOf("format('RULE %I ON %s', r.rulename, r.ev_class::regclass)", 'r.oid', 'pg_rewrite')} AS extras
    FROM pg_rewrite AS r JOIN pg_depend AS d ON d.objid = r.oid
    JOIN pg_class AS c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p')
    WHERE ${dependsOnSource('pg_rewrite')} ORDER BY 2`,
  );
  return rewritten('rule', rows, rewrite);
}
