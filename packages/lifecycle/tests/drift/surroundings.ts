import type { Knex } from 'knex';

/**
 * What others may have put on the shop's tables: each stands by itself, and only if the ones it needs
 * stand. `role` and `other` are roles of the server.
 */
export const extrasFor = (role: string, other: string): readonly (readonly string[])[] => [
  [
    "ALTER TABLE shop.orders ADD COLUMN mood text NOT NULL DEFAULT 'calm'",
    "UPDATE shop.orders SET mood = 'mood ' || number",
  ],
  [
    'ALTER TABLE shop.customers ADD COLUMN born date',
    "UPDATE shop.customers SET born = '2000-02-29'",
  ],
  ['ALTER TABLE shop.parcels ADD COLUMN twice integer GENERATED ALWAYS AS (id * 2) STORED'],
  ['ALTER TABLE shop.orders ADD CONSTRAINT orders_number_check CHECK (number > 0)'],
  ['CREATE INDEX orders_of_others ON shop.orders (weight, lower(note))'],
  ['CREATE UNIQUE INDEX parcels_of_others ON shop.parcels (code, id)'],
  [
    'CREATE VIEW shop.their_orders WITH (security_barrier) AS SELECT id, weight, note FROM shop.orders',
  ],
  [
    'CREATE VIEW shop.their_first AS SELECT id, weight, total FROM shop.orders',
    'CREATE VIEW shop.their_second AS SELECT weight, count(*) FROM shop.their_first GROUP BY 1',
    `GRANT SELECT ON shop.their_first, shop.their_second TO ${role}`,
    `ALTER VIEW shop.their_second OWNER TO ${other}`,
    "COMMENT ON VIEW shop.their_second IS 'upon a view'",
    "COMMENT ON COLUMN shop.their_first.weight IS 'in grams'",
  ],
  [
    'CREATE SCHEMA elsewhere',
    'CREATE TABLE elsewhere.letters (parcel integer REFERENCES shop.parcels (id), customer bigint REFERENCES shop.customers (id))',
    'INSERT INTO elsewhere.letters SELECT id, id FROM shop.parcels WHERE id < 3',
    'CREATE VIEW elsewhere.codes AS SELECT code, customer FROM shop.parcels JOIN elsewhere.letters ON parcel = id',
    `GRANT SELECT ON elsewhere.codes TO ${role} WITH GRANT OPTION`,
    "COMMENT ON VIEW elsewhere.codes IS 'from elsewhere'",
  ],
  [
    'CREATE FUNCTION shop.watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$',
    'CREATE TRIGGER their_watch AFTER INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.watch()',
    "COMMENT ON TRIGGER their_watch ON shop.orders IS 'watches'",
    `REVOKE EXECUTE ON FUNCTION shop.watch() FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION shop.watch() TO ${role}`,
  ],
  ['CREATE RULE their_rule AS ON DELETE TO shop.parcels WHERE old.id < 0 DO INSTEAD NOTHING'],
  [
    "CREATE POLICY their_policy ON shop.customers FOR SELECT USING (name <> 'nobody')",
    "COMMENT ON POLICY their_policy ON shop.customers IS 'hides nobody'",
  ],
  [
    `GRANT SELECT, INSERT ON shop.orders TO ${role}`,
    `GRANT UPDATE (note, weight) ON shop.orders TO ${role}`,
    `GRANT SELECT ON shop.customers TO PUBLIC`,
  ],
  [`ALTER TABLE shop.parcels OWNER TO ${other}`, `GRANT SELECT ON shop.parcels TO ${role}`],
  [`ALTER TABLE shop.orders OWNER TO ${other}`],
  [
    "COMMENT ON TABLE shop.orders IS 'what was ordered'",
    "COMMENT ON COLUMN shop.orders.weight IS 'in kilograms'",
    "COMMENT ON CONSTRAINT orders_weight_check ON shop.orders IS 'nothing floats'",
    "COMMENT ON INDEX shop.orders_placed_idx IS 'for the list'",
    "COMMENT ON STATISTICS shop.orders_statistics IS 'goes together'",
  ],
  [
    "COMMENT ON TYPE shop.state IS 'how far it is'",
    `GRANT USAGE ON TYPE shop.state TO ${role}`,
    "COMMENT ON FUNCTION shop.touch() IS 'touches'",
    "COMMENT ON VIEW shop.open_orders IS 'not paid yet'",
    `GRANT SELECT ON shop.open_orders TO ${role}`,
  ],
  ['CREATE STATISTICS shop.their_statistics ON weight, number FROM shop.orders'],
  ['CREATE PUBLICATION their_publication FOR TABLE shop.parcels, shop.customers'],
  [
    'CREATE TABLE shop.special_parcels (stamp text) INHERITS (shop.parcels)',
    "INSERT INTO shop.special_parcels (id, code, stamp) VALUES (100, 'z', 'red')",
  ],
];

/** Owners, privileges and comments of everything in these schemas, each as a line. */
export async function rightsAndComments(db: Knex): Promise<readonly string[]> {
  const { rows } = await db.raw(`
    WITH objects AS (
      SELECT 'pg_class'::regclass AS catalog, oid, relowner AS owner, relacl AS acl, relnamespace AS namespace FROM pg_class
        WHERE relkind IN ('r', 'v', 'm', 'p', 'f', 'S')
      UNION ALL SELECT 'pg_proc'::regclass, oid, proowner, proacl, pronamespace FROM pg_proc
      UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typacl, typnamespace FROM pg_type WHERE typtype IN ('e', 'd')
    ), ours AS (
      SELECT o.*, i.identity FROM objects AS o, pg_identify_object(o.catalog, o.oid, 0) AS i
      WHERE namespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('shop', 'elsewhere'))
    )
    SELECT format('%s belongs to %s', identity, owner::regrole) AS line FROM ours
    UNION ALL SELECT format('%s: %s may %s%s', identity, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, privilege_type, CASE WHEN is_grantable THEN ' and grant it' END)
      FROM ours, aclexplode(acl) AS a WHERE acl IS NOT NULL AND a.grantee <> ours.owner
    UNION ALL SELECT format('%s.%s: %s may %s', identity, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, privilege_type)
      FROM ours JOIN pg_attribute AS t ON t.attrelid = ours.oid AND ours.catalog = 'pg_class'::regclass AND NOT attisdropped, aclexplode(attacl) AS a
    UNION ALL SELECT format('%s %s: %s', i.type, i.identity, description)
      FROM pg_description AS d, pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
      WHERE i.schema IN ('shop', 'elsewhere') OR i.identity ~ '(shop|elsewhere)\\.'
    ORDER BY line`);
  return rows.map(({ line }: { line: string }) => line);
}

/** The rows of every table, column by column, so that a column more or less does not hide the others. */
export async function columnValues(db: Knex): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.raw(`
    SELECT format('%I.%I', n.nspname, c.relname) AS "table", a.attname AS "column", format_type(a.atttypid, NULL) AS type
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname IN ('shop', 'elsewhere') AND c.relkind IN ('r', 'p')`);
  const values = new Map<string, string>();
  for (const { table, column, type } of rows) {
    const { rows: found } = await db.raw(
      `SELECT coalesce(md5(string_agg(??::text, ',' ORDER BY ??::text)), 'none') AS hash, count(*) AS count FROM ${table}`,
      [column, column],
    );
    values.set(`${table}.${column} ${type}`, `${found[0].count} ${found[0].hash}`);
  }
  return values;
}
