import {
  type CaseContent,
  readLines,
  readParameters,
  readSteps,
} from '@atelier/domain/runs/case-content.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import type {
  CaseVersion,
  FoundCase,
  ListedCase,
  Page,
  TestCase,
} from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { type CasesWanted, casesThat, lastResult } from './case-filter.ts';
import { certainInstant } from './instant.ts';

export interface CaseListQuery extends CasesWanted {
  readonly limit: number;
  readonly cursor?: string | null | undefined;
}

interface CaseRow {
  readonly id: string;
  readonly suite_id: string;
  readonly project_id: string | null;
  readonly key: string;
  readonly title: string;
  readonly position: number;
  readonly is_archived: boolean;
  readonly is_required: boolean;
  readonly estimated_minutes: number | null;
  readonly complexity: number | null;
  readonly tags: readonly string[];
  readonly version_id: string | null;
  readonly version_number: number;
  readonly updated_at: Date;
}

interface FoundRow extends CaseRow {
  readonly last_result: ResultStatus | null;
  /** Null where it is counted apart. */
  readonly total: number | null;
}

/** The tags of a case, for a SELECT in which it is called `c`. */
export const tagsOfCase = `ARRAY(
    SELECT t.name::text FROM runs.testcase_tags AS ct JOIN runs.tags AS t ON t.id = ct.tag_id
    WHERE ct.testcase_id = c.id ORDER BY t.name
  )`;

/** The tags of an item `i` of a run, of the case `c`: in a run that is done those that the case had by then. */
export const tagsOfItem = `coalesce(i.tags_when_done, ${tagsOfCase})`;

const caseColumns = `c.id, c.suite_id, s.project_id, c.key, c.title, c.position, c.is_archived, c.is_required,
  c.estimated_minutes, c.complexity, c.version_number, c.updated_at, ${tagsOfCase} AS tags,
  (SELECT v.id FROM runs.testcase_versions AS v
   WHERE v.testcase_id = c.id AND v.version_number = c.version_number) AS version_id`;
const order = '(c.position, c.key, c.id)';

/** Cases of a project or of one suite, in their order, a page at a time. */
export async function listCases(db: Knex, query: CaseListQuery): Promise<Page<FoundCase>> {
  const { lastResults, limit, cursor } = query;
  const found = casesThat(query);
  const { from } = found;
  const bindings: Record<string, Knex.Value | string[]> = { ...found.bindings, limit: limit + 1 };
  let after = '';
  if (cursor) {
    const [position, key, id] = decodeCursor(cursor, 3);
    Object.assign(bindings, { position: Number(position), key: String(key), id: String(id) });
    after = ` AND ${order} > (:position::int, :key::text, :id::uuid)`;
  }
  // What came of each case last is looked up once, for the page and for how many there are.
  const [parts, source] =
    lastResults === undefined
      ? ['', `${from}${after}`]
      : [
          `WITH matching AS MATERIALIZED (SELECT c.id ${from})`,
          `FROM matching JOIN runs.testcases AS c ON c.id = matching.id
           JOIN runs.test_suites AS s ON s.id = c.suite_id WHERE true${after}`,
        ];
  const { rows } = await db.raw<{ rows: FoundRow[] }>(
    `${parts} SELECT ${caseColumns}, ${lastResult} AS last_result,
       ${lastResults === undefined ? 'NULL' : '(SELECT count(*)::int FROM matching)'} AS total
     ${source} ORDER BY c.position, c.key, c.id LIMIT :limit`,
    bindings,
  );
  const total = rows[0]?.total ?? (await countOf(db, from, bindings));
  const items = rows
    .slice(0, limit)
    .map((row): FoundCase => ({ ...toListedCase(row), lastResult: row.last_result }));
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      rows.length > items.length && last ? encodeCursor([last.position, last.key, last.id]) : null,
    total,
  };
}

async function countOf(
  db: Knex,
  from: string,
  bindings: Readonly<Record<string, Knex.Value | string[]>>,
): Promise<number> {
  const { rows } = await db.raw<{ rows: { total: number }[] }>(
    `SELECT count(*)::int AS total ${from}`,
    { ...bindings },
  );
  return rows[0]?.total ?? 0;
}

/** The cases with these ids, in no order. */
export async function casesById(db: Knex, ids: readonly string[]): Promise<readonly ListedCase[]> {
  const { rows } = await db.raw<{ rows: CaseRow[] }>(
    `SELECT ${caseColumns} FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
     WHERE c.id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return rows.map(toListedCase);
}

/** A case with its newest version, or undefined. */
export async function findCase(db: Knex, id: string): Promise<TestCase | undefined> {
  const [found] = await casesById(db, [id]);
  if (found === undefined) return undefined;
  const [version] =
    found.versionId === null ? [] : await readVersions(db, 'v.id = ?::uuid', [found.versionId]);
  return { ...found, version: version ?? null };
}

/**
 * The newest version of the case that people know by this key in a project; undefined where there is none, where it is
 * in the archive, and where two suites have one.
 */
export async function newestVersionOf(
  db: Knex,
  projectId: string,
  key: string,
): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `SELECT v.id FROM runs.testcases AS c
     JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
     JOIN runs.test_suites AS s ON s.id = c.suite_id
     WHERE s.project_id = ?::uuid AND c.key = ? AND NOT c.is_archived LIMIT 2`,
    [projectId, key],
  );
  return rows.length === 1 ? rows[0]?.id : undefined;
}

/** What the newest version of each of these cases says, by case. */
export async function newestContents(
  db: Knex,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CaseContent>> {
  const which = 'v.testcase_id = ANY (?::uuid[]) AND v.version_number = c.version_number';
  const versions = await readVersions(db, which, [[...ids]]);
  return new Map(versions.map(({ caseId, content }) => [caseId, content]));
}

/** How many bytes of JSON the newest versions of these cases are, without reading them. */
export async function newestBytes(db: Knex, ids: readonly string[]): Promise<number> {
  const { rows } = await db.raw<{ rows: { bytes: string | null }[] }>(
    `SELECT sum(octet_length(to_jsonb(v)::text)) AS bytes
     FROM runs.testcases AS c
     JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
     WHERE c.id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** All versions of a case, the newest first. */
export function versionsOf(db: Knex, caseId: string): Promise<readonly CaseVersion[]> {
  return readVersions(db, 'v.testcase_id = ?::uuid', [caseId]);
}

/** One version of a case, or undefined. */
export async function findVersion(
  db: Knex,
  { caseId, versionNumber }: { readonly caseId: string; readonly versionNumber: number },
): Promise<CaseVersion | undefined> {
  const which = 'v.testcase_id = ?::uuid AND v.version_number = ?';
  return (await readVersions(db, which, [caseId, versionNumber]))[0];
}

/** A version as it stands in the table, with the title of its case where it has none of its own. */
export interface VersionRow {
  readonly version_title: string;
  readonly summary: string;
  readonly preconditions: string;
  readonly steps_json: unknown;
  readonly expected_json: unknown;
  readonly typical_artifacts_json: unknown;
  readonly common_mistakes_json: unknown;
  readonly is_mandatory: boolean;
  readonly estimated_minutes: number | null;
  readonly complexity: number | null;
  readonly parameters_json: unknown;
}

/** Of the version `v` of the case `c`. */
export const versionColumns = `coalesce(v.title, c.title) AS version_title, v.summary, v.preconditions,
  v.steps_json, v.expected_json, v.typical_artifacts_json, v.common_mistakes_json, v.is_mandatory,
  v.estimated_minutes, v.complexity, v.parameters_json`;

/** What a version says. */
export function contentOf(row: VersionRow): CaseContent {
  return {
    title: row.version_title,
    summary: row.summary,
    preconditions: row.preconditions,
    steps: readSteps(row.steps_json, row.expected_json),
    artifacts: readLines(row.typical_artifacts_json),
    mistakes: readLines(row.common_mistakes_json),
    isMandatory: row.is_mandatory,
    estimatedMinutes: row.estimated_minutes,
    complexity: row.complexity,
    parameters: readParameters(row.parameters_json),
  };
}

async function readVersions(
  db: Knex,
  which: string,
  bindings: Knex.RawBinding[],
): Promise<readonly CaseVersion[]> {
  const { rows } = await db.raw<{
    rows: (VersionRow & {
      readonly id: string;
      readonly testcase_id: string;
      readonly version_number: number;
      readonly change_note: string;
      readonly created_at: Date;
      readonly author_id: string | null;
      readonly author_name: string | null;
    })[];
  }>(
    `SELECT v.id, v.testcase_id, v.version_number, v.change_note, v.created_at, ${versionColumns},
       u.id AS author_id, u.display_name AS author_name
     FROM runs.testcase_versions AS v JOIN runs.testcases AS c ON c.id = v.testcase_id
     LEFT JOIN identity.users AS u ON u.id = v.created_by_user_id
     WHERE ${which} ORDER BY v.version_number DESC`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    caseId: row.testcase_id,
    versionNumber: row.version_number,
    changeNote: row.change_note,
    createdBy: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
    createdAt: certainInstant(row.created_at),
    content: contentOf(row),
  }));
}

function toListedCase(row: CaseRow): ListedCase {
  return {
    id: row.id,
    suiteId: row.suite_id,
    projectId: row.project_id,
    key: row.key,
    title: row.title,
    position: row.position,
    isArchived: row.is_archived,
    isMandatory: row.is_required,
    estimatedMinutes: row.estimated_minutes,
    complexity: row.complexity,
    tags: row.tags,
    versionId: row.version_id,
    versionNumber: row.version_number,
    updatedAt: certainInstant(row.updated_at),
  };
}
