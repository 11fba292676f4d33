/**
 * Resources point at projects, areas and people with keys of their parents' type. Uuids that stand in
 * these columns point nowhere: `atelier db repair` keeps them beside, in columns of their own, before
 * this is applied. What is entered afterwards goes back and forth: the way down writes the integer into a
 * uuid of zeros, the way up reads it there.
 * @import { Knex } from 'knex'
 */

const columns = "ARRAY['project_id', 'area_id', 'human_user_id']";

/** The columns that are of a type at the moment: a repair may have changed some of them before. */
const columnsOfType = (/** @type {string} */ type) => `
        SELECT attname FROM pg_attribute
        WHERE attrelid = 'time.resources'::regclass AND attname = ANY (${columns})
          AND atttypid = '${type}'::regtype`;

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow opaque-block because resources are few: they are written anew, once
    -- lint: allow table-rewrite because resources are few
    DO $$
    DECLARE
      col text;
      lost bigint;
    BEGIN
      IF 'uuid'::regtype = (SELECT atttypid FROM pg_attribute
        WHERE attrelid = 'time.projects'::regclass AND attname = 'id')
      THEN
        -- The keys were converted before, and these are of their type.
        RETURN;
      END IF;
      FOR col IN ${columnsOfType('uuid')}
      LOOP
        EXECUTE format('SELECT count(%1$I) FROM time.resources WHERE NOT starts_with(%1$I::text, $1)', col)
          INTO lost USING '00000000-0000-0000-0000-0000';
        IF lost > 0 THEN
          RAISE EXCEPTION 'time.resources.% holds % uuids that no integer can be', col, lost
            USING ERRCODE = 'data_exception', HINT = 'Put them aside first: db repair --yes';
        END IF;
        EXECUTE format('ALTER TABLE time.resources ALTER COLUMN %1$I TYPE integer
          USING (''x'' || right(%1$I::text, 8))::bit(32)::integer', col);
      END LOOP;
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(`
    -- lint: allow opaque-block because resources are few: they are written anew, once
    -- lint: allow table-rewrite because resources are few
    DO $$
    DECLARE col text;
    BEGIN
      FOR col IN ${columnsOfType('integer')}
      LOOP
        EXECUTE format('ALTER TABLE time.resources ALTER COLUMN %1$I TYPE uuid
          USING lpad(to_hex(%1$I), 32, ''0'')::uuid', col);
      END LOOP;
    END $$`);
}
