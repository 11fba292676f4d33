/** Statements in a migration of their own, on a table `<t>` that an earlier migration made. */
export interface LintCase {
  readonly what: string;
  /** Runs after the table was made, in an earlier migration. */
  readonly before?: string;
  readonly statements: readonly string[];
  readonly transactional?: false;
  /** `rule` or `rule (subject)`, in the order of the statements. */
  readonly expected: readonly string[];
}

/** What every case begins with. */
export const table = `
  CREATE TABLE <t> (id integer PRIMARY KEY, name varchar(10), price integer, parent integer);
  CREATE INDEX <t>_name_idx ON <t> (name)`;

const indexes: readonly LintCase[] = [
  {
    what: 'an index without CONCURRENTLY',
    statements: ['CREATE INDEX ON <t> (price)'],
    expected: ['index-without-concurrently (public.<t>)'],
  },
  {
    what: 'an index with CONCURRENTLY',
    statements: ['CREATE INDEX CONCURRENTLY ON <t> (price)'],
    transactional: false,
    expected: [],
  },
  {
    what: 'an index of a table that the migration makes, also under a new name',
    statements: [
      'CREATE TABLE <t>_new (id integer)',
      'CREATE INDEX ON <t>_new (id)',
      'ALTER TABLE <t>_new RENAME TO <t>_newer',
      'CREATE INDEX ON <t>_newer (id)',
    ],
    expected: [],
  },
  {
    what: 'an index that is dropped or rebuilt without CONCURRENTLY',
    statements: ['REINDEX INDEX <t>_name_idx', 'DROP INDEX <t>_name_idx'],
    expected: [
      'index-without-concurrently (public.<t>_name_idx)',
      'index-without-concurrently (public.<t>_name_idx)',
      'drop (index public.<t>_name_idx)',
    ],
  },
  {
    what: 'an index that is rebuilt and dropped with CONCURRENTLY',
    statements: [
      'REINDEX INDEX CONCURRENTLY <t>_name_idx',
      '-- lint: allow drop because nobody reads by name\nDROP INDEX CONCURRENTLY <t>_name_idx',
    ],
    transactional: false,
    expected: [],
  },
  {
    what: 'a unique constraint that builds its index',
    statements: ['ALTER TABLE <t> ADD UNIQUE (price)'],
    expected: ['index-without-concurrently (public.<t>)'],
  },
  {
    what: 'a unique constraint on an index that is there',
    before: 'CREATE UNIQUE INDEX <t>_price_key ON <t> (price)',
    statements: ['ALTER TABLE <t> ADD CONSTRAINT <t>_price_key UNIQUE USING INDEX <t>_price_key'],
    expected: [],
  },
];

const constraints: readonly LintCase[] = [
  {
    what: 'a CHECK without NOT VALID',
    statements: ['ALTER TABLE <t> ADD CONSTRAINT positive CHECK (price > 0)'],
    expected: ['constraint-without-not-valid (positive on public.<t>)'],
  },
  {
    what: 'a foreign key without NOT VALID',
    statements: ['ALTER TABLE <t> ADD FOREIGN KEY (parent) REFERENCES <t> (id)'],
    expected: ['constraint-without-not-valid (public.<t>)'],
  },
  {
    what: 'constraints of a new column: a CHECK reads the table, a foreign key of NULLs does not',
    statements: [
      'ALTER TABLE <t> ADD COLUMN other integer REFERENCES <t> (id)',
      'ALTER TABLE <t> ADD COLUMN size integer CHECK (size > 0)',
      'ALTER TABLE <t> ADD COLUMN third integer DEFAULT 1 REFERENCES <t> (id)',
    ],
    expected: [
      'constraint-without-not-valid (public.<t>.size)',
      'constraint-without-not-valid (public.<t>.third)',
    ],
  },
  {
    what: 'a foreign key of a new table to an old one',
    statements: ['CREATE TABLE <t>_new (id integer REFERENCES <t> (id))'],
    expected: [],
  },
  {
    what: 'NOT VALID that nobody validates',
    statements: ['ALTER TABLE <t> ADD CONSTRAINT <t>_sure CHECK (price > 0) NOT VALID'],
    expected: ['never-validated (<t>_sure on public.<t>)'],
  },
  {
    what: 'VALIDATE in the transaction that added it',
    statements: [
      'ALTER TABLE <t> ADD CONSTRAINT <t>_sure CHECK (price > 0) NOT VALID',
      'ALTER TABLE <t> VALIDATE CONSTRAINT <t>_sure',
    ],
    expected: ['validate-with-add (<t>_sure on public.<t>)'],
  },
  {
    what: 'VALIDATE after it, outside of one transaction',
    statements: [
      'ALTER TABLE <t> ADD CONSTRAINT <t>_sure CHECK (price > 0) NOT VALID',
      'ALTER TABLE <t> VALIDATE CONSTRAINT <t>_sure',
    ],
    transactional: false,
    expected: [],
  },
  {
    what: 'VALIDATE of what an earlier migration added',
    before: 'ALTER TABLE <t> ADD CONSTRAINT <t>_sure CHECK (price > 0) NOT VALID',
    statements: ['ALTER TABLE <t> VALIDATE CONSTRAINT <t>_sure'],
    expected: [],
  },
];

const notNull: readonly LintCase[] = [
  {
    what: 'SET NOT NULL without a check',
    before: 'ALTER TABLE <t> ADD CHECK (price IS NOT NULL OR parent IS NOT NULL)',
    statements: ['ALTER TABLE <t> ALTER COLUMN price SET NOT NULL'],
    expected: ['not-null-without-check (public.<t>.price)'],
  },
  {
    what: 'SET NOT NULL with a check that is NOT VALID',
    before: 'ALTER TABLE <t> ADD CONSTRAINT <t>_c CHECK (price IS NOT NULL) NOT VALID',
    statements: [
      'ALTER TABLE <t> ALTER COLUMN price SET NOT NULL',
      'ALTER TABLE <t> VALIDATE CONSTRAINT <t>_c',
    ],
    expected: ['not-null-without-check (public.<t>.price)'],
  },
  {
    what: 'SET NOT NULL with a validated check',
    before: 'ALTER TABLE <t> ADD CHECK (price IS NOT NULL AND price > 0)',
    statements: ['ALTER TABLE <t> ALTER COLUMN price SET NOT NULL'],
    expected: [],
  },
  {
    what: 'a primary key of a column that may be NULL',
    before: 'ALTER TABLE <t> DROP CONSTRAINT <t>_pkey; CREATE UNIQUE INDEX <t>_u ON <t> (price)',
    statements: ['ALTER TABLE <t> ADD PRIMARY KEY USING INDEX <t>_u'],
    expected: ['not-null-without-check (public.<t>.price)'],
  },
];

const rewrites: readonly LintCase[] = [
  {
    what: 'a type change that rewrites',
    statements: ['ALTER TABLE <t> ALTER COLUMN price TYPE bigint'],
    expected: ['rewriting-type-change (public.<t>)'],
  },
  {
    what: 'a type change that only lengthens',
    statements: ['ALTER TABLE <t> ALTER COLUMN name TYPE varchar(20)'],
    expected: [],
  },
  {
    what: 'a type change that keeps the table, and builds its index anew',
    statements: ['ALTER TABLE <t> ALTER COLUMN name TYPE varchar(10) COLLATE "C"'],
    expected: ['rewriting-type-change (public.<t>_name_idx)'],
  },
  {
    what: 'a volatile default',
    statements: ['ALTER TABLE <t> ADD COLUMN key uuid DEFAULT gen_random_uuid()'],
    expected: ['volatile-default (public.<t>)'],
  },
  {
    what: 'an identity column',
    statements: ['ALTER TABLE <t> ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY'],
    expected: ['volatile-default (public.<t>)'],
  },
  {
    what: 'a stable and a constant default, and a volatile one for new rows only',
    statements: [
      "ALTER TABLE <t> ADD COLUMN made timestamptz DEFAULT now(), ADD COLUMN kind text DEFAULT 'a'",
      'ALTER TABLE <t> ADD COLUMN key uuid, ALTER COLUMN key SET DEFAULT gen_random_uuid()',
    ],
    expected: [],
  },
  {
    what: 'a table that is written anew for another reason',
    statements: ['ALTER TABLE <t> SET UNLOGGED'],
    expected: ['table-rewrite (public.<t>)'],
  },
];

const rows: readonly LintCase[] = [
  {
    what: 'rows changed beside a schema change',
    statements: [
      'ALTER TABLE <t> ADD COLUMN size integer',
      'UPDATE <t> SET size = 1',
      'WITH old AS (DELETE FROM <t> RETURNING id) SELECT count(*) FROM old',
      'INSERT INTO <t> (id) SELECT id + 1 FROM <t>',
    ],
    expected: [
      'backfill-with-ddl (public.<t>)',
      'backfill-with-ddl (public.<t>)',
      'backfill-with-ddl (public.<t>)',
    ],
  },
  {
    what: 'rows that are written out, and rows of a new table',
    statements: [
      'CREATE TABLE <t>_new (id integer)',
      'INSERT INTO <t> (id) VALUES (7)',
      'INSERT INTO <t>_new SELECT id FROM <t>',
      'UPDATE <t>_new SET id = 1',
    ],
    expected: [],
  },
  {
    what: 'rows changed in a transaction of their own, and outside of one',
    statements: ['UPDATE <t> SET price = 1'],
    expected: [],
  },
  {
    what: 'a backfill outside of a transaction',
    statements: ['ALTER TABLE <t> ADD COLUMN size integer', 'UPDATE <t> SET size = 1'],
    transactional: false,
    expected: [],
  },
  {
    what: 'a function that would change rows when it is called',
    statements: [
      `CREATE FUNCTION <t>_f() RETURNS void LANGUAGE sql BEGIN ATOMIC UPDATE <t> SET price = 1; END`,
    ],
    expected: [],
  },
];

const removals: readonly LintCase[] = [
  {
    what: 'DROP and RENAME without a word',
    before: "CREATE VIEW <t>_v AS SELECT price FROM <t>; CREATE TYPE <t>_e AS ENUM ('a')",
    statements: [
      'ALTER TABLE <t> RENAME COLUMN parent TO above',
      "ALTER TYPE <t>_e RENAME VALUE 'a' TO 'b'",
      'ALTER TABLE <t> DROP COLUMN price CASCADE',
      'TRUNCATE <t>',
      'DROP TABLE <t>',
    ],
    expected: [
      'rename (table column public.<t>.parent → public.<t>.above)',
      "rename (enum value <t>_e.'a' → <t>_e.'b')",
      'drop (table column public.<t>.price, view public.<t>_v)',
      'drop (every row of public.<t>)',
      'drop (table public.<t>)',
    ],
  },
  {
    what: 'DROP and RENAME with a reason',
    statements: [
      '-- lint: allow rename because the old name was never released\nALTER TABLE <t> RENAME COLUMN parent TO above',
      'DROP TABLE <t> /* gone */ -- lint: allow drop because empty since 2020',
    ],
    expected: [],
  },
  {
    what: 'DROP and RENAME of what the migration made',
    statements: [
      'CREATE TABLE <t>_new (id integer)',
      'ALTER TABLE <t>_new RENAME COLUMN id TO key',
      'DROP TABLE <t>_new',
    ],
    expected: [],
  },
  {
    what: 'a DO block, and what was seen of it',
    statements: ['DO $$ BEGIN DROP TABLE <t>; END $$'],
    expected: ['drop (table public.<t>)', 'opaque-block (DO)'],
  },
];

const allowances: readonly LintCase[] = [
  {
    what: 'an exception without a reason',
    statements: ['-- lint: allow drop\nDROP TABLE <t>'],
    expected: ['drop (table public.<t>)', 'allowance-without-reason (drop)'],
  },
  {
    what: 'an exception from another rule, or from none',
    statements: [
      '-- lint: allow rename because nobody uses it\nDROP TABLE <t>',
      '-- lint: allow sloth because it is warm\nSELECT 1',
    ],
    expected: ['drop (table public.<t>)', 'allowance-unused (rename)', 'allowance-unused (sloth)'],
  },
  {
    what: 'an exception counts for its statement only, also in a text of several',
    statements: ['-- lint: allow drop because é\nALTER TABLE <t> DROP price; DROP TABLE <t>'],
    expected: ['drop (table public.<t>)'],
  },
];

/** Every rule where it has something to say and where it has not. */
const questionMarks: readonly LintCase[] = [
  {
    what: 'a question mark that is sent as a place for a value, and has none',
    statements: ["COMMENT ON TABLE <t> IS 'why?'; SELECT 1"],
    expected: ['question-mark-as-binding ($1)'],
  },
  {
    what: 'a question mark that is sent as one, and a place that is meant',
    statements: [
      "COMMENT ON TABLE <t> IS 'why\\?'",
      "CREATE FUNCTION <t>_half(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 / 2'",
    ],
    expected: [],
  },
];

export const lintCases: readonly LintCase[] = [
  ...indexes,
  ...constraints,
  ...notNull,
  ...rewrites,
  ...rows,
  ...removals,
  ...allowances,
  ...questionMarks,
];
