/** One of everything that is seldom made, and can drift all the same. It needs a superuser. */
export const bazaarSchema = `
  CREATE SCHEMA bazaar;
  CREATE FUNCTION bazaar.same(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT a % 10 = b % 10 $$;
  CREATE FUNCTION bazaar.differ(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT a % 10 <> b % 10 $$;
  CREATE FUNCTION bazaar.by_digit(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a % 10 - b % 10 $$;
  CREATE FUNCTION bazaar.note_change() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
  CREATE FUNCTION bazaar.mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE FUNCTION bazaar.add_up(a numeric, b integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(a, 0) + coalesce(b, 0) $$;
  CREATE AGGREGATE bazaar.total(integer) (SFUNC = bazaar.add_up, STYPE = numeric, INITCOND = '0', PARALLEL = SAFE);
  CREATE AGGREGATE bazaar.middle(double precision ORDER BY double precision) (
    SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_cont_float8_final);
  CREATE OPERATOR bazaar.=== (FUNCTION = bazaar.same, LEFTARG = integer, RIGHTARG = integer,
    COMMUTATOR = OPERATOR(bazaar.===), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
  CREATE OPERATOR FAMILY bazaar.digits USING hash;
  CREATE OPERATOR CLASS bazaar.digit_ops FOR TYPE integer USING hash FAMILY bazaar.digits AS
    OPERATOR 1 bazaar.===(integer, integer), FUNCTION 1 (integer, integer) hashint4(integer);
  CREATE TEXT SEARCH DICTIONARY bazaar.words (TEMPLATE = simple, STOPWORDS = english);
  CREATE TEXT SEARCH CONFIGURATION bazaar.texts (PARSER = default);
  ALTER TEXT SEARCH CONFIGURATION bazaar.texts ADD MAPPING FOR asciiword, word WITH bazaar.words, simple;
  CREATE TYPE bazaar.price AS (amount numeric, currency text);
  CREATE TYPE bazaar.period AS RANGE (SUBTYPE = date, MULTIRANGE_TYPE_NAME = bazaar.periods);
  CREATE DOMAIN bazaar.label AS text COLLATE "C";
  ALTER DOMAIN bazaar.label ADD CONSTRAINT label_short CHECK (length(VALUE) < 9) NOT VALID;
  CREATE CAST (bazaar.price AS text) WITH INOUT AS ASSIGNMENT;
  CREATE UNLOGGED SEQUENCE bazaar.tickets;
  CREATE TABLE bazaar.prices OF bazaar.price;
  CREATE TABLE bazaar.stalls (id integer PRIMARY KEY, name text, rank integer, kind text);
  CREATE INDEX stalls_texts_idx ON bazaar.stalls USING gin (to_tsvector('bazaar.texts', name));
  CREATE INDEX stalls_digit_idx ON bazaar.stalls USING hash (rank bazaar.digit_ops);
  CREATE STATISTICS bazaar.stalls_statistics ON name, rank FROM bazaar.stalls;
  ALTER STATISTICS bazaar.stalls_statistics SET STATISTICS 77;
  CREATE RULE stalls_kept AS ON DELETE TO bazaar.stalls DO INSTEAD NOTHING;
  ALTER TABLE bazaar.stalls DISABLE RULE stalls_kept;
  CREATE TABLE bazaar.sales (id integer, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TRIGGER sales_mark BEFORE INSERT ON bazaar.sales FOR EACH ROW EXECUTE FUNCTION bazaar.mark();
  CREATE TABLE bazaar.sales_old PARTITION OF bazaar.sales FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE bazaar.sales_new PARTITION OF bazaar.sales FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE bazaar.parent (id integer, twice integer GENERATED ALWAYS AS (id * 2) STORED);
  CREATE TABLE bazaar.child (more text) INHERITS (bazaar.parent);
  CREATE MATERIALIZED VIEW bazaar.board AS SELECT id, name FROM bazaar.stalls;
  CREATE UNIQUE INDEX board_id_idx ON bazaar.board (id);
  ALTER MATERIALIZED VIEW bazaar.board ALTER COLUMN name SET STATISTICS 12;
  ALTER MATERIALIZED VIEW bazaar.board CLUSTER ON board_id_idx;
  CREATE VIEW bazaar.list WITH (security_invoker = true, security_barrier = true) AS SELECT id, name, kind FROM bazaar.stalls;
  ALTER VIEW bazaar.list ALTER COLUMN kind SET DEFAULT 'food';
  CREATE FOREIGN DATA WRAPPER bazaar_wrapper;
  CREATE SERVER bazaar_server VERSION '1' FOREIGN DATA WRAPPER bazaar_wrapper OPTIONS (host 'a', port '1');
  CREATE FOREIGN TABLE bazaar.remote (id integer OPTIONS (column_name 'it''s'), note text)
    SERVER bazaar_server OPTIONS (table_name 'far');
  CREATE PUBLICATION bazaar_some FOR TABLE bazaar.stalls (id, rank) WHERE (rank > 0) WITH (publish = 'insert');
  CREATE EVENT TRIGGER bazaar_changes ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION bazaar.note_change();
`;

export const bazaarRows = `
  INSERT INTO bazaar.stalls SELECT n, 'stall ' || n, n, 'food' FROM generate_series(1, 5) AS n;
  INSERT INTO bazaar.sales VALUES (1, '2025-05-05'), (2, '2026-05-05');
  INSERT INTO bazaar.prices VALUES (1.5, 'EUR');
  INSERT INTO bazaar.parent (id) VALUES (1);
  INSERT INTO bazaar.child (id, more) VALUES (2, 'more');
  REFRESH MATERIALIZED VIEW bazaar.board;
`;
