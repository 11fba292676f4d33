import type { PlantedDrift } from './planted-drift.ts';

const stalls = 'ALTER TABLE bazaar.stalls';
const total = 'bazaar.total(integer)';
const same = 'bazaar.===(integer,integer)';

/** Aggregates, operators, text search, rules, typed tables, partitions, views. */
export const plantedMarket: readonly PlantedDrift[] = [
  {
    what: 'an aggregate that begins elsewhere',
    plant: [
      `DROP AGGREGATE ${total}`,
      "CREATE AGGREGATE bazaar.total(integer) (SFUNC = bazaar.add_up, STYPE = numeric, INITCOND = '1')",
    ],
    found: [['other', total]],
  },
  {
    what: 'aggregates that are missing, and one too many',
    plant: [
      `DROP AGGREGATE ${total}`,
      'DROP AGGREGATE bazaar.middle(double precision ORDER BY double precision)',
      'CREATE AGGREGATE bazaar.counted(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = 0, MSFUNC = int8inc, MINVFUNC = int8dec, MSTYPE = bigint, MINITCOND = 0, FINALFUNC_MODIFY = READ_WRITE)',
    ],
    found: [
      ['missing', total],
      ['missing', 'bazaar.middle(double precision,double precision)'],
      ['extra', 'bazaar.counted()'],
    ],
  },
  {
    what: 'an aggregate that a view needs, of another function',
    plant: [
      `DROP AGGREGATE ${total}`,
      'CREATE AGGREGATE bazaar.total(integer) (SFUNC = int4_sum, STYPE = bigint)',
      'CREATE VIEW bazaar.totals AS SELECT bazaar.total(rank) AS total FROM bazaar.stalls',
    ],
    found: [
      ['other', total],
      ['extra', 'totals'],
    ],
  },
  {
    what: 'an operator that counts otherwise, and its class, under an index',
    plant: [
      'DROP INDEX bazaar.stalls_digit_idx',
      'DROP OPERATOR CLASS bazaar.digit_ops USING hash',
      `DROP OPERATOR ${same}`,
      'CREATE OPERATOR bazaar.=== (FUNCTION = bazaar.same, LEFTARG = integer, RIGHTARG = integer)',
      'CREATE OPERATOR CLASS bazaar.digit_ops FOR TYPE integer USING hash FAMILY bazaar.digits AS OPERATOR 1 bazaar.===, FUNCTION 1 hashint4(integer), FUNCTION 2 hashint4extended(integer, bigint)',
      'CREATE INDEX stalls_digit_idx ON bazaar.stalls USING hash (rank bazaar.digit_ops)',
    ],
    found: [
      ['other', same],
      // What a class can be without belongs to its family.
      ['other', 'bazaar.digits USING hash'],
    ],
  },
  {
    what: 'an operator that is missing, and one too many',
    plant: [
      'DROP INDEX bazaar.stalls_digit_idx',
      'DROP OPERATOR CLASS bazaar.digit_ops USING hash',
      `DROP OPERATOR ${same}`,
      'CREATE OPERATOR bazaar.@@@ (FUNCTION = bazaar.by_digit, LEFTARG = integer, RIGHTARG = integer)',
      'DROP OPERATOR FAMILY bazaar.digits USING hash',
      'CREATE OPERATOR FAMILY bazaar.loose USING btree',
      'ALTER OPERATOR FAMILY bazaar.loose USING btree ADD FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint), OPERATOR 1 <(integer, bigint)',
    ],
    found: [
      ['missing', 'stalls_digit_idx'],
      ['missing', 'bazaar.digit_ops USING hash'],
      ['missing', same],
      ['extra', 'bazaar.@@@(integer,integer)'],
      ['missing', 'bazaar.digits USING hash'],
      ['extra', 'bazaar.loose USING btree'],
    ],
  },
  {
    what: 'a configuration of text search that reads otherwise, under an index',
    plant: [
      'ALTER TEXT SEARCH CONFIGURATION bazaar.texts ALTER MAPPING FOR word WITH simple',
      'ALTER TEXT SEARCH DICTIONARY bazaar.words (StopWords)',
    ],
    found: [
      ['other', 'texts'],
      ['other', 'words'],
    ],
  },
  {
    what: 'a conversion that nobody expects',
    plant: [`CREATE CONVERSION bazaar.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`],
    found: [['extra', 'latin']],
  },
  {
    what: 'a rule that is enabled, and one that is disabled only in replication',
    plant: [
      `${stalls} ENABLE RULE stalls_kept`,
      'CREATE RULE sold AS ON DELETE TO bazaar.parent DO ALSO NOTHING',
      'ALTER TABLE bazaar.parent ENABLE ALWAYS RULE sold',
    ],
    found: [
      ['other', 'stalls_kept'],
      ['extra', 'sold'],
    ],
  },
  {
    what: 'another number of values that ANALYZE keeps of several columns together',
    plant: ['ALTER STATISTICS bazaar.stalls_statistics SET STATISTICS -1'],
    found: [['other', 'stalls_statistics']],
  },
  {
    what: 'a table that is no longer of its type, and one that is',
    plant: [
      'ALTER TABLE bazaar.prices NOT OF',
      'CREATE TABLE bazaar.offers OF bazaar.price (amount NOT NULL DEFAULT 1)',
    ],
    found: [
      ['other', 'prices'],
      ['extra', 'offers'],
    ],
  },
  {
    what: 'a type of which there is a table, with another field',
    unfixed: ['price', 'currency'],
    plant: ['ALTER TYPE bazaar.price ALTER ATTRIBUTE currency TYPE varchar(3) CASCADE'],
    found: [
      ['type', 'price'],
      ['type', 'currency'],
    ],
  },
  {
    what: 'a range with another name of its multiranges',
    plant: [
      'DROP TYPE bazaar.period',
      'CREATE TYPE bazaar.period AS RANGE (SUBTYPE = date, MULTIRANGE_TYPE_NAME = bazaar.times)',
    ],
    found: [['type', 'period']],
  },
  {
    what: 'a domain whose check was validated, and of another collation',
    plant: [
      'ALTER DOMAIN bazaar.label VALIDATE CONSTRAINT label_short',
      'CREATE DOMAIN bazaar.tag AS text CONSTRAINT tag_short CHECK (length(VALUE) < 9)',
      "ALTER DOMAIN bazaar.tag ADD CONSTRAINT tag_given CHECK (VALUE <> '') NOT VALID",
    ],
    found: [
      ['not-valid', 'label'],
      ['extra', 'tag'],
    ],
  },
  {
    what: 'a sequence that is logged, and one that is not',
    plant: [
      'ALTER SEQUENCE bazaar.tickets SET LOGGED',
      'CREATE UNLOGGED SEQUENCE bazaar.spare OWNED BY bazaar.stalls.rank',
    ],
    found: [
      ['sequence', 'tickets'],
      ['extra', 'spare'],
    ],
  },
  {
    what: 'a trigger that is disabled on one partition',
    plant: ['ALTER TABLE bazaar.sales_old DISABLE TRIGGER sales_mark'],
    found: [['trigger', 'sales_mark']],
  },
  {
    what: 'a partition for other rows, and one that is none',
    plant: [
      'ALTER TABLE bazaar.sales DETACH PARTITION bazaar.sales_new',
      "ALTER TABLE bazaar.sales ATTACH PARTITION bazaar.sales_new FOR VALUES FROM ('2026-01-01') TO ('2028-01-01')",
    ],
    found: [['other', 'sales_new']],
  },
  {
    what: 'a partition that was made by itself, and one more level of them',
    plant: [
      'CREATE TABLE bazaar.sales_far (day date NOT NULL, id integer NOT NULL) PARTITION BY LIST (id)',
      "ALTER TABLE bazaar.sales ATTACH PARTITION bazaar.sales_far FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')",
      'CREATE TABLE bazaar.sales_one PARTITION OF bazaar.sales_far FOR VALUES IN (1)',
    ],
    found: [
      ['extra', 'sales_far'],
      ['extra', 'sales_one'],
    ],
  },
  {
    what: 'another key of partitions',
    unfixed: ['sales'],
    plant: [
      'DROP TABLE bazaar.sales',
      'CREATE TABLE bazaar.sales (id integer, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (id)',
      'CREATE TRIGGER sales_mark BEFORE INSERT ON bazaar.sales FOR EACH ROW EXECUTE FUNCTION bazaar.mark()',
      'CREATE TABLE bazaar.sales_old PARTITION OF bazaar.sales FOR VALUES FROM (0) TO (5)',
      'CREATE TABLE bazaar.sales_new PARTITION OF bazaar.sales FOR VALUES FROM (5) TO (9)',
    ],
    found: [
      ['other', 'sales'],
      ['other', 'sales_old'],
      ['other', 'sales_new'],
    ],
  },
  {
    what: 'a child that inherits no more',
    plant: ['ALTER TABLE bazaar.child NO INHERIT bazaar.parent'],
    found: [['other', 'child']],
  },
  {
    what: 'a view that reads with the rights of its owner',
    plant: ['ALTER VIEW bazaar.list RESET (security_invoker)'],
    found: [['view', 'list']],
  },
  {
    what: 'a materialized view with another number of values that ANALYZE keeps',
    plant: ['ALTER MATERIALIZED VIEW bazaar.board ALTER COLUMN name SET STATISTICS 40'],
    found: [['view', 'board']],
  },
  {
    what: 'views of which other things are said, beside their queries',
    plant: [
      'ALTER VIEW bazaar.list RESET (security_invoker)',
      "ALTER VIEW bazaar.list ALTER COLUMN kind SET DEFAULT 'tea'",
      'ALTER MATERIALIZED VIEW bazaar.board ALTER COLUMN name SET STATISTICS 40',
      'ALTER MATERIALIZED VIEW bazaar.board ALTER COLUMN name SET (n_distinct = 3)',
      'ALTER MATERIALIZED VIEW bazaar.board SET WITHOUT CLUSTER',
      'ALTER MATERIALIZED VIEW bazaar.board SET (toast.autovacuum_enabled = off, fillfactor = 80)',
    ],
    found: [
      ['view', 'list'],
      ['view', 'board'],
    ],
  },
  {
    what: 'a NOT NULL that heirs do not have',
    from: 18,
    plant: ['ALTER TABLE bazaar.parent ADD CONSTRAINT parent_id NOT NULL id NO INHERIT'],
    found: [['nullability', 'id']],
  },
];
