import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import { schemaSql } from '@atelier/lifecycle/catalog/schema-sql.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { erPage } from '../er-diagram.ts';

/** One of everything that a migration may make. */
const sample = `
  CREATE SCHEMA shop;
  CREATE EXTENSION citext SCHEMA shop;
  CREATE COLLATION shop.natural (provider = icu, locale = 'ru-u-kn-true');
  CREATE COLLATION shop.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  CREATE TYPE shop.state AS ENUM ('open', 'done, or so', 'it''s locked');
  CREATE DOMAIN shop.amount AS numeric(10,2) NOT NULL DEFAULT 0 CONSTRAINT positive CHECK (VALUE >= 0);
  CREATE SEQUENCE shop.numbers AS bigint;
  CREATE TABLE shop.customers (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE shop.natural NOT NULL,
    email shop.citext UNIQUE,
    upper_name text GENERATED ALWAYS AS (upper(name)) STORED
  );
  CREATE UNLOGGED TABLE shop."order" (
    id bigint DEFAULT nextval('shop.numbers') NOT NULL,
    customer_id integer NOT NULL REFERENCES shop.customers (id) ON DELETE CASCADE,
    "when" timestamptz NOT NULL DEFAULT now(),
    state shop.state NOT NULL DEFAULT 'open',
    total shop.amount,
    note text,
    previous_id bigint,
    CONSTRAINT order_pkey PRIMARY KEY (id),
    CONSTRAINT order_previous_fkey FOREIGN KEY (previous_id) REFERENCES shop."order" (id),
    CONSTRAINT order_once EXCLUDE USING btree (customer_id WITH =, "when" WITH =) DEFERRABLE
  ) WITH (fillfactor = 70);
  CREATE UNIQUE INDEX order_open_key ON shop."order" (customer_id) WHERE state = 'open';
  CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE TRIGGER order_touch BEFORE UPDATE ON shop."order"
    FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION shop.touch();
  CREATE VIEW shop.open_orders AS SELECT id, total FROM shop."order" WHERE state = 'open';
`;

let original: TestDatabase;
let rebuilt: TestDatabase;
beforeAll(async () => {
  original = await createTestDatabase({ empty: true });
  rebuilt = await createTestDatabase({ empty: true });
  await original.db.raw(sample);
});
afterAll(async () => {
  await original?.drop();
  await rebuilt?.drop();
});

test('the dump makes the same schema again', async () => {
  const dump = schemaSql(await readCatalog(original.db));
  await rebuilt.db.raw(dump);
  expect(schemaSql(await readCatalog(rebuilt.db))).toBe(dump);
});

test('everything is in the dump', async () => {
  const dump = schemaSql(await readCatalog(original.db));
  for (const part of [
    'CREATE EXTENSION citext SCHEMA shop;',
    "CREATE COLLATION shop.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);",
    "CREATE TYPE shop.state AS ENUM ('open', 'done, or so', 'it''s locked');",
    'CREATE DOMAIN shop.amount AS numeric(10,2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK',
    'CREATE SEQUENCE shop.numbers AS bigint;',
    'id integer GENERATED ALWAYS AS IDENTITY NOT NULL,',
    'name text COLLATE shop."natural" NOT NULL,',
    'GENERATED ALWAYS AS (upper(name)) STORED',
    'CREATE UNLOGGED TABLE shop."order" (',
    ') WITH (fillfactor=70);',
    'EXCLUDE USING btree (customer_id WITH =, "when" WITH =) DEFERRABLE',
    'ON DELETE CASCADE',
    "WHERE (state = 'open'::shop.state);",
    'CREATE TRIGGER order_touch BEFORE UPDATE',
    'CREATE VIEW shop.open_orders AS',
  ]) {
    expect(dump).toContain(part);
  }
});

test('a NOT NULL that is taken away shows', async () => {
  const before = schemaSql(await readCatalog(rebuilt.db));
  await rebuilt.db.raw('ALTER TABLE shop.customers ALTER COLUMN name DROP NOT NULL');
  expect(schemaSql(await readCatalog(rebuilt.db))).not.toBe(before);
});

test('the diagram shows keys, nullable columns and how tables hang together', async () => {
  const page = erPage(await readCatalog(original.db), 'shop');
  expect(page).toContain('    integer customer_id FK\n');
  expect(page).toContain('    citext email UK "null"\n');
  expect(page).toContain('    timestamptz when\n');
  expect(page).toContain('  customers ||--o{ order : "customer_id"\n');
  expect(page).toContain('  order |o--o{ order : "previous_id"\n');
});
