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

/** What becomes of an expression over a table's columns; `parkedFor` when it cannot be said otherwise. */
export interface Rewritten {
  readonly sql: string;
  readonly parkedFor?: string;
}

/** Rewrites a statement that speaks of one table's columns. */
export type RewriteOnTable = (statement: string, table: TableName) => Promise<Rewritten>;

/**
 * Checks over changing columns. One whose text holds for both kinds of ids is left to ALTER TYPE, unless
 * `all` is asked for; one that compares ids with numbers by order is parked.
 */
export async function readChecks(
  db: Knex,
  changing: Changing,
  rewrite: RewriteOnTable,
  all: boolean,
): Promise<readonly Dependent[]> {
  const rows = await rowsOf<DependentRow>(
    db,
    `WITH RECURSIVE ${sourceQueries(changing)}
    SELECT ${tableOf('k.conrelid')} AS "table",
      format('%s.%I', k.conrelid::regclass, k.conname) AS name,
      format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS drop,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname,
        pg_get_constraintdef(k.oid)) AS before,
      ${commentOf("format('CONSTRAINT %I ON %s', k.conname, k.conrelid::regclass)", 'k.oid', 'pg_constraint')} AS extras
    FROM pg_constraint AS k
    WHERE k.contype = 'c' AND k.coninhcount = 0 AND k.conparentid = 0
      AND EXISTS (SELECT FROM converted AS c WHERE c.relation = k.conrelid AND c.number = ANY (k.conkey))
    ORDER BY 2`,
  );
  return rewrittenOnes('check', rows, rewrite, all);
}

/** Indexes without a constraint that hold a changing column in an expression or a predicate. */
export async function readIndexes(
  db: Knex,
  changing: Changing,
  rewrite: RewriteOnTable,
  all: boolean,
): Promise<readonly Dependent[]> {
  const rows = await rowsOf<DependentRow>(
    db,
    `WITH RECURSIVE ${sourceQueries(changing)}
    SELECT DISTINCT ${tableOf('i.indrelid')} AS "table",
      i.indexrelid::regclass::text AS name,
      format('DROP INDEX %s', i.indexrelid::regclass) AS drop,
      pg_get_indexdef(i.indexrelid) AS before,
      ${commentOf("format('INDEX %s', i.indexrelid::regclass)", 'i.indexrelid', 'pg_class')} AS extras
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
    JOIN pg_class AS x ON x.oid = i.indexrelid AND NOT x.relispartition
    JOIN pg_depend AS d ON d.objid = i.indexrelid
    WHERE ${dependsOnSource('pg_class')} AND c.relkind IN ('r', 'p')
      AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
      AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY 2`,
  );
  return rewrittenOnes('index', rows, rewrite, all);
}

interface PolicyRow extends DependentRow {
  readonly head: string;
  readonly using: string | null;
  readonly check: string | null;
}

/** Row security policies over changing columns, also of other tables. */
export async function readPolicies(
  db: Knex,
  changing: Changing,
  rewrite: RewriteOnTable,
): Promise<readonly Dependent[]> {
  const rows = await rowsOf<PolicyRow>(
    db,
    `WITH RECURSIVE ${sourceQueries(changing)}
    SELECT DISTINCT ${tableOf('p.polrelid')} AS "table",
      format('%s.%I', p.polrelid::regclass, p.polname) AS name,
      format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass) AS drop,
      format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, p.polrelid::regclass,
        CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
        CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
          WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
        (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ')
         FROM unnest(p.polroles) AS r)) AS head,
      pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check,
      ${commentOf("format('POLICY %I ON %s', p.polname, p.polrelid::regclass)", 'p.oid', 'pg_policy')} AS extras
    FROM pg_policy AS p JOIN pg_depend AS d ON d.objid = p.oid
    WHERE ${dependsOnSource('pg_policy')} ORDER BY 2`,
  );
  const whole = rows.map(({ head, using, check, ...row }) => ({
    ...row,
    before: [head, using && `USING (${using})`, check && `WITH CHECK (${check})`]
      .filter(Boolean)
      .join(' '),
  }));
  return rewrittenOnes('policy', whole, rewrite, true);
}

/** Extended statistics; ALTER TYPE keeps them, a column that goes takes them along. */
export async function readStatistics(db: Knex, changing: Changing): Promise<readonly Dependent[]> {
  const rows = await rowsOf<DependentRow>(
    db,
    `WITH RECURSIVE ${sourceQueries(changing)}
    SELECT DISTINCT format('%I.%I', n.nspname, s.stxname) AS name,
      format('DROP STATISTICS %I.%I', n.nspname, s.stxname) AS drop,
      pg_get_statisticsobjdef(s.oid) AS before,
      ${commentOf("format('STATISTICS %I.%I', n.nspname, s.stxname)", 's.oid', 'pg_statistic_ext')} AS extras
    FROM pg_statistic_ext AS s JOIN pg_namespace AS n ON n.oid = s.stxnamespace
    JOIN pg_depend AS d ON d.objid = s.oid
    WHERE ${dependsOnSource('pg_statistic_ext')} ORDER BY 1`,
  );
  return rows.map((row) => ({ ...row, kind: 'statistics', after: row.before }));
}

async function rewrittenOnes(
  kind: 'check' | 'index' | 'policy',
  rows: readonly DependentRow[],
  rewrite: RewriteOnTable,
  all: boolean,
): Promise<readonly Dependent[]> {
  const found: Dependent[] = [];
  for (const { table, ...row } of rows) {
    const { sql, parkedFor } = await rewrite(row.before, table);
    if (!all && sql === row.before && parkedFor === undefined) continue;
    const after = parkedFor === undefined ? sql : undefined;
    found.push({ ...row, kind, after, ...(parkedFor === undefined ? {} : { parkedFor }) });
  }
  return found;
}
