import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { ScenarioSuiteModel } from './models/scenario-suite.ts';

export interface NewSuite {
  readonly id: string;
  readonly processId: string | null;
  readonly processVersionId: string | null;
  readonly definition: SuiteDefinition;
  readonly authorId: string | null;
}

export async function insertSuite(trx: Knex, suite: NewSuite): Promise<void> {
  const { id, processId, processVersionId, definition, authorId } = suite;
  await ScenarioSuiteModel.query(trx).insert({
    ...{ id, processId, processVersionId, ...factsOf(definition) },
    ...{ createdByUserId: authorId, updatedByUserId: authorId },
  });
  await insertParts(trx, id, definition);
}

/** Waits until nobody else changes the suite; undefined where there is none. */
export async function lockSuite(trx: Knex, id: string): Promise<ScenarioSuiteModel | undefined> {
  return ScenarioSuiteModel.query(trx).findById(id).forNoKeyUpdate();
}

/** Puts a definition in the place of the one that a suite has, with the next revision. */
export async function replaceSuite(trx: Knex, suite: NewSuite, revision: number): Promise<void> {
  const { id, processId, processVersionId, definition, authorId } = suite;
  await ScenarioSuiteModel.query(trx)
    .findById(id)
    .patch({
      ...{ processId, processVersionId, ...factsOf(definition), revision },
      ...{ updatedByUserId: authorId, updatedAt: new Date() },
    });
  await trx('orchestra.test_scenarios').where({ suiteId: id }).delete();
  await trx('orchestra.test_data_sets').where({ suiteId: id }).delete();
  await insertParts(trx, id, definition);
}

export async function setSuiteArchived(
  trx: Knex,
  id: string,
  isArchived: boolean,
  authorId: string | null,
): Promise<void> {
  await ScenarioSuiteModel.query(trx)
    .findById(id)
    .patch({ isArchived, updatedByUserId: authorId, updatedAt: new Date() });
}

function factsOf({ name, description, criterion, settings }: SuiteDefinition) {
  return { name, description, criterionJson: criterion ?? null, settingsJson: settings };
}

/** In three statements, however much there is. */
async function insertParts(
  trx: Knex,
  suiteId: string,
  { dataSets, scenarios }: SuiteDefinition,
): Promise<void> {
  const setIds = new Map(dataSets.map(({ name }) => [name, newId()]));
  await insertAll(
    trx,
    `INSERT INTO orchestra.test_data_sets (id, suite_id, name, position, columns_json, rows_json)
     SELECT x.id, :suiteId::uuid, x.name, x.position, x.columns, x.rows
     FROM jsonb_to_recordset(:rows::jsonb)
       AS x (id uuid, name text, position int, columns jsonb, rows jsonb)`,
    suiteId,
    dataSets.map((set, position) => ({ ...set, id: setIds.get(set.name), position })),
  );
  const placed = scenarios.map((scenario, position) => ({ ...scenario, id: newId(), position }));
  await insertAll(
    trx,
    `INSERT INTO orchestra.test_scenarios
       (id, suite_id, key, name, reason, position, depends_on, path_json, data_set_id, settings_json)
     SELECT x.id, :suiteId::uuid, x.key, x.name, x.reason, x.position, x.depends_on, x.path,
       x.data_set_id, x.settings
     FROM jsonb_to_recordset(:rows::jsonb) AS x (id uuid, key text, name text, reason text,
       position int, depends_on jsonb, path jsonb, data_set_id uuid, settings jsonb)`,
    suiteId,
    placed.map(({ id, key, name, reason, position, dependsOn, path, dataSet, ...rest }) => ({
      ...{ id, key, name, reason, position, path },
      depends_on: dependsOn,
      data_set_id: dataSet === undefined ? null : setIds.get(dataSet),
      settings: { priority: rest.priority, timeout: rest.timeout },
    })),
  );
  await insertAll(
    trx,
    `INSERT INTO orchestra.scenario_steps
       (id, scenario_id, key, position, name, kind, driver, request, meta)
     SELECT x.id, x.scenario_id, x.key, x.position, x.name, x.kind, x.driver, x.request, x.meta
     FROM jsonb_to_recordset(:rows::jsonb) AS x (id uuid, scenario_id uuid, key text, position int,
       name text, kind text, driver text, request jsonb, meta jsonb)`,
    suiteId,
    placed.flatMap(({ id, steps }) =>
      steps.map((step, position) => ({ ...step, id: newId(), scenario_id: id, position })),
    ),
  );
}

async function insertAll(
  trx: Knex,
  statement: string,
  suiteId: string,
  rows: readonly object[],
): Promise<void> {
  if (rows.length > 0) await trx.raw(statement, { suiteId, rows: JSON.stringify(rows) });
}
