import type { PlantedDrift } from './planted-drift.ts';

const orders = 'ALTER TABLE shop.orders';
const customers = 'ALTER TABLE shop.customers';

/** Types and collations. */
export const plantedTypes: readonly PlantedDrift[] = [
  {
    what: 'a collation of the same name that sorts otherwise',
    plant: [
      `${customers} ALTER COLUMN name TYPE text`,
      'DROP COLLATION shop.by_number',
      `CREATE COLLATION shop.by_number (provider = icu, locale = 'ru-u-kn-true')`,
      `${customers} ALTER COLUMN name TYPE text COLLATE shop.by_number`,
    ],
    found: [['collation', 'by_number']],
  },
  {
    what: 'values of an enum that are missing and too many',
    plant: [`ALTER TYPE shop.state ADD VALUE 'lost' BEFORE 'paid'`],
    found: [['enum-values', 'state']],
  },
  {
    what: 'a value of an enum that is missing',
    plant: [
      'DROP VIEW shop.open_weights',
      'DROP VIEW shop.open_orders',
      'DROP STATISTICS shop.orders_statistics',
      'DROP INDEX shop.orders_open_key',
      'DROP INDEX shop.orders_customer_idx',
      `UPDATE shop.orders SET state = 'sent'`,
      `${orders} ALTER COLUMN state DROP DEFAULT`,
      'ALTER TYPE shop.state RENAME TO state_before',
      `CREATE TYPE shop.state AS ENUM ('open', 'sent')`,
      `${orders} ALTER COLUMN state TYPE shop.state USING state::text::shop.state`,
      `${orders} ALTER COLUMN state SET DEFAULT 'open'`,
      'DROP TYPE shop.state_before',
    ],
    found: [
      ['enum-values', 'state'],
      ['missing', 'open_weights'],
      ['missing', 'open_orders'],
      ['missing', 'orders_statistics'],
      ['missing', 'orders_open_key'],
      ['missing', 'orders_customer_idx'],
    ],
  },
  {
    what: 'a domain with another check and default',
    plant: [
      'ALTER DOMAIN shop.amount DROP CONSTRAINT amount_check',
      'ALTER DOMAIN shop.amount ADD CONSTRAINT amount_check CHECK (VALUE > -1)',
      'ALTER DOMAIN shop.amount SET DEFAULT 1',
    ],
    found: [
      ['check', 'amount'],
      ['default', 'amount'],
    ],
  },
  {
    what: 'a composite type with another field',
    plant: ['ALTER TYPE shop.size ADD ATTRIBUTE depth integer'],
    found: [['type', 'size']],
  },
  {
    what: 'the values of an enum in another order',
    plant: [
      'DROP TYPE IF EXISTS shop.mood',
      'DROP VIEW shop.open_weights',
      'DROP VIEW shop.open_orders',
      'DROP STATISTICS shop.orders_statistics',
      'DROP INDEX shop.orders_open_key',
      'DROP INDEX shop.orders_customer_idx',
      `${orders} ALTER COLUMN state DROP DEFAULT`,
      'ALTER TYPE shop.state RENAME TO state_before',
      `CREATE TYPE shop.state AS ENUM ('sent', 'open', 'paid')`,
      `${orders} ALTER COLUMN state TYPE shop.state USING state::text::shop.state`,
      `${orders} ALTER COLUMN state SET DEFAULT 'open'`,
      'DROP TYPE shop.state_before',
      `CREATE UNIQUE INDEX orders_open_key ON shop.orders (customer_id) WHERE state = 'open'`,
      'CREATE INDEX orders_customer_idx ON shop.orders (customer_id, state)',
      'CREATE STATISTICS shop.orders_statistics ON customer_id, state FROM shop.orders',
      `CREATE VIEW shop.open_orders AS SELECT id, customer_id, total, weight FROM shop.orders WHERE state = 'open'`,
      'CREATE VIEW shop.open_weights AS SELECT customer_id, sum(weight) AS weight FROM shop.open_orders GROUP BY 1',
    ],
    found: [['order-only', 'state']],
  },
];
