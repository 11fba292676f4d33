/**
 * A synopsis has versions: what was live is its current one, snapshots and imports stand before it under
 * the ids that they had. A newer database of the program has it already and is stamped with it.
 *
 * The program's own form has no place for a version's title and the moment it was edited at last. Where
 * any are to be kept they wait in `synopsis_remainders` for the next migration, which makes them columns.
 * @import { Knex } from 'knex'
 */

// The constraints of the new tables are named, since the old ones hold the usual names meanwhile.

/**
 * Owner, grants and comments are the operator's, and pass from a table to those that take its place. What
 * is granted of one column only is so where there is that column; on the way back nobody gets to see the
 * items who could not see those of the versions. Row security is not carried: it is refused.
 */
const handOver = (
  /** @type {string} */ from,
  /** @type {string[]} */ to,
  /** @type {string} */ type,
) => `
  -- lint: allow opaque-block because it gives what was just made its owner, grants and comments
  DO $$
  DECLARE said text;
  BEGIN
    IF EXISTS (SELECT FROM pg_class WHERE oid = '${from}'::regclass AND relrowsecurity)
      OR EXISTS (SELECT FROM pg_policy WHERE polrelid = '${from}'::regclass)
    THEN
      RAISE EXCEPTION 'tracks.synopses is made anew here, and its row security would be lost: take its policies down first (ALTER TABLE tracks.synopses DISABLE ROW LEVEL SECURITY; DROP POLICY ...), and make what is needed on the new tables afterwards';
    END IF;
    FOR said IN
      WITH old AS (
        SELECT *, quote_ident(pg_get_userbyid(relowner)) AS owner FROM pg_class
        WHERE oid = '${from}'::regclass
      ), new AS (
        SELECT * FROM pg_class WHERE oid = ANY (ARRAY[${to.map((name) => `to_regclass('${name}')`).join(', ')}])
      ), allowed AS (
        -- An owner must be allowed to create there, but where a superuser gives it.
        SELECT has_schema_privilege(old.relowner, 'tracks', 'CREATE')
          OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS may
        FROM old
      ), granted AS (
        SELECT new.oid, a.attname, e.is_grantable, e.privilege_type AS privilege,
          CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS grantee,
          -- A grant on the whole table that does not reach the items of the versions.
          '${from}' = 'tracks.synopses_versioned' AND a.attname IS NULL AND e.grantee <> old.relowner
            AND e.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
            AND NOT EXISTS (
              SELECT FROM pg_class AS v CROSS JOIN LATERAL aclexplode(v.relacl) AS g
              WHERE v.oid = to_regclass('tracks.synopsis_versions')
                AND g.grantee IN (e.grantee, 0) AND g.privilege_type = e.privilege_type
            ) AS but_items
        FROM new, old
        CROSS JOIN LATERAL (
          SELECT NULL::name AS attname, old.relacl AS acl
          UNION ALL SELECT attname, attacl FROM pg_attribute WHERE attrelid = old.oid AND NOT attisdropped
          -- On the way back this one comes from the versions.
          UNION ALL SELECT attname, attacl FROM pg_attribute
          WHERE attrelid = 'tracks.synopsis_versions'::regclass AND attname = 'items_json'
        ) AS a
        CROSS JOIN LATERAL aclexplode(a.acl) AS e
        WHERE a.attname IS NULL
          OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = new.oid AND attname = a.attname)
      )
      SELECT sql FROM (
        SELECT 1 AS turn, format('ALTER TABLE %s OWNER TO %s', new.oid::regclass, owner) AS sql FROM old, new
        WHERE new.relowner <> old.relowner AND (SELECT may FROM allowed)
        UNION ALL SELECT 1, format('ALTER TYPE ${type} OWNER TO %s', owner) FROM old, pg_type AS t
        WHERE t.oid = '${type}'::regtype AND t.typowner <> old.relowner AND (SELECT may FROM allowed)
        -- Default privileges may have given more.
        UNION ALL SELECT 2, format('REVOKE ALL ON %s FROM %s', new.oid::regclass, who)
        FROM old, new CROSS JOIN LATERAL (
          SELECT owner AS who WHERE old.relacl IS NOT NULL
          UNION SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
          FROM aclexplode(new.relacl) WHERE old.relacl IS NOT NULL OR grantee <> new.relowner
        ) AS each
        UNION ALL SELECT 3, format('GRANT %s %s ON %s TO %s %s', privilege, '(' || quote_ident(attname) || ')',
          oid::regclass, grantee, CASE WHEN is_grantable THEN 'WITH GRANT OPTION' END)
        FROM granted WHERE NOT but_items
        UNION ALL SELECT 3, format('GRANT %s (%I) ON %s TO %s %s', privilege, a.attname,
          oid::regclass, grantee, CASE WHEN is_grantable THEN 'WITH GRANT OPTION' END)
        FROM granted JOIN pg_attribute AS a ON a.attrelid = granted.oid
        WHERE but_items AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'items_json'
        UNION ALL SELECT 4, CASE WHEN a.attname IS NULL THEN format('COMMENT ON TABLE %s IS %L', '${to[0]}', description)
          ELSE format('COMMENT ON COLUMN %s.%I IS %L', '${to[0]}', a.attname, description) END
        FROM old JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = old.oid
        LEFT JOIN pg_attribute AS a ON a.attrelid = old.oid AND a.attnum = d.objsubid AND d.objsubid > 0
        WHERE d.objsubid = 0
          OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = '${to[0]}'::regclass AND attname = a.attname)
      ) AS each ORDER BY turn
    LOOP
      EXECUTE said;
    END LOOP;
  END $$`;

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow rename because it is dropped below
    ALTER TABLE tracks.synopses RENAME TO synopses_unversioned`);
  await knex.raw(`
    -- lint: allow rename because it is dropped below
    ALTER TABLE tracks.synopses_unversioned
      RENAME CONSTRAINT synopses_pkey TO synopses_unversioned_pkey`);
  await knex.raw(
    "CREATE TYPE tracks.synopsis_version_kind AS ENUM ('generated', 'edited', 'imported')",
  );
  await knex.raw(`
    CREATE TABLE tracks.synopses (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      session_id uuid NOT NULL UNIQUE,
      title text NOT NULL,
      current_version_id uuid,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT synopses_session_id_fkey FOREIGN KEY (session_id)
        REFERENCES tracks.track_sessions (id) ON DELETE CASCADE
    )`);
  await knex.raw(`
    CREATE TABLE tracks.synopsis_versions (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      synopsis_id uuid NOT NULL REFERENCES tracks.synopses (id) ON DELETE CASCADE,
      version_num integer NOT NULL,
      items_json jsonb NOT NULL DEFAULT '[]',
      kind tracks.synopsis_version_kind NOT NULL DEFAULT 'generated',
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (synopsis_id, version_num)
    )`);
  await knex.raw(`
    ALTER TABLE tracks.synopses ADD CONSTRAINT syn_current_version_fk
      FOREIGN KEY (current_version_id) REFERENCES tracks.synopsis_versions (id) ON DELETE SET NULL`);
  await versions(knex);
  await remainders(knex);
  const made = ['synopses', 'synopsis_versions', 'synopsis_remainders'].map(
    (name) => `tracks.${name}`,
  );
  await knex.raw(handOver('tracks.synopses_unversioned', made, 'tracks.synopsis_version_kind'));
  // Fails where somebody else's table or view stands on it, and everything is as before.
  await knex.raw(`
    -- lint: allow drop because every row is a version now
    DROP TABLE tracks.synopses_unversioned`);
  await knex.raw(`
    -- lint: allow drop because nothing is of this type any more
    DROP TYPE tracks.synopsis_origin`);
}

/** @param {Knex} knex */
async function versions(knex) {
  // The live row, or else the newest, says what the synopsis is called.
  await knex.raw(`
    INSERT INTO tracks.synopses (id, session_id, title, created_at, updated_at)
    SELECT DISTINCT ON (session_id) id, session_id, title, created_at, updated_at
    FROM tracks.synopses_unversioned
    ORDER BY session_id, origin = 'live' DESC, created_at DESC, id DESC`);
  await knex.raw(`
    INSERT INTO tracks.synopsis_versions (id, synopsis_id, version_num, items_json, kind, created_at)
    SELECT o.id, s.id,
      row_number() OVER (PARTITION BY session_id ORDER BY o.origin = 'live', o.created_at, o.id),
      o.items_json,
      CASE o.origin WHEN 'imported' THEN 'imported' ELSE 'generated' END::tracks.synopsis_version_kind,
      o.created_at
    FROM tracks.synopses_unversioned AS o JOIN tracks.synopses AS s USING (session_id)`);
  await knex.raw(`
    UPDATE tracks.synopses AS s SET current_version_id = o.id
    FROM tracks.synopses_unversioned AS o WHERE o.id = s.id AND o.origin = 'live'`);
}

/** @param {Knex} knex */
async function remainders(knex) {
  await knex.raw(`
    CREATE TABLE tracks.synopsis_remainders (
      version_id uuid PRIMARY KEY,
      title text,
      edited_at timestamptz
    )`);
  await knex.raw(`
    INSERT INTO tracks.synopsis_remainders (version_id, title, edited_at)
    SELECT * FROM (
      SELECT o.id, nullif(o.title, s.title) AS title,
        nullif(o.updated_at,
          CASE o.id WHEN s.current_version_id THEN s.updated_at ELSE o.created_at END) AS edited_at
      FROM tracks.synopses_unversioned AS o JOIN tracks.synopses AS s USING (session_id)
    ) AS each
    WHERE title IS NOT NULL OR edited_at IS NOT NULL`);
  await knex.raw(`
    -- lint: allow opaque-block because it drops an empty table of its own
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM tracks.synopsis_remainders) THEN
        DROP TABLE tracks.synopsis_remainders;
      END IF;
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw("CREATE TYPE tracks.synopsis_origin AS ENUM ('live', 'snapshot', 'imported')");
  await knex.raw('ALTER TABLE tracks.synopses RENAME TO synopses_versioned');
  await knex.raw(`
    ALTER TABLE tracks.synopses_versioned
      RENAME CONSTRAINT synopses_pkey TO synopses_versioned_pkey`);
  await knex.raw(`
    CREATE TABLE tracks.synopses (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      session_id uuid NOT NULL,
      title text NOT NULL,
      items_json jsonb NOT NULL DEFAULT '[]',
      origin tracks.synopsis_origin NOT NULL DEFAULT 'live',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT synopses_session_id_fkey FOREIGN KEY (session_id)
        REFERENCES tracks.track_sessions (id) ON DELETE CASCADE
    )`);
  await knex.raw(`
    CREATE TABLE IF NOT EXISTS tracks.synopsis_remainders (
      version_id uuid PRIMARY KEY,
      title text,
      edited_at timestamptz
    )`);
  // A synopsis without a version is a live one with nothing in it yet.
  await knex.raw(`
    INSERT INTO tracks.synopses (id, session_id, title, items_json, origin, created_at, updated_at)
    SELECT coalesce(v.id, s.id), s.session_id, coalesce(r.title, s.title),
      coalesce(v.items_json, '[]'),
      CASE
        WHEN v.id IS NULL OR v.id = s.current_version_id THEN 'live'
        WHEN v.kind = 'imported' THEN 'imported'
        ELSE 'snapshot'
      END::tracks.synopsis_origin,
      coalesce(v.created_at, s.created_at),
      CASE
        WHEN r.edited_at IS NOT NULL THEN r.edited_at
        WHEN v.id IS NULL OR v.id = s.current_version_id THEN s.updated_at
        ELSE v.created_at
      END
    FROM tracks.synopses_versioned AS s
    LEFT JOIN tracks.synopsis_versions AS v ON v.synopsis_id = s.id
    LEFT JOIN tracks.synopsis_remainders AS r ON r.version_id = v.id`);
  await knex.raw(
    "CREATE UNIQUE INDEX uq_synopses_live ON tracks.synopses (session_id) WHERE origin = 'live'",
  );
  await knex.raw(
    handOver('tracks.synopses_versioned', ['tracks.synopses'], 'tracks.synopsis_origin'),
  );
  await knex.raw('DROP TABLE tracks.synopsis_remainders');
  await knex.raw('ALTER TABLE tracks.synopses_versioned DROP CONSTRAINT syn_current_version_fk');
  await knex.raw('DROP TABLE tracks.synopsis_versions, tracks.synopses_versioned');
  await knex.raw('DROP TYPE tracks.synopsis_version_kind');
}
