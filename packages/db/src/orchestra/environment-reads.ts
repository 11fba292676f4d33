import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Environment } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { instantOf, personOf } from './person.ts';

interface EnvironmentRow {
  readonly id: string;
  readonly name: string;
  readonly base_urls_json: Environment['baseUrls'];
  readonly variables_json: Readonly<Record<string, Json>>;
  readonly secret_names: readonly string[];
  readonly allowed_hosts: readonly string[];
  readonly max_runs: number | null;
  readonly revision: number;
  readonly is_archived: boolean;
  readonly updated_by_user_id: string | null;
  readonly editor: string | null;
  readonly updated_at: Date;
}

/** Environments in use, or those that were archived; A–Z. */
export function listEnvironments(db: Knex, archived: boolean): Promise<readonly Environment[]> {
  return readEnvironments(db, 'e.is_archived = :archived', { archived });
}

/** The environments with these ids, in no order. */
export function environmentsById(
  db: Knex,
  ids: readonly string[],
): Promise<readonly Environment[]> {
  return readEnvironments(db, 'e.id = ANY (:ids::uuid[])', { ids: [...ids] });
}

async function readEnvironments(
  db: Knex,
  which: string,
  bindings: Readonly<Record<string, boolean | string[]>>,
): Promise<readonly Environment[]> {
  const { rows } = await db.raw<{ rows: EnvironmentRow[] }>(
    `SELECT e.id, e.name, e.base_urls_json, e.variables_json, e.allowed_hosts, e.max_runs, e.revision,
       e.is_archived, e.updated_by_user_id, u.display_name AS editor, e.updated_at,
       ARRAY(SELECT key FROM jsonb_object_keys(e.secrets_json) AS key ORDER BY key) AS secret_names
     FROM orchestra.environments AS e
     LEFT JOIN identity.users AS u ON u.id = e.updated_by_user_id
     WHERE ${which} ORDER BY e.name COLLATE kernel.name_en, e.id`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    baseUrls: row.base_urls_json,
    variables: row.variables_json,
    secretNames: row.secret_names,
    allowedHosts: row.allowed_hosts,
    maxRuns: row.max_runs,
    revision: row.revision,
    isArchived: row.is_archived,
    updatedBy: personOf(row.updated_by_user_id, row.editor),
    updatedAt: instantOf(row.updated_at),
  }));
}

/** Secrets by name, sealed: base64 of what `seal` made. */
export async function sealedSecrets(
  db: Knex,
  environmentId: string,
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await db.raw<{ rows: { secrets_json: Record<string, string> }[] }>(
    'SELECT secrets_json FROM orchestra.environments WHERE id = ?::uuid',
    [environmentId],
  );
  return rows[0]?.secrets_json ?? {};
}

/** The same of all environments in use. */
export async function allSealedSecrets(
  db: Knex,
): Promise<readonly { readonly id: string; readonly secrets: Readonly<Record<string, string>> }[]> {
  const { rows } = await db.raw<{ rows: { id: string; secrets_json: Record<string, string> }[] }>(
    "SELECT id, secrets_json FROM orchestra.environments WHERE NOT is_archived AND secrets_json <> '{}'",
  );
  return rows.map(({ id, secrets_json: secrets }) => ({ id, secrets }));
}
