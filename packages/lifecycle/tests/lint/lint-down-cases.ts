/** A migration on a table `<t>` that an earlier one made, and what the lint says of its way down. */
export interface LintDownCase {
  readonly what: string;
  /** Runs after the table was made, in an earlier migration. */
  readonly before?: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly transactional?: false;
  /** `rule` or `rule (subject)`, in the order of the statements. */
  readonly expected: readonly string[];
}

const removals: readonly LintDownCase[] = [
  {
    what: 'what the way up made is dropped',
    up: [
      'CREATE TABLE <t>_new (id integer)',
      'ALTER TABLE <t> ADD COLUMN size integer',
      "CREATE TYPE <t>_e AS ENUM ('a')",
    ],
    down: [
      'DROP TYPE <t>_e',
      'ALTER TABLE <t> DROP COLUMN size',
      'UPDATE <t>_new SET id = 1',
      'CREATE INDEX ON <t>_new (id)',
      'TRUNCATE <t>_new',
      'DROP TABLE <t>_new',
    ],
    expected: [],
  },
  {
    what: 'what is older is dropped or emptied',
    before: 'CREATE VIEW <t>_v AS SELECT price FROM <t>',
    up: ['ALTER TABLE <t> ADD COLUMN size integer'],
    down: ['ALTER TABLE <t> DROP COLUMN size, DROP COLUMN price CASCADE', 'TRUNCATE <t>'],
    expected: [
      'drop (table column public.<t>.price, view public.<t>_v)',
      'drop (every row of public.<t>)',
    ],
  },
  {
    what: 'the old names are given back',
    up: [
      '-- lint: allow rename because it was never released\nALTER TABLE <t> RENAME COLUMN price TO cost',
      '-- lint: allow rename because it was never released\nALTER TABLE <t> RENAME TO <t>_goods',
    ],
    down: [
      'ALTER TABLE <t>_goods RENAME COLUMN cost TO price',
      'ALTER TABLE <t>_goods RENAME TO <t>',
    ],
    expected: [],
  },
  {
    what: 'what is older gets yet another name',
    up: ['ALTER TABLE <t> ADD COLUMN size integer'],
    down: ['ALTER TABLE <t> DROP COLUMN size', 'ALTER TABLE <t> RENAME COLUMN parent TO above'],
    expected: ['rename (table column public.<t>.parent → public.<t>.above)'],
  },
];

const indexes: readonly LintDownCase[] = [
  {
    what: 'an index of an older table is dropped without CONCURRENTLY',
    up: ['CREATE INDEX CONCURRENTLY <t>_price_idx ON <t> (price)'],
    down: ['DROP INDEX <t>_price_idx'],
    transactional: false,
    expected: ['index-without-concurrently (public.<t>_price_idx)'],
  },
  {
    what: 'an index of an older table is dropped with CONCURRENTLY',
    up: ['CREATE INDEX CONCURRENTLY <t>_price_idx ON <t> (price)'],
    down: ['DROP INDEX CONCURRENTLY <t>_price_idx'],
    transactional: false,
    expected: [],
  },
  {
    what: 'an index is built again without CONCURRENTLY',
    up: ['-- lint: allow drop because nobody reads by name\nDROP INDEX CONCURRENTLY <t>_name_idx'],
    down: ['CREATE INDEX <t>_name_idx ON <t> (name)'],
    transactional: false,
    expected: ['index-without-concurrently (public.<t>)'],
  },
  {
    what: 'a table that the way up made and the way down leaves is in use',
    up: ['CREATE TABLE <t>_new (id integer)'],
    down: ['CREATE INDEX ON <t>_new (id)'],
    expected: ['index-without-concurrently (public.<t>_new)'],
  },
];

const rows: readonly LintDownCase[] = [
  {
    what: 'a type is changed back with a rewrite',
    up: ['ALTER TABLE <t> ALTER COLUMN name TYPE varchar(20)'],
    down: ['ALTER TABLE <t> ALTER COLUMN name TYPE varchar(10)'],
    expected: ['rewriting-type-change (public.<t>)'],
  },
  {
    what: 'NOT NULL comes back without a check',
    before: 'ALTER TABLE <t> ALTER COLUMN price SET NOT NULL',
    up: ['ALTER TABLE <t> ALTER COLUMN price DROP NOT NULL'],
    down: ['ALTER TABLE <t> ALTER COLUMN price SET NOT NULL'],
    expected: ['not-null-without-check (public.<t>.price)'],
  },
  {
    what: 'NOT NULL comes back with a check that was validated',
    before: 'ALTER TABLE <t> ALTER COLUMN price SET NOT NULL',
    up: ['ALTER TABLE <t> ALTER COLUMN price DROP NOT NULL'],
    down: [
      'ALTER TABLE <t> ADD CONSTRAINT <t>_c CHECK (price IS NOT NULL) NOT VALID',
      'ALTER TABLE <t> VALIDATE CONSTRAINT <t>_c',
      'ALTER TABLE <t> ALTER COLUMN price SET NOT NULL',
      'ALTER TABLE <t> DROP CONSTRAINT <t>_c',
    ],
    transactional: false,
    expected: [],
  },
  {
    what: 'rows are written back beside a schema change',
    up: ['ALTER TABLE <t> ADD COLUMN size integer'],
    down: ['UPDATE <t> SET price = size', 'ALTER TABLE <t> DROP COLUMN size'],
    expected: ['backfill-with-ddl (public.<t>)'],
  },
];

const dropCheck =
  '-- lint: allow drop because prices may be negative\nALTER TABLE <t> DROP CONSTRAINT <t>_sure';
const sure = 'ALTER TABLE <t> ADD CONSTRAINT <t>_sure CHECK (price > 0)';

const constraints: readonly LintDownCase[] = [
  {
    what: 'a CHECK comes back without NOT VALID',
    before: sure,
    up: [dropCheck],
    down: [sure],
    expected: ['constraint-without-not-valid (<t>_sure on public.<t>)'],
  },
  {
    what: 'a CHECK comes back NOT VALID and stays so',
    before: sure,
    up: [dropCheck],
    down: [`${sure} NOT VALID`],
    expected: ['never-validated (<t>_sure on public.<t>)'],
  },
  {
    what: 'a CHECK comes back NOT VALID and is validated',
    before: sure,
    up: [dropCheck],
    down: [`${sure} NOT VALID`, 'ALTER TABLE <t> VALIDATE CONSTRAINT <t>_sure'],
    transactional: false,
    expected: [],
  },
  {
    what: 'a CHECK that was never validated is so again',
    before: `${sure} NOT VALID`,
    up: [dropCheck],
    down: [`${sure} NOT VALID`],
    expected: [],
  },
];

const allowances: readonly LintDownCase[] = [
  {
    what: 'an exception on the way up is none on the way down',
    up: ['-- lint: allow opaque-block because it does nothing\nDO $$ BEGIN END $$'],
    down: ['DO $$ BEGIN END $$'],
    expected: ['opaque-block (DO)'],
  },
  {
    what: 'an exception on the way down, and one that nothing needs',
    up: ['ALTER TABLE <t> ADD COLUMN size integer'],
    down: [
      '-- lint: allow drop because it is empty\nALTER TABLE <t> DROP COLUMN price',
      '-- lint: allow drop because it was made here\nALTER TABLE <t> DROP COLUMN size',
    ],
    expected: ['allowance-unused (drop)'],
  },
];

/** Every rule on the way down, where it has something to say and where it has not. */
export const lintDownCases: readonly LintDownCase[] = [
  ...removals,
  ...indexes,
  ...rows,
  ...constraints,
  ...allowances,
];
