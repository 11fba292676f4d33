import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import type { KnownCase } from '@atelier/domain/runs/interchange/import-plan.ts';
import type { Suite } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { contentOf, tagsOfCase, type VersionRow, versionColumns } from './case-reads.ts';
import { suitesOf } from './suite-reads.ts';

/** Waits until nobody else imports into the project, nor makes a version of one of its cases. */
export async function lockLibrary(trx: Knex.Transaction, projectId: string): Promise<void> {
  await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('runs.library ' || ?, 0))", [
    projectId,
  ]);
  // One by one, as those lock them who work on several: so that two cannot wait for each other.
  await trx.raw(
    `SELECT count(*) FROM (
       SELECT c.id FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
       WHERE s.project_id = ?::uuid ORDER BY c.id FOR UPDATE OF c
     ) AS locked`,
    [projectId],
  );
}

/** The names of suites from the top down to each of a project's own. */
export async function suitePaths(
  db: Knex,
  projectId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const own = (await suitesOf(db, projectId)).filter((suite) => suite.projectId === projectId);
  const byId = new Map(own.map((suite) => [suite.id, suite]));
  const paths = new Map<string, readonly string[]>();
  const pathOf = (suite: Suite): readonly string[] => {
    const known = paths.get(suite.id);
    if (known !== undefined) return known;
    // Whatever an older program wrote: above itself nothing stands.
    paths.set(suite.id, [suite.name]);
    const above = suite.parentId === null ? undefined : byId.get(suite.parentId);
    const path = above === undefined ? [suite.name] : [...pathOf(above), suite.name];
    paths.set(suite.id, path);
    return path;
  };
  for (const suite of own) pathOf(suite);
  return paths;
}

interface KnownRow extends VersionRow {
  readonly id: string;
  readonly suite_id: string;
  readonly key: string;
  readonly external_key: string | null;
  readonly version_number: number;
  readonly is_archived: boolean;
  readonly tags: readonly string[];
  readonly has_version: boolean;
}

/** A project's own cases with all that they say, suite by suite in their order, some at a time. */
export async function* casesOfLibrary(
  db: Knex,
  projectId: string,
): AsyncGenerator<readonly KnownCase[]> {
  const paths = await suitePaths(db, projectId);
  const { rows: ids } = await db.raw<{ rows: { id: string }[] }>(
    `SELECT c.id FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
     WHERE s.project_id = ?::uuid ORDER BY s.position, s.id, c.position, c.key, c.id`,
    [projectId],
  );
  for (let start = 0; start < ids.length; start += 1000) {
    const { rows } = await db.raw<{ rows: KnownRow[] }>(
      `SELECT c.id, c.suite_id, c.key, c.external_key, c.version_number, c.is_archived,
         ${tagsOfCase} AS tags, v.id IS NOT NULL AS has_version, ${versionColumns}
       FROM unnest(?::uuid[]) WITH ORDINALITY AS wanted (id, place)
       JOIN runs.testcases AS c ON c.id = wanted.id
       LEFT JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
       ORDER BY wanted.place`,
      [ids.slice(start, start + 1000).map(({ id }) => id)],
    );
    yield rows.map((row) => ({
      id: row.id,
      key: row.key,
      externalKey: row.external_key,
      versionNumber: row.version_number,
      suite: paths.get(row.suite_id) ?? [],
      content: contentOf(row.has_version ? row : { ...row, ...unsaid }),
      tags: row.tags,
      isArchived: row.is_archived,
    }));
  }
}

/** A case that an older program made without a version. */
const unsaid = { summary: '', preconditions: '', is_mandatory: true };

export interface ImportedRow {
  readonly caseId: string;
  readonly versionId: string;
  readonly suiteId: string;
  readonly externalKey: string;
  readonly versionNumber: number;
  readonly content: CaseContent;
}

/** Adds cases without versions, behind those of their suites, in this order. */
export async function insertImported(
  trx: Knex,
  rows: readonly ImportedRow[],
  authorId: string,
): Promise<void> {
  await trx.raw(
    `INSERT INTO runs.testcases (id, suite_id, key, title, external_key, position, created_by_user_id,
       updated_by_user_id)
     SELECT r.id, r.suite_id, 'C' || nextval('runs.case_numbers'), r.title, r.external_key,
       coalesce(l.last, -1) + row_number() OVER (PARTITION BY r.suite_id ORDER BY r.place), :authorId, :authorId
     FROM jsonb_to_recordset(:rows::jsonb) AS r
       (place int, id uuid, suite_id uuid, title text, external_key text)
     LEFT JOIN (
       SELECT suite_id, max(position) AS last FROM runs.testcases
       WHERE suite_id = ANY (:suiteIds::uuid[]) GROUP BY suite_id
     ) AS l ON l.suite_id = r.suite_id
     ORDER BY r.place`,
    {
      authorId,
      suiteIds: [...new Set(rows.map(({ suiteId }) => suiteId))],
      rows: JSON.stringify(
        rows.map(({ caseId, suiteId, externalKey, content: { title } }, place) => ({
          ...{ place, id: caseId, suite_id: suiteId, title, external_key: externalKey },
        })),
      ),
    },
  );
}

/** Adds the next version of each of these cases, which says from now on what they are called. */
export async function insertImportedVersions(
  trx: Knex,
  rows: readonly ImportedRow[],
  note: string,
  authorId: string,
): Promise<void> {
  const bindings = {
    ...{ authorId, note },
    rows: JSON.stringify(
      rows.map(({ caseId, versionId, versionNumber, externalKey, content }) => ({
        id: versionId,
        case_id: caseId,
        number: versionNumber,
        external_key: externalKey,
        title: content.title,
        summary: content.summary,
        preconditions: content.preconditions,
        steps: content.steps,
        expected: content.steps.map(({ expected }) => expected),
        artifacts: content.artifacts,
        mistakes: content.mistakes,
        mandatory: content.isMandatory,
        minutes: content.estimatedMinutes,
        complexity: content.complexity,
        parameters: content.parameters,
      })),
    ),
  };
  await trx.raw(
    `INSERT INTO runs.testcase_versions (id, testcase_id, version_number, title, summary, preconditions,
       steps_json, expected_json, typical_artifacts_json, common_mistakes_json, is_mandatory,
       estimated_minutes, complexity, parameters_json, change_note, created_by_user_id)
     SELECT r.id, r.case_id, r.number, r.title, r.summary, r.preconditions, r.steps, r.expected, r.artifacts,
       r.mistakes, r.mandatory, r.minutes, r.complexity, r.parameters, :note, :authorId::uuid
     FROM jsonb_to_recordset(:rows::jsonb) AS r (id uuid, case_id uuid, number int, title text, summary text,
       preconditions text, steps jsonb, expected jsonb, artifacts jsonb, mistakes jsonb, mandatory boolean,
       minutes int, complexity smallint, parameters jsonb)`,
    bindings,
  );
  await trx.raw(
    `UPDATE runs.testcases AS c SET title = r.title, version_number = r.number, is_required = r.mandatory,
       estimated_minutes = r.minutes, complexity = r.complexity, updated_by_user_id = :authorId::uuid
     FROM jsonb_to_recordset(:rows::jsonb) AS r
       (case_id uuid, number int, title text, mandatory boolean, minutes int, complexity smallint)
     WHERE c.id = r.case_id`,
    bindings,
  );
}

/** Gives each of these cases these tags and no others. */
export async function setImportedTags(
  trx: Knex,
  rows: readonly { readonly caseId: string; readonly tags: readonly string[] }[],
): Promise<void> {
  const caseIds = rows.map(({ caseId }) => caseId);
  const pairs = rows.flatMap(({ caseId, tags }) => tags.map((tag) => [caseId, tag] as const));
  await trx.raw('DELETE FROM runs.testcase_tags WHERE testcase_id = ANY (?::uuid[])', [caseIds]);
  await trx.raw(
    `INSERT INTO runs.tags (name) SELECT DISTINCT ON (lower(name)) name FROM unnest(?::text[]) AS name
     ORDER BY lower(name) ON CONFLICT (name) DO NOTHING`,
    [pairs.map(([, tag]) => tag)],
  );
  await trx.raw(
    `INSERT INTO runs.testcase_tags (testcase_id, tag_id)
     SELECT DISTINCT p.case_id, t.id FROM unnest(:ids::uuid[], :tags::text[]) AS p (case_id, tag)
     JOIN runs.tags AS t ON lower(t.name::text) = lower(p.tag) ON CONFLICT DO NOTHING`,
    { ids: pairs.map(([id]) => id), tags: pairs.map(([, tag]) => tag) },
  );
}

/** Says by which key a file knows these cases. */
export async function setExternalKeys(
  trx: Knex,
  rows: readonly { readonly caseId: string; readonly externalKey: string }[],
): Promise<void> {
  await trx.raw(
    `UPDATE runs.testcases AS c SET external_key = k.key
     FROM unnest(:ids::uuid[], :keys::text[]) AS k (id, key)
     WHERE c.id = k.id AND c.external_key IS DISTINCT FROM k.key`,
    {
      ids: rows.map(({ caseId }) => caseId),
      keys: rows.map(({ externalKey }) => externalKey),
    },
  );
}
