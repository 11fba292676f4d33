import type { CasePlace } from '@atelier/domain/runs/library-types.ts';
import { orderAmong } from '@atelier/domain/runs/suite-order.ts';
import type { Knex } from 'knex';

/** Waits until nobody else moves cases in or out of these suites; in one order, so that two cannot wait for each other. */
export async function lockPlaces(
  trx: Knex.Transaction,
  suiteIds: readonly string[],
): Promise<void> {
  for (const id of [...new Set(suiteIds)].sort()) {
    await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('runs.cases ' || ?, 0))", [id]);
  }
}

/** The ids of the cases of suites, each suite in its order. */
export async function orderOfCases(
  trx: Knex,
  suiteIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await trx.raw<{ rows: { suite_id: string; ids: string[] }[] }>(
    `SELECT suite_id, array_agg(id ORDER BY position, key, id) AS ids
     FROM runs.testcases WHERE suite_id = ANY (?::uuid[]) GROUP BY suite_id`,
    [[...suiteIds]],
  );
  return new Map(rows.map(({ suite_id, ids }) => [suite_id, ids]));
}

/** Where these cases stand now, in the order of their suites. */
export async function placesOf(
  trx: Knex,
  caseIds: readonly string[],
): Promise<readonly CasePlace[]> {
  const wanted = new Set(caseIds);
  const { rows } = await trx.raw<{ rows: { suite_id: string }[] }>(
    'SELECT DISTINCT suite_id FROM runs.testcases WHERE id = ANY (?::uuid[])',
    [[...caseIds]],
  );
  const orders = await orderOfCases(
    trx,
    rows.map(({ suite_id }) => suite_id),
  );
  return [...orders].flatMap(([suiteId, ids]) =>
    ids.flatMap((caseId, place) =>
      wanted.has(caseId) ? [{ caseId, suiteId, before: ids[place + 1] ?? null }] : [],
    ),
  );
}

/** Puts each case where it is said, the last one first. */
export async function placeCases(
  trx: Knex.Transaction,
  places: readonly CasePlace[],
  authorId: string,
): Promise<void> {
  const suiteIds = [...new Set(places.map(({ suiteId }) => suiteId))];
  const orders = new Map(await orderOfCases(trx, suiteIds));
  for (const { caseId, suiteId, before } of places.toReversed()) {
    const things = (orders.get(suiteId) ?? []).map((id) => ({ id }));
    orders.set(suiteId, orderAmong(things, caseId, before));
  }
  await moveToSuites(trx, places, authorId);
  for (const ids of orders.values()) {
    await trx.raw(
      `UPDATE runs.testcases AS c SET position = o.place - 1
       FROM unnest(?::uuid[]) WITH ORDINALITY AS o (id, place)
       WHERE c.id = o.id AND c.position <> o.place - 1`,
      [[...ids]],
    );
  }
}

async function moveToSuites(
  trx: Knex.Transaction,
  places: readonly CasePlace[],
  authorId: string,
): Promise<void> {
  await trx.raw(
    `UPDATE runs.testcases AS c SET suite_id = p.suite_id, updated_by_user_id = :authorId
     FROM unnest(:caseIds::uuid[], :suiteIds::uuid[]) AS p (case_id, suite_id)
     WHERE c.id = p.case_id AND c.suite_id <> p.suite_id`,
    {
      authorId,
      caseIds: places.map(({ caseId }) => caseId),
      suiteIds: places.map(({ suiteId }) => suiteId),
    },
  );
}

/** A key of one of these cases that another case of the suite has, or undefined. */
export async function takenKey(
  trx: Knex,
  caseIds: readonly string[],
  suiteId: string,
): Promise<string | undefined> {
  const { rows } = await trx.raw<{ rows: { key: string }[] }>(
    `SELECT key FROM runs.testcases WHERE suite_id = :suiteId::uuid OR id = ANY (:ids::uuid[])
     GROUP BY key HAVING count(*) > 1 LIMIT 1`,
    { ids: [...caseIds], suiteId },
  );
  return rows[0]?.key;
}

/** Waits until nobody else changes the tags of these cases; in one order, so that two cannot wait for each other. */
export async function lockCases(trx: Knex.Transaction, caseIds: readonly string[]): Promise<void> {
  await trx.raw(
    'SELECT id FROM runs.testcases WHERE id = ANY (?::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    [[...caseIds]],
  );
}

/** Adds tags to cases, and takes others from them. */
export async function changeTags(
  trx: Knex,
  caseIds: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<void> {
  await trx.raw(
    `DELETE FROM runs.testcase_tags WHERE testcase_id = ANY (:ids::uuid[]) AND tag_id IN (
       SELECT t.id FROM runs.tags AS t JOIN unnest(:tags::text[]) AS given ON lower(t.name::text) = lower(given))`,
    { ids: [...caseIds], tags: [...remove] },
  );
  await trx.raw(
    `INSERT INTO runs.tags (name) SELECT DISTINCT ON (lower(name)) name FROM unnest(?::text[]) AS name
     ORDER BY lower(name) ON CONFLICT (name) DO NOTHING`,
    [[...add]],
  );
  await trx.raw(
    `INSERT INTO runs.testcase_tags (testcase_id, tag_id)
     SELECT DISTINCT c.id, t.id FROM unnest(:ids::uuid[]) AS c (id), runs.tags AS t
     JOIN unnest(:tags::text[]) AS given ON lower(t.name::text) = lower(given)
     ON CONFLICT DO NOTHING`,
    { ids: [...caseIds], tags: [...add] },
  );
}

export async function archiveCases(
  trx: Knex,
  caseIds: readonly string[],
  isArchived: boolean,
  authorId: string,
): Promise<void> {
  await trx.raw(
    `UPDATE runs.testcases SET is_archived = :isArchived, updated_by_user_id = :authorId
     WHERE id = ANY (:ids::uuid[]) AND is_archived <> :isArchived`,
    { ids: [...caseIds], isArchived, authorId },
  );
}
