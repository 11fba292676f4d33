import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { EnvironmentModel } from './models/environment.ts';

export interface EnvironmentFields {
  readonly name: string;
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Json>>;
  readonly allowedHosts: readonly string[];
  readonly maxRuns: number | null;
}

export async function insertEnvironment(
  trx: Knex,
  id: string,
  fields: EnvironmentFields,
  authorId: string | null,
): Promise<void> {
  await EnvironmentModel.query(trx).insert({
    ...{ id, ...columnsOf(fields) },
    updatedByUserId: authorId,
  });
}

/** Waits until nobody else changes the environment; undefined where there is none. */
export async function lockEnvironment(
  trx: Knex,
  id: string,
): Promise<EnvironmentModel | undefined> {
  return EnvironmentModel.query(trx).findById(id).forNoKeyUpdate();
}

export async function updateEnvironment(
  trx: Knex,
  id: string,
  change: Patch<EnvironmentFields & Pick<EnvironmentModel, 'revision' | 'isArchived'>>,
  authorId: string | null,
): Promise<void> {
  const { revision, isArchived, ...fields } = change;
  await EnvironmentModel.query(trx)
    .findById(id)
    .patch({
      ...columnsOf(fields),
      ...given({ revision, isArchived }),
      ...{ updatedByUserId: authorId, updatedAt: new Date() },
    });
}

/** Puts a secret, sealed, in the place of the one of that name; null takes it away. */
export async function writeSecret(
  trx: Knex,
  id: string,
  name: string,
  sealed: string | null,
  authorId: string | null,
): Promise<void> {
  await trx.raw(
    `UPDATE orchestra.environments
     SET secrets_json = CASE WHEN :sealed::text IS NULL THEN secrets_json - :name::text
           ELSE secrets_json || jsonb_build_object(:name::text, :sealed::text) END,
       revision = revision + 1, updated_by_user_id = :authorId::uuid, updated_at = now()
     WHERE id = :id::uuid`,
    { id, name, sealed, authorId },
  );
}

function columnsOf(fields: Patch<EnvironmentFields>) {
  return given({
    name: fields.name,
    baseUrlsJson: fields.baseUrls,
    variablesJson: fields.variables,
    allowedHosts: fields.allowedHosts && [...fields.allowedHosts],
    maxRuns: fields.maxRuns,
  });
}
