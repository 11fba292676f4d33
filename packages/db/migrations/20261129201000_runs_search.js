/**
 * Everything of a project that is looked for by its words, in one table that triggers keep: what a case says now,
 * suites, shared steps, templates, assets and runs. Words are found as Russian and English bend them (PostgreSQL's
 * `russian` bends words in Latin letters as English ones), in titles also as they are written, from their beginning;
 * a misspelt title by its trigrams, where the database has pg_trgm.
 * @import { Knex } from 'knex'
 */

/**
 * Trigrams are of letters, and in many a database only Latin ones are letters to pg_trgm: titles are written in
 * them, each letter as one. The same as in domain/runs/latin-letters.ts.
 */
const cyrillic = 'абвгдеёжзийклмнопрстуфхцчшщыэюяъь';
const latin = 'abvgdeejziiklmnoprstufhc4wwyexq';

/** The texts anywhere in a JSON value, each once, in their order; ids of versions are no words. */
const textsOf = (/** @type {string} */ value) => `(
        SELECT string_agg(text, ' ' ORDER BY place) FROM (
          SELECT found #>> '{}' AS text, min(place) AS place
          FROM jsonb_path_query(${value}, 'strict $.**') WITH ORDINALITY AS all_of (found, place)
          WHERE jsonb_typeof(found) = 'string' AND found #>> '{}' !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          GROUP BY 1
        ) AS texts)`;

/**
 * What is looked for: the table it stands in, the columns whose change matters, and how its entry is made.
 * @type {{ kind: string, table: string, columns: string[], entry: string }[]}
 */
const searched = [
  {
    kind: 'case',
    table: 'testcases',
    columns: ['suite_id', 'key', 'title', 'version_number', 'is_archived'],
    entry: `
      SELECT c.id, s.project_id, c.key, c.title, concat_ws(E'\\n', nullif(v.summary, ''),
        nullif(v.preconditions, ''), ${textsOf(
          'jsonb_build_array(v.steps_json, v.expected_json, v.typical_artifacts_json, v.common_mistakes_json)',
        )}), c.is_archived
      FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
      LEFT JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
      WHERE c.id = ANY (ids)`,
  },
  {
    kind: 'suite',
    table: 'test_suites',
    columns: ['project_id', 'name', 'description', 'is_archived'],
    entry: `SELECT id, project_id, '', name, description, is_archived
      FROM runs.test_suites WHERE id = ANY (ids)`,
  },
  {
    kind: 'shared_step',
    table: 'shared_steps',
    columns: ['title', 'version_number', 'is_archived'],
    entry: `
      SELECT s.id, s.project_id, '', s.title, coalesce(${textsOf('v.steps_json')}, ''), s.is_archived
      FROM runs.shared_steps AS s
      LEFT JOIN runs.shared_step_versions AS v
        ON v.shared_step_id = s.id AND v.version_number = s.version_number
      WHERE s.id = ANY (ids)`,
  },
  {
    kind: 'template',
    table: 'run_templates',
    columns: ['project_id', 'name', 'description', 'is_active'],
    entry: `SELECT id, project_id, '', name, description, NOT is_active
      FROM runs.run_templates WHERE id = ANY (ids)`,
  },
  {
    kind: 'asset',
    table: 'assets',
    columns: [
      ...['model', 'firmware_version', 'asset_type', 'location_name', 'stand_name'],
      ...['serial_number', 'is_active'],
    ],
    entry: `
      SELECT id, project_id, coalesce(serial_number, ''), concat_ws(' ', nullif(model, ''), nullif(firmware_version, '')),
        concat_ws(' ', asset_type, location_name, stand_name), NOT is_active
      FROM runs.assets WHERE id = ANY (ids)`,
  },
  {
    kind: 'run',
    table: 'runs',
    columns: ['project_id', 'title', 'fail_summary'],
    entry: `SELECT id, project_id, '', title, fail_summary, false FROM runs.runs WHERE id = ANY (ids)`,
  },
];

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE runs.search_entries (
      kind text NOT NULL,
      thing_id uuid NOT NULL,
      project_id uuid REFERENCES runs.projects (id) ON DELETE CASCADE,
      key text NOT NULL,
      title text NOT NULL,
      body text NOT NULL,
      is_archived boolean NOT NULL,
      document tsvector NOT NULL,
      letters text NOT NULL,
      CONSTRAINT search_entries_pkey PRIMARY KEY (kind, thing_id)
    )`);
  for (const one of searched) await watch(knex, one);
  // Once the rows are there: an index is made faster than it is added to.
  await knex.raw('CREATE INDEX search_entries_project_idx ON runs.search_entries (project_id)');
  await knex.raw(
    'CREATE INDEX search_entries_document_idx ON runs.search_entries USING gin (document)',
  );
  await trigrams(knex);
}

/**
 * @param {Knex} knex
 * @param {(typeof searched)[number]} one
 */
async function watch(knex, { kind, table, columns, entry }) {
  // A document has a limit of 1 MB: what a case says beyond some ten pages is not looked for.
  await knex.raw(`
    CREATE FUNCTION runs.index_${kind}(ids uuid[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO runs.search_entries (thing_id, project_id, key, title, body, is_archived, kind, letters, document)
      SELECT e.*, '${kind}', translate(lower(left(e.title, 500)), '${cyrillic}', '${latin}'),
        setweight(to_tsvector('simple', left(e.key || ' ' || e.title, 2000)), 'A')
          || setweight(to_tsvector('russian', left(e.key || ' ' || e.title, 2000)), 'A')
          || setweight(to_tsvector('russian', e.body), 'C')
      FROM (
        SELECT id, project_id, key, title, left(body, 50000) AS body, is_archived
        FROM (${entry}
        ) AS found (id, project_id, key, title, body, is_archived)
      ) AS e
      ON CONFLICT (kind, thing_id) DO UPDATE SET project_id = excluded.project_id, key = excluded.key,
        title = excluded.title, body = excluded.body, is_archived = excluded.is_archived,
        document = excluded.document, letters = excluded.letters
    $$`);
  // A case says nothing before it has its first version, which comes right behind it.
  const said = kind === 'case' ? ' WHERE version_number > 0' : '';
  const list = (/** @type {string} */ of) => columns.map((column) => `${of}.${column}`).join(', ');
  await knex.raw(`
    CREATE FUNCTION runs.on_${kind}_written() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        PERFORM runs.index_${kind}(ARRAY(SELECT id FROM now_rows${said}));
      ELSIF TG_OP = 'UPDATE' THEN
        PERFORM runs.index_${kind}(ARRAY(
          SELECT n.id FROM now_rows AS n JOIN was_rows AS w ON w.id = n.id
          WHERE (${list('n')}) IS DISTINCT FROM (${list('w')})));
      ELSE
        DELETE FROM runs.search_entries AS e USING was_rows AS w
        WHERE e.kind = '${kind}' AND e.thing_id = w.id;
      END IF;
      RETURN NULL;
    END $$`);
  const rows = {
    INSERT: 'NEW TABLE AS now_rows',
    UPDATE: 'OLD TABLE AS was_rows NEW TABLE AS now_rows',
    DELETE: 'OLD TABLE AS was_rows',
  };
  for (const [event, tables] of Object.entries(rows)) {
    await knex.raw(`
      CREATE TRIGGER ${table}_search_${event.toLowerCase()} AFTER ${event} ON runs.${table}
        REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION runs.on_${kind}_written()`);
  }
  await knex.raw(`
    -- lint: allow opaque-block because it writes the entries of what stands, which takes no locks of others
    DO $$ BEGIN PERFORM runs.index_${kind}(ARRAY(SELECT id FROM runs.${table})); END $$`);
}

/**
 * Without the extension, where the database has none or the role may not make it, everything works save for
 * mending a misspelt word.
 * @param {Knex} knex
 */
async function trigrams(knex) {
  await knex.raw(`
    -- lint: allow opaque-block because it makes an extension and an index of a table that is made here
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
        COMMENT ON EXTENSION pg_trgm IS 'made by runs_search';
      END IF;
      EXECUTE format('CREATE INDEX search_entries_letters_idx ON runs.search_entries USING gin (letters %I.gin_trgm_ops)',
        (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pg_trgm'));
    EXCEPTION
      WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR invalid_parameter_value THEN
        RAISE NOTICE 'without pg_trgm, misspelt words are not found: %', SQLERRM;
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  for (const { kind, table } of searched) {
    for (const event of ['insert', 'update', 'delete']) {
      await knex.raw(`DROP TRIGGER ${table}_search_${event} ON runs.${table}`);
    }
    await knex.raw(`DROP FUNCTION runs.on_${kind}_written, runs.index_${kind}`);
  }
  await knex.raw('DROP TABLE runs.search_entries');
  // It stays where others came to use it.
  await knex.raw(`
    -- lint: allow opaque-block because it drops the extension of up only while nothing uses it
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm'
          AND obj_description(oid, 'pg_extension') = 'made by runs_search') THEN
        DROP EXTENSION pg_trgm;
      END IF;
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END $$`);
}
