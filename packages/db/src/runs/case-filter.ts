import type { CaseFilter } from '@atelier/domain/runs/schemas.ts';
import type { Knex } from 'knex';

export interface CasesWanted extends CaseFilter {
  readonly projectId: string;
  readonly suiteId?: string | undefined;
  readonly archived: boolean;
}

/**
 * What came of the case `c` of the suite `s` last, by the index that has results so: one look for each case. What all
 * projects share may have been carried out in others, of which nothing is told here.
 */
export const lastResult = `(
    SELECT x.status::text FROM runs.run_results AS x
    WHERE x.testcase_id = c.id AND (s.project_id IS NOT NULL
      OR x.run_id IN (SELECT id FROM runs.runs WHERE project_id = :projectId::uuid))
    ORDER BY x.updated_at DESC, x.id DESC LIMIT 1
  )`;

export interface FoundCases {
  /** From `FROM` to the end of `WHERE`: cases `c` of suites `s`. */
  readonly from: string;
  readonly bindings: Readonly<Record<string, Knex.Value | string[]>>;
}

/** The cases of a project that are as they are wanted, and those that all projects share. */
export function casesThat(wanted: CasesWanted): FoundCases {
  const { projectId, suiteId, archived, tag, levels, mandatory } = wanted;
  const { changedSince, lastResults, search } = wanted;
  const bindings: Record<string, Knex.Value | string[]> = { projectId, archived };
  const where = [
    '(s.project_id = :projectId::uuid OR s.project_id IS NULL)',
    'c.is_archived = :archived',
  ];
  if (suiteId !== undefined) {
    bindings.suiteId = suiteId;
    where.push('c.suite_id = :suiteId::uuid');
  }
  if (tag !== undefined) {
    bindings.tag = tag;
    where.push(`EXISTS (SELECT FROM runs.testcase_tags AS ct JOIN runs.tags AS t ON t.id = ct.tag_id
      WHERE ct.testcase_id = c.id AND lower(t.name::text) = lower(:tag))`);
  }
  if (levels !== undefined) {
    bindings.levels = [...levels];
    where.push(`EXISTS (SELECT FROM runs.testcase_tags AS ct JOIN runs.tags AS t ON t.id = ct.tag_id
      WHERE ct.testcase_id = c.id AND upper(t.name::text) = ANY (:levels::text[]))`);
  }
  if (mandatory !== undefined) {
    bindings.mandatory = mandatory;
    where.push('c.is_required = :mandatory');
  }
  if (changedSince !== undefined) {
    bindings.changedSince = `${changedSince}T00:00:00Z`;
    where.push('c.updated_at >= :changedSince::timestamptz');
  }
  if (lastResults !== undefined) {
    bindings.lastResults = [...lastResults];
    where.push(`coalesce(${lastResult}, 'none') = ANY (:lastResults::text[])`);
  }
  if (search) {
    bindings.search = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    where.push('(c.title ILIKE :search OR c.key ILIKE :search)');
  }
  const from = `FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
    WHERE ${where.join(' AND ')}`;
  return { from, bindings };
}

/** All of these cases, in the order of their suites. */
export async function idsOfCasesThat(db: Knex, wanted: CasesWanted): Promise<readonly string[]> {
  const { from, bindings } = casesThat(wanted);
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `SELECT c.id ${from} ORDER BY s.project_id NULLS LAST, s.position, s.id, c.position, c.key, c.id`,
    { ...bindings },
  );
  return rows.map(({ id }) => id);
}
