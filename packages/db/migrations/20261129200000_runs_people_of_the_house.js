/**
 * Runs knows people as the whole house does: accounts, their roles in the house and in projects are those of
 * `identity`. Accounts of an adopted database come along under the ids that they have, or are the account that
 * already has their address; its own tables of people stay as they were, so that the adoption can be taken back.
 * @import { Knex } from 'knex'
 */

/** Where a person is named: table, column, what happens when the person goes. */
const named = [
  ['projects', 'owner_user_id', 'RESTRICT'],
  ['test_suites', 'created_by_user_id', 'SET NULL'],
  ['test_suites', 'updated_by_user_id', 'SET NULL'],
  ['testcases', 'created_by_user_id', 'SET NULL'],
  ['testcases', 'updated_by_user_id', 'SET NULL'],
  ['testcase_versions', 'created_by_user_id', 'SET NULL'],
  ['assets', 'created_by_user_id', 'SET NULL'],
  ['assets', 'updated_by_user_id', 'SET NULL'],
  ['run_templates', 'created_by_user_id', 'SET NULL'],
  ['run_templates', 'updated_by_user_id', 'SET NULL'],
  ['runs', 'executed_by_user_id', 'RESTRICT'],
  ['runs', 'lead_user_id', 'SET NULL'],
  ['runs', 'locked_by_user_id', 'SET NULL'],
  ['run_results', 'updated_by_user_id', 'SET NULL'],
  ['attachments', 'uploaded_by_user_id', 'SET NULL'],
];

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE runs.adopted_users (
      user_id uuid PRIMARY KEY REFERENCES runs.users (id) ON DELETE CASCADE,
      house_user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE
    )`);
  await knex.raw('CREATE INDEX adopted_users_house_user_idx ON runs.adopted_users (house_user_id)');
  // What the keys were: a database that was adopted has them as somebody made them.
  await knex.raw(`
    CREATE TABLE runs.replaced_keys (
      table_name text NOT NULL,
      key_name text NOT NULL,
      definition text NOT NULL,
      CONSTRAINT replaced_keys_pkey PRIMARY KEY (table_name, key_name)
    )`);
  // Nobody knows by what the older program made its hashes, save for the two ways that say it themselves:
  // whoever has another one asks for a link to choose a password.
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    INSERT INTO identity.users (id, display_name, email, password_hash, is_active, created_at, updated_at)
    SELECT id, left(trim(display_name), 120),
      CASE WHEN char_length(email::text) BETWEEN 3 AND 254 THEN email::text END,
      CASE WHEN password_hash ~ '^\\$(argon2id|2[aby])\\$' THEN password_hash END,
      is_active, created_at, updated_at
    FROM runs.users AS older
    WHERE NOT EXISTS (
      SELECT FROM identity.users AS u WHERE u.id = older.id OR lower(u.email) = lower(older.email::text)
    )`);
  await knex.raw(`
    INSERT INTO runs.adopted_users (user_id, house_user_id)
    SELECT older.id, (
      SELECT u.id FROM identity.users AS u
      WHERE u.id = older.id OR lower(u.email) = lower(older.email::text)
      ORDER BY u.id <> older.id LIMIT 1
    )
    FROM runs.users AS older`);
  await toTheHouse(knex);
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    INSERT INTO identity.user_roles (user_id, role, granted_by_id, created_at)
    SELECT a.house_user_id, r.role::text, g.house_user_id, r.created_at
    FROM runs.user_roles AS r
    JOIN runs.adopted_users AS a ON a.user_id = r.user_id
    LEFT JOIN runs.adopted_users AS g ON g.user_id = r.assigned_by_user_id
    ON CONFLICT DO NOTHING`);
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    INSERT INTO identity.user_roles (user_id, role, scope_type, scope_id, granted_by_id, created_at)
    SELECT a.house_user_id, m.role::text, 'project', m.project_id::text, g.house_user_id, m.created_at
    FROM runs.project_members AS m
    JOIN runs.adopted_users AS a ON a.user_id = m.user_id
    LEFT JOIN runs.adopted_users AS g ON g.user_id = m.added_by_user_id
    ON CONFLICT DO NOTHING`);
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    INSERT INTO identity.user_roles (user_id, role, scope_type, scope_id)
    SELECT owner_user_id, 'owner', 'project', id::text FROM runs.projects
    ON CONFLICT DO NOTHING`);
}

const tables = [...new Set(named.map(([table]) => table))];
const those = `ARRAY[${tables.map((table) => `'runs.${table}'`).join(', ')}]::regclass[]`;

/**
 * Has every column that names a person refer to the users of the house.
 * @param {Knex} knex
 */
async function toTheHouse(knex) {
  // A key that was made by hand has whatever name it was given.
  await knex.raw(`
    -- lint: allow opaque-block because it drops foreign keys only
    -- lint: allow drop because the same keys, to the other table, are made below
    DO $$
    DECLARE found record;
    BEGIN
      FOR found IN
        SELECT conrelid, conname FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'runs.users'::regclass AND conrelid = ANY (${those})
      LOOP
        INSERT INTO runs.replaced_keys (table_name, key_name, definition)
        SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
        FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
        WHERE k.conrelid = found.conrelid AND k.conname = found.conname;
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.conrelid::regclass, found.conname);
      END LOOP;
    END $$`);
  await renumber(knex, 'user_id', 'house_user_id');
  for (const [table, column, onDelete] of named) {
    await knex.raw(`
      -- lint: allow constraint-without-not-valid because who is named was looked up right before
      ALTER TABLE runs.${table} ADD CONSTRAINT ${table}_${column}_fkey
        FOREIGN KEY (${column}) REFERENCES identity.users (id) ON DELETE ${onDelete}`);
  }
}

/**
 * Has them refer to the users of the older program again, by the keys that there were.
 * @param {Knex} knex
 */
async function toTheOlder(knex) {
  for (const [table, column] of named) {
    await knex.raw(`ALTER TABLE runs.${table} DROP CONSTRAINT ${table}_${column}_fkey`);
  }
  await renumber(knex, 'house_user_id', 'user_id');
  await knex.raw(`
    -- lint: allow opaque-block because it makes foreign keys only
    DO $$
    DECLARE kept record;
    BEGIN
      FOR kept IN SELECT * FROM runs.replaced_keys LOOP
        EXECUTE format('ALTER TABLE runs.%I ADD CONSTRAINT %I %s', kept.table_name, kept.key_name, kept.definition);
      END LOOP;
    END $$`);
}

/**
 * Writes the other id of everybody who has two. What was changed when stays as it was written down: that somebody
 * is called by another id now is no change.
 * @param {Knex} knex
 * @param {string} from the column of runs.adopted_users with the ids as they stand
 * @param {string} to the column with the ids that they become
 */
async function renumber(knex, from, to) {
  for (const table of tables) await knex.raw(`ALTER TABLE runs.${table} DISABLE TRIGGER USER`);
  for (const [table, column] of named) {
    await knex.raw(`
      -- lint: allow backfill-with-ddl because only rows of people who are called otherwise are written
      UPDATE runs.${table} AS thing SET ${column} = a.${to}
      FROM runs.adopted_users AS a WHERE a.${from} = thing.${column} AND a.${to} <> thing.${column}`);
  }
  for (const table of tables) await knex.raw(`ALTER TABLE runs.${table} ENABLE TRIGGER USER`);
}

/** @param {Knex} knex */
export async function down(knex) {
  // Who came to the house since, and is named in what stays, has to be a person of the older program as well.
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    INSERT INTO runs.users (id, email, display_name, password_hash, is_active, created_at, updated_at)
    SELECT u.id, coalesce(u.email, u.id || '@guest.invalid'), rpad(u.display_name, 2, '.'),
      coalesce(u.password_hash, ''), u.is_active, u.created_at, u.updated_at
    FROM identity.users AS u
    WHERE u.id NOT IN (SELECT house_user_id FROM runs.adopted_users)
      AND (u.id IN (
        ${named.map(([table, column]) => `SELECT ${column} FROM runs.${table}`).join(' UNION ')}
      ) OR u.id IN (SELECT user_id FROM identity.user_roles WHERE scope_type = 'project'
        AND scope_id IN (SELECT id::text FROM runs.projects)))`);
  await knex.raw(`
    INSERT INTO runs.adopted_users (user_id, house_user_id)
    SELECT id, id FROM runs.users WHERE id NOT IN (SELECT user_id FROM runs.adopted_users)`);
  await members(knex);
  await toTheOlder(knex);
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    DELETE FROM identity.user_roles
    WHERE scope_type = 'project' AND scope_id IN (SELECT id::text FROM runs.projects)`);
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    DELETE FROM identity.user_roles AS given USING runs.user_roles AS r, runs.adopted_users AS a
    WHERE a.user_id = r.user_id AND given.user_id = a.house_user_id AND given.role = r.role::text
      AND given.scope_type = 'global' AND given.created_at = r.created_at`);
  await knex.raw('DROP TABLE runs.adopted_users, runs.replaced_keys');
}

/**
 * The members of projects as they are by now. What is entered of a project's owner stays: they own it whatever that is.
 * @param {Knex} knex
 */
async function members(knex) {
  const now = `
    SELECT DISTINCT ON (project_id, user_id) r.scope_id::uuid AS project_id, a.user_id, r.role
    FROM identity.user_roles AS r JOIN runs.adopted_users AS a ON a.house_user_id = r.user_id
    WHERE r.scope_type = 'project' AND r.role IN ('owner', 'editor', 'viewer')
      AND r.scope_id IN (SELECT id::text FROM runs.projects)
    ORDER BY project_id, user_id, array_position(ARRAY['owner', 'editor', 'viewer'], r.role)`;
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    DELETE FROM runs.project_members AS m WHERE NOT EXISTS (
      SELECT FROM (${now}) AS n WHERE n.project_id = m.project_id AND n.user_id = m.user_id
    )`);
  await knex.raw(`
    -- lint: allow backfill-with-ddl because people are few
    INSERT INTO runs.project_members AS m (project_id, user_id, role)
    SELECT n.project_id, n.user_id, n.role::runs.project_role FROM (${now}) AS n
    WHERE NOT EXISTS (
      SELECT FROM runs.projects AS p JOIN runs.adopted_users AS a ON a.house_user_id = p.owner_user_id
      WHERE p.id = n.project_id AND a.user_id = n.user_id
    )
    ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role WHERE m.role <> excluded.role`);
}
