import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import type { Knex } from 'knex';
import { TestcaseModel } from './models/testcase.ts';

export interface NewCase {
  readonly id: string;
  readonly suiteId: string;
  readonly content: CaseContent;
  readonly authorId: string;
}

export interface NewVersion {
  readonly id: string;
  readonly caseId: string;
  readonly versionNumber: number;
  readonly content: CaseContent;
  readonly changeNote: string;
  readonly authorId: string;
}

/** Adds a case behind those of its suite, without a version; gives the key that it is called by. */
export async function insertCase(trx: Knex, { id, suiteId, content, authorId }: NewCase) {
  const { rows } = await trx.raw<{ rows: { key: string }[] }>(
    `INSERT INTO runs.testcases (id, suite_id, key, title, position, created_by_user_id, updated_by_user_id)
     SELECT :id, :suiteId, 'C' || nextval('runs.case_numbers'), :title,
       coalesce((SELECT max(position) + 1 FROM runs.testcases WHERE suite_id = :suiteId::uuid), 0),
       :authorId, :authorId
     RETURNING key`,
    { id, suiteId, title: content.title, authorId },
  );
  return rows[0]?.key ?? '';
}

/** Adds the next version of a case, which says from now on what the case is called and how it is carried out. */
export async function insertVersion(trx: Knex, version: NewVersion): Promise<void> {
  const { id, caseId, versionNumber, content, changeNote, authorId } = version;
  const json = (value: unknown) => JSON.stringify(value);
  await trx('runs.testcase_versions').insert({
    id,
    testcaseId: caseId,
    versionNumber,
    title: content.title,
    summary: content.summary,
    preconditions: content.preconditions,
    stepsJson: json(content.steps),
    // For programs that know steps and what is expected as two lists.
    expectedJson: json(content.steps.map(({ expected }) => expected)),
    typicalArtifactsJson: json(content.artifacts),
    commonMistakesJson: json(content.mistakes),
    isMandatory: content.isMandatory,
    estimatedMinutes: content.estimatedMinutes,
    complexity: content.complexity,
    parametersJson: json(content.parameters),
    changeNote,
    createdByUserId: authorId,
  });
  await TestcaseModel.query(trx).findById(caseId).patch({
    title: content.title,
    versionNumber,
    isRequired: content.isMandatory,
    estimatedMinutes: content.estimatedMinutes,
    complexity: content.complexity,
    updatedByUserId: authorId,
  });
}

/** Waits until nobody else makes a version of the case; gives the number of the newest, undefined for no case. */
export async function lockCase(trx: Knex.Transaction, id: string): Promise<number | undefined> {
  return (await TestcaseModel.query(trx).findById(id).forUpdate())?.versionNumber;
}

export async function archiveCase(
  trx: Knex,
  id: string,
  isArchived: boolean,
  authorId: string,
): Promise<void> {
  await TestcaseModel.query(trx).findById(id).patch({ isArchived, updatedByUserId: authorId });
}

/** Gives a case these tags and no others. */
export async function setTags(trx: Knex, caseId: string, tags: readonly string[]): Promise<void> {
  await trx.raw(
    `INSERT INTO runs.tags (name) SELECT DISTINCT ON (lower(name)) name FROM unnest(?::text[]) AS name
     ON CONFLICT (name) DO NOTHING`,
    [[...tags]],
  );
  await trx.raw(
    `DELETE FROM runs.testcase_tags WHERE testcase_id = :caseId::uuid AND tag_id NOT IN (
       SELECT t.id FROM runs.tags AS t JOIN unnest(:tags::text[]) AS given ON lower(t.name::text) = lower(given))`,
    { caseId, tags: [...tags] },
  );
  await trx.raw(
    `INSERT INTO runs.testcase_tags (testcase_id, tag_id)
     SELECT DISTINCT :caseId::uuid, t.id FROM runs.tags AS t
     JOIN unnest(:tags::text[]) AS given ON lower(t.name::text) = lower(given)
     ON CONFLICT DO NOTHING`,
    { caseId, tags: [...tags] },
  );
}
