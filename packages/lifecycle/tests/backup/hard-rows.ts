/** Tables whose values are easily lost on the way: every plane of Unicode, NULLs, limits, json as text. */
export const hardRows = `
  CREATE SCHEMA "odd ""name""";
  CREATE TYPE "odd ""name""".mood AS ENUM ('gut', 'schlecht, "sehr"');
  CREATE TABLE "odd ""name""".everything (
    id bigint PRIMARY KEY, txt text, arr text[], ints int[][], js json, jsb jsonb,
    f float8, n numeric, bin bytea, at timestamptz, span interval, m "odd ""name""".mood,
    twice bigint GENERATED ALWAYS AS (id / 2) STORED);
  INSERT INTO "odd ""name""".everything (id, txt, arr, ints, js, jsb, f, n, bin, at, span, m) VALUES
    (9223372036854775807, '', '{}', '{{1,2},{3,NULL}}', '{"b":1, "a":2,"b":3}', '{"b":1,"a":2}',
     'NaN', 'NaN', '\\x00ff', 'infinity', '1 mon -1 day', 'gut'),
    (-9223372036854775808, NULL, '{NULL,"NULL",""}', NULL, 'null', 'null',
     0.1::float8 + 0.2::float8, 1.500, '', '-infinity', '-00:00:00.000001', 'schlecht, "sehr"');
  INSERT INTO "odd ""name""".everything (id, txt)
    SELECT plane, chr(plane * 65536 + 65) || chr(plane * 65536 + 64976 - 1) || E'\\n\\t\\\\.,' FROM
      generate_series(1, 16) AS plane;
  INSERT INTO "odd ""name""".everything (id, txt)
    SELECT 100 + n, chr(1 + n) FROM generate_series(0, 300) AS n;
  CREATE TABLE counters (id serial PRIMARY KEY, of bigint REFERENCES "odd ""name""".everything);
  INSERT INTO counters (of) SELECT id FROM "odd ""name""".everything;
  CREATE VIEW many AS SELECT count(*) FROM counters;`;
