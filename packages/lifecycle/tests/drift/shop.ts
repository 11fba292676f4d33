import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** One of everything that can drift. */
export const shopSchema = `
  CREATE SCHEMA shop;
  CREATE COLLATION shop.by_number (provider = icu, locale = 'en-u-kn-true');
  CREATE TYPE shop.state AS ENUM ('open', 'paid', 'sent');
  CREATE TYPE shop.size AS (width integer, height integer);
  CREATE DOMAIN shop.amount AS numeric(10,2) DEFAULT 0 CONSTRAINT amount_check CHECK (VALUE >= 0);
  CREATE SEQUENCE shop.numbers;
  CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN new.touched_at := now(); RETURN new; END $$;
  CREATE FUNCTION shop.with_tax(total numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
    AS $$ SELECT total * 1.2 $$;
  CREATE TABLE shop.customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE shop.by_number NOT NULL,
    email varchar(200),
    settings jsonb NOT NULL DEFAULT '{}',
    touched_at timestamptz,
    CONSTRAINT customers_email_key UNIQUE (email),
    CONSTRAINT customers_name_check CHECK (char_length(name) > 0)
  );
  CREATE TABLE shop.orders (
    id uuid PRIMARY KEY,
    customer_id bigint NOT NULL,
    number integer NOT NULL DEFAULT nextval('shop.numbers'),
    state shop.state NOT NULL DEFAULT 'open',
    total shop.amount,
    weight integer,
    note text NOT NULL DEFAULT '',
    placed_at timestamptz NOT NULL DEFAULT now(),
    gross numeric GENERATED ALWAYS AS (weight * 2) STORED,
    tags text[] NOT NULL DEFAULT '{}',
    remark text,
    CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES shop.customers (id) ON DELETE CASCADE,
    CONSTRAINT orders_weight_check CHECK (weight > 0),
    CONSTRAINT orders_once EXCLUDE USING btree (number WITH =)
  );
  ALTER SEQUENCE shop.numbers OWNED BY shop.orders.number;
  CREATE INDEX orders_placed_idx ON shop.orders (placed_at);
  CREATE UNIQUE INDEX orders_open_key ON shop.orders (customer_id) WHERE state = 'open';
  CREATE INDEX orders_customer_idx ON shop.orders (customer_id, state);
  CREATE TRIGGER orders_touch BEFORE UPDATE ON shop.customers
    FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION shop.touch();
  CREATE VIEW shop.open_orders AS SELECT id, customer_id, total, weight FROM shop.orders WHERE state = 'open';
  CREATE VIEW shop.open_weights AS SELECT customer_id, sum(weight) AS weight FROM shop.open_orders GROUP BY 1;
  CREATE MATERIALIZED VIEW shop.weights AS SELECT customer_id, weight FROM shop.orders;
  CREATE INDEX weights_customer_idx ON shop.weights (customer_id);
  CREATE STATISTICS shop.orders_statistics ON customer_id, state FROM shop.orders;
  CREATE TABLE shop.parcels (
    id integer CONSTRAINT parcels_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT parcels_code_key UNIQUE,
    content text,
    late text,
    CONSTRAINT parcels_apart EXCLUDE USING btree (lower(code) WITH =)
  ) WITH (fillfactor = 90, toast.autovacuum_enabled = off);
  CREATE INDEX parcels_code_idx ON shop.parcels (upper(code), id);
  CREATE INDEX parcels_rank_idx ON shop.parcels (abs(id));
  ALTER INDEX shop.parcels_rank_idx ALTER COLUMN 1 SET STATISTICS 600;
  ALTER TABLE shop.parcels ALTER COLUMN code SET STATISTICS 300;
  ALTER TABLE shop.parcels ALTER COLUMN code SET (n_distinct = 5);
  ALTER INDEX shop.parcels_code_idx ALTER COLUMN 1 SET STATISTICS 500;
  ALTER INDEX shop.parcels_apart ALTER COLUMN 1 SET STATISTICS 400;
  ALTER TABLE shop.parcels CLUSTER ON parcels_pkey;
  ALTER TABLE shop.parcels REPLICA IDENTITY USING INDEX parcels_pkey;
  ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
  CREATE POLICY customers_all ON shop.customers USING (true);
`;

const rows = `
  INSERT INTO shop.customers (name, email) VALUES ('Anna', 'anna@example.org'), ('Boris', NULL);
  INSERT INTO shop.orders (id, customer_id, weight, total, state)
    SELECT gen_random_uuid(), 1 + n % 2, n, n, (ARRAY['paid', 'sent']::shop.state[])[1 + n % 2]
    FROM generate_series(1, 6) AS n;
  INSERT INTO shop.parcels VALUES (1, 'a'), (2, 'b');
  REFRESH MATERIALIZED VIEW shop.weights;
`;

export interface MigrationsFolder {
  readonly folder: string;
  /** Writes a migration; \`name\` without its ending. */
  write(name: string, text: string): Promise<void>;
  erase(name: string): Promise<void>;
  /** The whole folder. */
  remove(): Promise<void>;
}

/** A folder of migrations with the shop's, and nothing else. */
export const shopMigrations = (): Promise<MigrationsFolder> => migrationsOf('shop', shopSchema);

/** A folder with one migration, which makes an area. */
export async function migrationsOf(area: string, schemaSql: string): Promise<MigrationsFolder> {
  const home = await mkdtemp(join(tmpdir(), 'atelier-drift-'));
  const folder = join(home, 'migrations');
  const write = (name: string, text: string) => writeFile(join(folder, `${name}.js`), text);
  await mkdir(folder);
  // What a module is, Node learns from the package around it.
  await writeFile(join(home, 'package.json'), '{"type":"module"}');
  await write(
    `20260101000000_${area}_create`,
    `export async function up(knex) { await knex.raw(${JSON.stringify(schemaSql)}); }
     export async function down(knex) { await knex.raw('DROP SCHEMA ${area} CASCADE'); }\n`,
  );
  const erase = (name: string) => rm(join(folder, `${name}.js`));
  return { folder, write, erase, remove: () => rm(home, { recursive: true, force: true }) };
}

/** Some rows in each table, so that nothing is fixed only because there is nothing to keep. */
export const shopRows = rows;

/** Runs statements as they are written, straight through the driver, and goes on after a failure where `onFailure` takes it. */
export async function runPlain(
  connectionString: string,
  statements: readonly string[],
  onFailure?: (error: unknown) => void,
): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement).catch((error: unknown) => {
        if (onFailure === undefined) throw error;
        onFailure(error);
      });
    }
  } finally {
    await client.end();
  }
}
