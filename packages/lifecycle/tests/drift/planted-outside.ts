import type { PlantedDrift } from './planted-drift.ts';

/** What lies in no schema, or says of a table who else has to do with it. */
export const plantedOutside: readonly PlantedDrift[] = [
  {
    what: 'a publication of other rows, other columns and other operations',
    plant: [
      'ALTER PUBLICATION bazaar_some SET TABLE bazaar.stalls (id) WHERE (id > 3)',
      "ALTER PUBLICATION bazaar_some SET (publish = 'insert, truncate')",
    ],
    found: [
      ['other', 'stalls'],
      ['other', 'bazaar_some'],
    ],
  },
  {
    what: 'a publication that is missing, one of the schema and one of everything',
    plant: [
      'DROP PUBLICATION bazaar_some',
      "CREATE PUBLICATION bazaar_schema FOR TABLES IN SCHEMA bazaar WITH (publish = 'insert')",
      "CREATE PUBLICATION bazaar_all FOR ALL TABLES WITH (publish = 'insert', publish_via_partition_root = true)",
    ],
    found: [
      ['missing', 'bazaar_some'],
      ['other', 'stalls'],
      ['extra', 'bazaar_schema'],
      ['extra', 'bazaar_all'],
    ],
  },
  {
    what: 'another type of a column by which rows are published',
    plant: [
      'ALTER PUBLICATION bazaar_some DROP TABLE bazaar.stalls',
      'DROP INDEX bazaar.stalls_digit_idx',
      'ALTER TABLE bazaar.stalls ALTER COLUMN rank TYPE bigint',
      'ALTER PUBLICATION bazaar_some ADD TABLE bazaar.stalls (id, rank) WHERE (rank > 0)',
    ],
    found: [
      ['type', 'rank'],
      ['missing', 'stalls_digit_idx'],
      // PostgreSQL makes it again, but without its number.
      ['other', 'stalls_statistics'],
    ],
  },
  {
    what: 'an event trigger that is disabled',
    plant: ['ALTER EVENT TRIGGER bazaar_changes DISABLE'],
    found: [['other', 'bazaar_changes']],
  },
  {
    what: 'an event trigger that is missing, and one too many',
    plant: [
      'DROP EVENT TRIGGER bazaar_changes',
      'CREATE EVENT TRIGGER bazaar_drops ON sql_drop EXECUTE FUNCTION bazaar.note_change()',
    ],
    found: [
      ['missing', 'bazaar_changes'],
      ['extra', 'bazaar_drops'],
    ],
  },
  {
    what: 'casts: another context, and one too many',
    plant: [
      'DROP CAST (bazaar.price AS text)',
      'CREATE CAST (bazaar.price AS text) WITH INOUT',
      'CREATE FUNCTION bazaar.amount_of(bazaar.price) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT $1.amount $$',
      'CREATE CAST (bazaar.price AS numeric) WITH FUNCTION bazaar.amount_of(bazaar.price) AS ASSIGNMENT',
    ],
    found: [
      ['other', '(bazaar.price AS text)'],
      ['extra', '(bazaar.price AS numeric)'],
      ['extra', 'amount_of(bazaar.price)'],
    ],
  },
  {
    what: 'another server and other options of a foreign table and its columns',
    plant: [
      "ALTER SERVER bazaar_server VERSION '2' OPTIONS (SET host 'b', DROP port, ADD dbname 'c')",
      "ALTER FOREIGN TABLE bazaar.remote OPTIONS (SET table_name 'near', ADD schema_name 's')",
      'ALTER FOREIGN TABLE bazaar.remote ALTER COLUMN id OPTIONS (DROP column_name)',
      "ALTER FOREIGN TABLE bazaar.remote ALTER COLUMN note OPTIONS (ADD column_name 'x')",
    ],
    found: [
      ['other', 'bazaar_server'],
      ['other', 'remote'],
      ['other', 'id'],
      ['other', 'note'],
    ],
  },
  {
    what: 'a foreign table on another server, and one too many',
    plant: [
      'DROP FOREIGN TABLE bazaar.remote',
      "CREATE SERVER bazaar_other TYPE 't' FOREIGN DATA WRAPPER bazaar_wrapper",
      "CREATE FOREIGN TABLE bazaar.remote (id integer OPTIONS (column_name 'it''s'), note text) SERVER bazaar_other OPTIONS (table_name 'far')",
      'CREATE FOREIGN TABLE bazaar.remote_more (id integer NOT NULL CHECK (id > 0)) SERVER bazaar_other',
    ],
    found: [
      ['extra', 'bazaar_other'],
      ['other', 'remote'],
      ['extra', 'remote_more'],
    ],
  },
  {
    what: 'a wrapper with options',
    unfixed: ['bazaar_wrapper'],
    plant: ["ALTER FOREIGN DATA WRAPPER bazaar_wrapper OPTIONS (ADD debug 'true')"],
    found: [['other', 'bazaar_wrapper']],
  },
  {
    what: 'an extension in our schema that nobody expects',
    plant: ['CREATE EXTENSION citext SCHEMA bazaar'],
    found: [['extra', 'citext']],
  },
];
