import type { ListedMatrix, MatrixRow } from '@atelier/domain/runs/execution-types.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';
import { certainInstant } from './instant.ts';

interface MatrixTableRow {
  readonly id: string;
  readonly project_id: string;
  readonly title: string;
  readonly template_name: string | null;
  readonly author_id: string | null;
  readonly author: string | null;
  readonly created_at: Date;
  readonly runs: number;
  readonly items: number;
  readonly open: number;
}

/** The matrices of a project, the newest first. */
export function matricesOf(db: Knex, projectId: string): Promise<readonly ListedMatrix[]> {
  return readMatrices(db, 'm.project_id = ?::uuid', [projectId]);
}

/** The matrices with these ids, in no order that means anything. */
export function matricesById(db: Knex, ids: readonly string[]): Promise<readonly ListedMatrix[]> {
  return readMatrices(db, 'm.id = ANY (?::uuid[])', [[...ids]]);
}

async function readMatrices(
  db: Knex,
  which: string,
  bindings: Knex.RawBinding[],
): Promise<readonly ListedMatrix[]> {
  const { rows } = await db.raw<{ rows: MatrixTableRow[] }>(
    `SELECT m.id, m.project_id, m.title, t.name AS template_name, u.id AS author_id, u.display_name AS author,
       m.created_at, c.runs, c.items, c.open
     FROM runs.run_matrices AS m
     LEFT JOIN runs.run_templates AS t ON t.id = m.template_id
     LEFT JOIN identity.users AS u ON u.id = m.created_by_user_id
     CROSS JOIN LATERAL (
       SELECT count(DISTINCT r.id)::int AS runs, count(i.id)::int AS items,
         count(i.id) FILTER (WHERE x.id IS NULL)::int AS open
       FROM runs.runs AS r LEFT JOIN runs.run_items AS i ON i.run_id = r.id
       LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
       WHERE r.matrix_id = m.id
     ) AS c
     WHERE ${which} ORDER BY m.created_at DESC, m.id`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    title: row.title,
    templateName: row.template_name,
    createdBy: row.author_id === null ? null : { id: row.author_id, name: row.author ?? '' },
    createdAt: certainInstant(row.created_at),
    runs: row.runs,
    items: row.items,
    open: row.open,
  }));
}

/** The runs of a matrix, in the order in which they were made. */
export async function runsOfMatrix(db: Knex, matrixId: string): Promise<readonly string[]> {
  const rows = await db('runs.runs').where({ matrixId }).orderBy(['createdAt', 'id']).select('id');
  return rows.map(({ id }) => id);
}

/** Each case of a matrix with what came of it in each of these runs. */
export async function matrixRows(
  db: Knex,
  runIds: readonly string[],
): Promise<readonly MatrixRow[]> {
  const { rows } = await db.raw<{
    rows: {
      item_id: string;
      run_id: string;
      case_id: string;
      key: string;
      title: string;
      parameter_row: number | null;
      status: ResultStatus | null;
    }[];
  }>(
    `SELECT i.id AS item_id, i.run_id, c.id AS case_id, c.key, coalesce(v.title, c.title) AS title, i.parameter_row,
       x.status
     FROM runs.run_items AS i
     JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
     JOIN runs.testcases AS c ON c.id = v.testcase_id
     LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
     WHERE i.run_id = ANY (?::uuid[]) ORDER BY i.position, c.key, i.parameter_row, i.id`,
    [[...runIds]],
  );
  const byPlace = new Map<string, MatrixRow & { cells: MatrixRow['cells'][number][] }>();
  for (const row of rows) {
    const place = `${row.case_id} ${row.parameter_row}`;
    const known = byPlace.get(place) ?? {
      caseId: row.case_id,
      key: row.key,
      title: row.title,
      parameterRow: row.parameter_row,
      cells: runIds.map(() => null),
    };
    known.cells[runIds.indexOf(row.run_id)] = { itemId: row.item_id, status: row.status };
    byPlace.set(place, known);
  }
  return [...byPlace.values()];
}

/** On which days (UTC) items of these runs got the result that they have. */
export async function recordedByDay(
  db: Knex,
  runIds: readonly string[],
): Promise<readonly { readonly day: string; readonly count: number }[]> {
  const { rows } = await db.raw<{ rows: { day: string; count: number }[] }>(
    `SELECT to_char(x.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS count
     FROM runs.run_results AS x JOIN runs.run_items AS i ON i.id = x.run_item_id
     WHERE i.run_id = ANY (?::uuid[]) AND isfinite(x.updated_at) GROUP BY 1 ORDER BY 1`,
    [[...runIds]],
  );
  return rows;
}
