import type { PlantedDrift } from './planted-drift.ts';

const orders = 'ALTER TABLE shop.orders';
const customers = 'ALTER TABLE shop.customers';

/** Constraints and indexes. */
export const plantedKeys: readonly PlantedDrift[] = [
  {
    what: 'a wider type, under two views, a materialized one, a check and a computed column’s source',
    plant: [
      'DROP VIEW shop.open_weights',
      'DROP VIEW shop.open_orders',
      'DROP MATERIALIZED VIEW shop.weights',
      `${orders} DROP COLUMN gross`,
      `${orders} ALTER COLUMN weight TYPE bigint`,
      `${orders} ADD COLUMN gross numeric GENERATED ALWAYS AS (weight * 2) STORED`,
    ],
    found: [
      ['type', 'weight'],
      ['order-only', 'orders'],
      ['missing', 'open_orders'],
      ['missing', 'open_weights'],
      ['missing', 'weights'],
    ],
  },
  {
    what: 'a partial unique index by another name, which says its rows otherwise',
    plant: [
      'DROP INDEX shop.orders_open_key',
      "CREATE UNIQUE INDEX one_open ON shop.orders (customer_id) WHERE state = ANY (ARRAY['open'::shop.state])",
    ],
    found: [['name', 'orders_open_key']],
  },
  {
    what: 'a primary key that is missing',
    plant: [`${orders} DROP CONSTRAINT orders_pkey`],
    found: [['missing', 'orders_pkey']],
  },
  {
    what: 'a primary key over other columns',
    plant: [
      `${orders} DROP CONSTRAINT orders_pkey`,
      `${orders} ADD CONSTRAINT orders_pkey PRIMARY KEY (id, number)`,
    ],
    found: [['primary-key', 'orders_pkey']],
  },
  {
    what: 'a unique constraint that lets doubles stand until the end',
    plant: [
      `${customers} DROP CONSTRAINT customers_email_key`,
      `${customers} ADD CONSTRAINT customers_email_key UNIQUE (email) DEFERRABLE`,
    ],
    found: [['unique', 'customers_email_key']],
  },
  {
    what: 'a unique index where a constraint is expected',
    plant: [
      `${customers} DROP CONSTRAINT customers_email_key`,
      'CREATE UNIQUE INDEX customers_email_idx ON shop.customers (email)',
    ],
    found: [['unique-kind', 'customers_email_key']],
  },
  {
    what: 'a unique constraint by another name, that a foreign key needs',
    plant: [
      `${customers} RENAME CONSTRAINT customers_pkey TO pk_customers`,
      'ALTER INDEX shop.orders_placed_idx RENAME TO ix_placed',
    ],
    found: [
      ['name', 'customers_pkey'],
      ['name', 'orders_placed_idx'],
    ],
  },
  {
    what: 'another check',
    plant: [
      `${orders} DROP CONSTRAINT orders_weight_check`,
      `${orders} ADD CONSTRAINT orders_weight_check CHECK (weight > -1)`,
    ],
    found: [['check', 'orders_weight_check']],
  },
  {
    what: 'a check with a question mark that nobody expects',
    plant: [
      `${customers} ADD CONSTRAINT settings_check CHECK (NOT settings ? '\\?' AND name !~ '\\?$')`,
    ],
    found: [['extra', 'settings_check']],
  },
  {
    what: 'a foreign key that is missing',
    plant: [`${orders} DROP CONSTRAINT orders_customer_fkey`],
    found: [['missing', 'orders_customer_fkey']],
  },
  {
    what: 'a foreign key that points elsewhere',
    plant: [
      'CREATE TABLE shop.clients (id bigint PRIMARY KEY)',
      `${orders} DROP CONSTRAINT orders_customer_fkey`,
      `${orders} ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES shop.clients (id) ON DELETE CASCADE NOT VALID`,
    ],
    found: [
      ['foreign-key', 'orders_customer_fkey'],
      ['extra', 'clients'],
    ],
  },
  {
    what: 'a foreign key with another action',
    plant: [
      `${orders} DROP CONSTRAINT orders_customer_fkey`,
      `${orders} ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES shop.customers (id) ON DELETE RESTRICT`,
    ],
    found: [['foreign-key-action', 'orders_customer_fkey']],
  },
  {
    what: 'a foreign key that was never validated',
    plant: [
      `${orders} DROP CONSTRAINT orders_customer_fkey`,
      `${orders} ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES shop.customers (id) ON DELETE CASCADE NOT VALID`,
    ],
    found: [['not-valid', 'orders_customer_fkey']],
  },
  {
    what: 'an exclusion constraint of another kind',
    plant: [
      `${orders} DROP CONSTRAINT orders_once`,
      `${orders} ADD CONSTRAINT orders_once EXCLUDE USING btree (number WITH =) DEFERRABLE`,
    ],
    found: [['other', 'orders_once']],
  },
  {
    what: 'an index that is missing',
    plant: ['DROP INDEX shop.orders_open_key'],
    found: [['missing', 'orders_open_key']],
  },
  {
    what: 'an index over other columns',
    plant: [
      'DROP INDEX shop.orders_customer_idx',
      'CREATE INDEX orders_customer_idx ON shop.orders (state, customer_id)',
    ],
    found: [['index', 'orders_customer_idx']],
  },
  {
    what: 'an invalid index that a broken command left under the right name',
    plant: [
      'DROP INDEX shop.orders_open_key',
      `UPDATE shop.orders SET state = 'open' WHERE weight IN (1, 3)`,
      `CREATE UNIQUE INDEX CONCURRENTLY orders_open_key ON shop.orders (customer_id) WHERE state = 'open'`,
      `UPDATE shop.orders SET state = 'sent' WHERE state = 'open'`,
    ],
    failing: true,
    found: [['invalid-index', 'orders_open_key']],
  },
];
